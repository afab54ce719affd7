"""System checks: what is wrong with the configuration, and what to do about it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def check_mode(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.MODE in ("embedded", "server"):
        return []
    return [
        Error(
            f"SOCIALROOM_MODE is {settings.MODE!r}.",
            hint="Leave it empty for a laptop, or set it to 'server'.",
            id="socialroom.E001",
        )
    ]


@register()
def check_server_database(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.SERVER or settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return []
    return [
        Error(
            "A server needs PostgreSQL.",
            hint="Set DATABASE_URL to postgres://user:password@host:5432/name.",
            id="socialroom.E002",
        )
    ]


@register()
def check_pressure(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if 1 <= settings.MAX_PRESSURE <= 1_000_000:
        return []
    return [
        Error(
            f"SOCIALROOM_MAX_PRESSURE is {settings.MAX_PRESSURE}.",
            hint="Give a number of reactions per 5 minutes between 1 and 1000000.",
            id="socialroom.E003",
        )
    ]


@register()
def check_https(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.SERVER or settings.HTTPS:
        return []
    return [
        Warning(
            "Log-in cookies also travel over plain http.",
            hint="Behind a proxy with TLS set HTTPS=true.",
            id="socialroom.W001",
        )
    ]
