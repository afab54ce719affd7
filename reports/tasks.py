"""What workers do: make a debrief. Tasks are nudges only: the truth is the claim in the database."""

from celery import shared_task

from . import debriefs


@shared_task(name="reports.make_debrief", acks_late=True, expires=60)
def make_debrief(pk: int) -> bool:
    return debriefs.make_debrief(pk)
