"""Files that belong to a row go when it goes, by whatever way: with its session, its organisation, the demo.

Once the transaction stands, not before: a row that stays keeps its file. What a killed process leaves behind
is found by `strays`.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete
from django.utils import timezone

OLD = timedelta(hours=1)  # what is younger may be about to belong to a row


def go_with_row(model: type[Model], field: str) -> None:
    """From now on the file in `field` is deleted with the row."""

    def row_went(instance: Model, **kwargs: Any) -> None:
        file = getattr(instance, field)
        if file.name:
            remove_after_commit(file.storage, file.name)

    post_delete.connect(row_went, sender=model, weak=False, dispatch_uid=f"{model._meta.label}.{field}")


def remove_after_commit(storage: Storage, name: str) -> None:
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def strays(folder: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Old files of a folder that belong to no row."""
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in (f"{folder}/{found}" for found in names):
        try:
            is_old = timezone.now() - default_storage.get_modified_time(name) > OLD
        except FileNotFoundError:  # another ticker was quicker
            continue
        if is_old and not is_known(name):
            yield name
