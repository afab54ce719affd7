"""For machines that watch: is the process alive, and does it get on?"""

import time

from asgiref.sync import async_to_sync
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from exercises.models import Session, State
from feed import broadcast

PROGRESS = 5.0  # s within which a running session must have been ticked


def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> HttpResponse:
    """503 with what fails: the database, the layer, or running sessions that stand still."""
    found = {"database": _database(), "layer": _layer()}
    found["progress"] = found["database"] and _progress()
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Exception:
        return False


def _layer() -> bool:
    try:
        return async_to_sync(broadcast.is_reachable)()
    except Exception:
        return False


def _progress() -> bool:
    late = Session.objects.filter(state=State.RUNNING, ticked_at__lt=time.time() - PROGRESS)
    return not late.exists()
