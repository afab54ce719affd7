"""HTTP to Django, sockets to the consumers. A handshake from another origin is refused."""

import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")
django_application = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  needs the apps to be loaded
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import WebsocketDenier  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import InterfaceError, OperationalError  # noqa: E402
from django.http.request import validate_host  # noqa: E402

from feed.routing import websocket_urlpatterns  # noqa: E402
from feed.transport import wire_of  # noqa: E402

from .celery import app as celery_app  # noqa: E402

celery_app.set_default()  # tasks sent from here go to the broker of the settings

logger = logging.getLogger(__name__)
Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def same_origin_only(application: Application) -> Application:
    """Refuses a handshake whose Origin is neither the host that it asks nor a trusted one."""

    async def checked(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin1")
        host = headers.get(b"host", b"").decode("latin1")
        if _is_ours(origin, host):
            # The wire below the middlewares' own `send`: the hub writes frames straight into it.
            await _unless_away(application, dict(scope, wire=wire_of(send)), receive, send)
        else:
            await WebsocketDenier()(scope, receive, send)

    return checked


async def _unless_away(application: Application, scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Refuses the handshake when the user cannot be looked up: the browser comes back by itself."""
    try:
        await application(scope, receive, send)
    except (OperationalError, InterfaceError) as error:
        logger.warning("socket: the database is away (%s)", error)
        await WebsocketDenier()(scope, receive, send)


def _is_ours(origin: str, host: str) -> bool:
    """Clients that are no browsers send no origin: they hold a cookie or get nothing."""
    if not validate_host(host.rsplit(":", 1)[0] if not host.endswith("]") else host, settings.ALLOWED_HOSTS):
        return False
    return not origin or urlsplit(origin).netloc == host or origin in settings.CSRF_TRUSTED_ORIGINS


application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": same_origin_only(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
