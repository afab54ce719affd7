"""What the check before an exercise asks of the feed: do frames get through?"""

from asgiref.sync import async_to_sync
from django.utils.translation import gettext as _

from exercises.models import Session
from exercises.preflight import Check, register

from . import broadcast


@register
def check_layer(session: Session, address: str) -> Check:
    label = _("Live messages")
    try:
        async_to_sync(broadcast.is_reachable)()
    except Exception:
        detail = _("Posts are stored, but do not reach the screens at once.")
        return Check("layer", "bad", label, detail, _("Check that Redis is running and reachable."))
    return Check("layer", "ok", label, _("Posts reach the screens at once."))
