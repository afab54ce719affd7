"""System checks: what is wrong with the configuration, and what to do about it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

#: The tag of checks for whoever starts a server. Django's own look at the code, which does not change there.
CONFIGURATION = "configuration"


@register(CONFIGURATION)
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


@register(CONFIGURATION)
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


@register(CONFIGURATION)
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


@register(CONFIGURATION)
def check_model(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What is asked for phrases: an address, and a name at it. Without an address nothing is asked."""
    if not settings.LLM_URL:
        return []
    found: list[CheckMessage] = []
    if not _is_api_address(settings.LLM_URL):
        # not the address itself: somebody may have written a password into it
        found.append(
            Error(
                "SOCIALROOM_LLM_URL is no address of an OpenAI-compatible API.",
                hint="Give what stands before /chat/completions, such as http://localhost:11434/v1.",
                id="socialroom.E004",
            )
        )
    if not settings.LLM_MODEL:
        hint = "Set it to the name by which the endpoint knows the model, such as mistral-small."
        found.append(Error("SOCIALROOM_LLM_MODEL is empty.", hint=hint, id="socialroom.E005"))
    if not 1 <= settings.LLM_TIMEOUT <= 600:
        text = f"SOCIALROOM_LLM_TIMEOUT is {settings.LLM_TIMEOUT}."
        found.append(Error(text, hint="Give seconds between 1 and 600.", id="socialroom.E006"))
    return found


def _is_api_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_place = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    told_too_much = parts.username or parts.query or parts.fragment or any(map(str.isspace, text))
    ends_too_late = parts.path.rstrip("/").endswith("/completions")
    return parts.scheme in ("http", "https") and has_place and not told_too_much and not ends_too_late


@register(CONFIGURATION)
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
