"""The Celery application: `celery -A socialroom worker` on a server, a thread in the embedded process."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")
app = Celery("socialroom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def warm(**_: object) -> None:
    """A worker reads the crowd's phrases before it takes tasks, once for all its processes."""
    from feed import crowd  # noqa: PLC0415  numpy and the phrases: for workers, not for every command

    crowd.warm()
