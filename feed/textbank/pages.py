"""Drafts of phrases in the administration: the page on which one is waited for and reviewed.

Whatever a model wrote is text here: templates escape it, and nothing of it is used before it is accepted.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.admin.parts import ScenarioFilter
from exercises.admin.scoping import WRITERS, Roles, chosen_by
from exercises.models import DraftState, PhraseDraft
from exercises.models.fields import LANGUAGE_NAMES
from exercises.sessions import Refused

from . import decisions, drafts
from .asking import AskPages
from .checking import Line
from .failures import failure_text, fault_text
from .forms import named
from .nudges import nudge_again


class PhraseDraftAdmin(AskPages):
    """For those who write scenarios; without an endpoint none of its pages exists."""

    organisation_path = "scenario__organisation"
    seen_by = WRITERS
    fields = ("scenario", "topic", "emotion", "lang", "wanted", "hint", "state", "requested_by", "created_at")
    list_display = ("__str__", "scenario", "state", "requested_by", "created_at")
    list_filter = (ScenarioFilter, "state")
    list_select_related = ("scenario", "requested_by")
    ordering = ("-pk",)

    def get_urls(self) -> list[URLPattern]:
        patterns = super().get_urls()
        for pattern in patterns:
            pattern.callback = _if_offered(pattern.callback)
        return patterns

    def _may(self, request: HttpRequest, roles: Roles, obj: Any) -> bool:
        return drafts.is_offered() and super()._may(request, roles, obj)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: Any) -> Any:
        """What is another's is as unknown here as what is not."""
        raise Http404

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        draft = self._draft(request, object_id)
        if request.method == "POST":
            return self._decided(request, draft)
        return self._shown(request, draft, draft.lines)

    def _draft(self, request: HttpRequest, object_id: str) -> PhraseDraft:
        drafts.give_up_lost()
        draft = chosen_by(self.get_queryset(request), "pk", object_id).select_related("scenario").first()
        if draft is None:
            raise Http404
        if draft.state == DraftState.ASKED and draft.claimed_at is None:
            nudge_again(draft)
        return draft

    def _decided(self, request: HttpRequest, draft: PhraseDraft) -> HttpResponse:
        here = redirect("admin:exercises_phrasedraft_change", draft.pk)
        try:
            if "accept" in request.POST:
                return self._accepted(request, draft)
            if "reject" in request.POST:
                decisions.reject(draft.pk)
            elif "stop" in request.POST:
                drafts.fail(draft, "stopped")
        except Refused as refused:
            messages.error(request, str(refused.message))
        return here

    def _accepted(self, request: HttpRequest, draft: PhraseDraft) -> HttpResponse:
        texts = {n: request.POST.get(f"text-{n}", line["text"]) for n, line in enumerate(draft.lines)}
        ticked = {number for number in texts if f"take-{number}" in request.POST}
        try:
            draft = decisions.accept(draft.pk, texts, ticked)
        except decisions.StillFaulty as faulty:
            messages.error(request, _("Nothing was added: see what is wrong with the ticked phrases."))
            return self._shown(request, draft, faulty.lines, status=400)
        self._tell(request, draft, len(ticked))
        return redirect("admin:exercises_scenario_change", draft.scenario_id)

    def _tell(self, request: HttpRequest, draft: PhraseDraft, count: int) -> None:
        added = ngettext(
            "%(count)d phrase was added to the topic “%(topic)s”.",
            "%(count)d phrases were added to the topic “%(topic)s”.",
            count,
        ) % {"count": count, "topic": draft.topic}
        messages.success(request, added)
        self.log_change(request, draft.scenario, added)
        draft.scenario.refresh_from_db()
        for lang in decisions.unspoken(draft):
            messages.warning(request, _unspoken_text(lang))

    def _shown(
        self, request: HttpRequest, draft: PhraseDraft, lines: list[Line], status: int = 200
    ) -> HttpResponse:
        topic = drafts.topic_of(draft.scenario, draft.topic)
        return self.page(
            request,
            "review",
            status,
            draft=draft,
            scenario=draft.scenario,
            topic=named(topic) if topic else draft.topic,
            lines=[{**line, "told": fault_text({**line})} for line in lines],
            failure=failure_text(draft.failure, draft.detail) if draft.state == DraftState.FAILED else "",
            unspoken=[_unspoken_text(lang) for lang in decisions.unspoken(draft)],
            again=_again(draft),
            seconds=f"{settings.LLM_TIMEOUT:g}",
        )


def _if_offered(view: Any) -> Any:
    """The page, or nothing at this address while no endpoint is named."""

    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not drafts.is_offered():
            raise Http404
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return page


def _again(draft: PhraseDraft) -> str:
    """Where the same can be asked for once more."""
    wanted = {"scenario": draft.scenario_id, "topic": draft.topic, "emotion": draft.emotion}
    query = urlencode({**wanted, "lang": draft.lang, "hint": draft.hint})
    return f"{reverse('admin:exercises_phrasedraft_add')}?{query}"


def _unspoken_text(lang: str) -> str:
    return _(
        "In %(language)s the topic has no phrases of this emotion yet. Ask for some or write them: without "
        "them the scenario cannot be played."
    ) % {"language": LANGUAGE_NAMES[lang]}


admin.site.register(PhraseDraft, PhraseDraftAdmin)
