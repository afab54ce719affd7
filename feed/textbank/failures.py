"""Why a model gave no phrases, and what is wrong with a line: kept as codes, said in any language."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .cleaning import visible

EXCERPT = 280  # characters of what came instead of phrases


class NoPhrases(Exception):
    """`reason` is one of those that `failure_text` knows; `detail` is shown to the author as plain text."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = " ".join(visible(detail[:EXCERPT]).split())


def failure_text(reason: str, detail: str = "") -> str:
    """What the author is told, with what to do about it."""
    facts = {"detail": detail, "seconds": f"{settings.LLM_TIMEOUT:g}", "model": settings.LLM_MODEL}
    texts = {
        "timeout": _(
            "The endpoint did not answer within %(seconds)s s. Ask for fewer phrases, or try again when it "
            "has less to do."
        ),
        "unreachable": _("The endpoint cannot be reached. Is it running, and is its address right?"),
        "key": _("The endpoint refused the key that it was given."),
        "model": _("The endpoint does not know the model “%(model)s”, or its address is not right."),
        "busy": _("The endpoint has too much to do now. Try again in a few minutes."),
        "status": _("The endpoint answered with an error (%(detail)s). Try again; its own log tells more."),
        "too_large": _("The endpoint sent more than a list of phrases can be. Nothing of it was kept."),
        "garbage": _("What the endpoint sent cannot be read. Is it an OpenAI-compatible API?"),
        "refused": _("The model refused. It said: “%(detail)s”"),
        "prose": _("The model gave no list of phrases. It said: “%(detail)s”"),
        "nothing": _("The model answered with nothing."),
        "lost": _("Nobody answered: the request got lost, perhaps in a restart. Ask again."),
        "worker": _("The request could not be passed on to a worker. Try again in a minute."),
        "stopped": _("Somebody stopped waiting."),
        "topic": _("The topic is not in the scenario any more."),
    }
    return texts.get(reason, _("Asking failed unexpectedly. The server’s log tells more.")) % facts


def fault_text(line: dict[str, Any]) -> str:
    """What is wrong with a line; empty where nothing is."""
    texts = {
        "empty": _("says nothing"),
        "too_long": _("is too long"),
        "markup": _("holds mark-up"),
        "address": _("holds a web address"),
        "slot": _("cannot be filled: %(about)s"),
        "claim": _("{claim} is for rumours alone"),
        "detail": _("this topic has no details for {detail}"),
        "voice": _("the crowd says that already"),
        "scenario": _("stands in this scenario already"),
        "twice": _("stands twice in this list"),
    }
    fault = str(line.get("fault", ""))
    return texts.get(fault, fault) % {"about": line.get("about", "")}
