"""The pages on which an author asks for phrases: for which scenario, then for which topic and emotion."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from exercises.admin.scoping import OwnOrganisation, choices_for, chosen_by
from exercises.models import PhraseDraft, Scenario, User
from exercises.sessions import Refused

from . import drafts
from .forms import AskForm
from .nudges import nudge

FRESH = {"Cache-Control": "no-store"}  # the page is looked at again until it shows an answer


class AskPages(OwnOrganisation):
    """Asking, for the drafts' ModelAdmin."""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        mine = choices_for(self.admin_site, request, Scenario, self.added_by)
        asked = request.GET.get("scenario")
        if asked is None:
            return self.page(request, "choose", scenarios=mine.order_by("slug")[:200])
        scenario = chosen_by(mine, "pk", asked).first()
        if scenario is None:
            raise Http404
        form = AskForm(scenario, request.POST or None, initial=_preset(request))
        draft = self._requested(request, scenario, form) if form.is_valid() else None
        if draft is not None:
            return redirect("admin:exercises_phrasedraft_change", draft.pk)
        status = 400 if request.method == "POST" else 200
        host = urlsplit(settings.LLM_URL).hostname
        return self.page(request, "ask", status, scenario=scenario, form=form, host=host)

    def _requested(self, request: HttpRequest, scenario: Scenario, form: AskForm) -> PhraseDraft | None:
        assert isinstance(request.user, User)  # noqa: S101  who is not was sent to the log-in
        try:
            draft = drafts.request_phrases(scenario, request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
            return None
        nudge(draft)
        return draft

    def page(self, request: HttpRequest, name: str, status: int = 200, **facts: Any) -> HttpResponse:
        title = _("Review phrases") if name == "review" else _("Ask for more phrases")
        context = {**self.admin_site.each_context(request), "opts": PhraseDraft._meta, "title": title}
        page = f"admin/exercises/phrasedraft/{name}.html"
        return TemplateResponse(request, page, context | facts, status=status, headers=FRESH)


def _preset(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("topic", "emotion", "lang", "hint") if name in request.GET}
