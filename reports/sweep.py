"""What is left on the disk of debriefs whose session was deleted, or whose worker was killed, is removed."""

import shutil
import time
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from .debriefs import MAKING
from .models import Debrief

OLD = 3600.0  # s: what is younger may be about to belong to somebody


def sweep() -> int:
    """Removes files of no debrief and folders of dead workers; how many."""
    media = Path(settings.MEDIA_ROOT)
    left = [path for path in media.glob("debriefs/*") if _is_old(path) and not _is_known(path)]
    folders = [path for path in media.glob(f"{MAKING}*") if _is_old(path)]
    for path in left:
        path.unlink(missing_ok=True)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left) + len(folders)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > OLD
    except FileNotFoundError:  # another ticker was quicker
        return False


def _is_known(path: Path) -> bool:
    name = f"debriefs/{path.name}"
    return Debrief.objects.filter(Q(pdf=name) | Q(annex=name)).exists()
