"""Coming in and going out: log-in, log-out, invitations, the language of the screens."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from . import wrong_codes
from .access import organisations_of
from .access_changes import end_log_in
from .invitations import accept_as, accept_as_new, open_invitation
from .models import Invitation, Role, User
from .people_forms import InvitedForm, LoginForm
from .sessions import Refused

LANGUAGE_COOKIE = "language"  # read by socialroom.middleware.language
LANGUAGE_LASTS = 365 * 24 * 3600  # s


DOOR = "log-in"  # wrong passwords are counted apart from wrong codes


class Login(LoginView):
    """The log-in page.

    Too many wrong passwords for one name from one address: axes refuses them all for a while. Too many from
    one browser under whatever names: the same. Too many from one address: wrong ones are no longer examined
    with patience, right ones get in, since a whole training room may be behind it.
    """

    template_name = "exercises/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return landing(self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        return speak(response, form.get_user().language)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wrong_codes.is_barred(request, DOOR):
            return self._too_often()
        return wrong_codes.mark(request, super().post(request, *args, **kwargs))

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.non_field_errors() and wrong_codes.count_wrong(self.request, DOOR):
            return self._too_often()
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def _too_often(self) -> HttpResponse:
        return render(self.request, "exercises/login_locked.html", status=429)


def landing(user: Any) -> str:
    """Where somebody finds what is his: sessions for staff, scenarios for authors, else the door."""
    if not isinstance(user, User):
        return resolve_url("home")
    if organisations_of(user, Role.OWNER, Role.TRAINER, Role.OBSERVER):
        return resolve_url("sessions")
    return resolve_url("admin:index") if user.is_staff else resolve_url("home")


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Ends the log-in; sockets opened with it close within seconds."""
    end_log_in(request)
    return redirect("login")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language of the screens from now on: in the browser's cookie and, for users, in their account."""
    lang = request.POST.get("lang", "")
    if lang not in dict(settings.LANGUAGES):
        return render(request, "400.html", status=400)
    if isinstance(request.user, User) and request.user.language != lang:
        User.objects.filter(pk=request.user.pk).update(language=lang)
    return speak(redirect(_safe_next(request)), lang)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation leads: a new account, or one more role for who is logged in."""
    invitation = open_invitation(token)
    if invitation is None:
        return render(request, "exercises/invite_closed.html", status=404)
    if isinstance(request.user, User):
        return _invited_again(request, invitation, request.user)
    form = InvitedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _entered(request, _account(token, form))
        except Refused:
            return render(request, "exercises/invite_closed.html", status=404)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"invitation": invitation, "form": form}
    return render(request, "exercises/invite.html", context, status=400 if request.method == "POST" else 200)


def _invited_again(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            accept_as(invitation.token, user)
            return redirect(landing(user))
        except Refused as refused:
            refusal = str(refused.message)
    context = {"invitation": invitation, "refusal": refusal}
    return render(request, "exercises/invite_user.html", context, status=400 if refusal else 200)


def _account(token: str, form: InvitedForm) -> User:
    data = form.cleaned_data
    return accept_as_new(
        token,
        username=data["username"],
        full_name=data["full_name"],
        password=data["password"],
        language=get_language() or settings.LANGUAGE_CODE,
    )


def _entered(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return speak(redirect(landing(user)), user.language)


def speak(response: HttpResponse, lang: str) -> HttpResponse:
    """Gives the browser the cookie that every page reads its language from."""
    response.set_cookie(
        LANGUAGE_COOKIE, lang, max_age=LANGUAGE_LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def _safe_next(request: HttpRequest) -> str:
    """Where the form says that one was; home for an address that is not ours."""
    where = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        where, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return where if is_ours else resolve_url("home")
