"""What every request passes through."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from exercises import images

Handler = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "language"
PICTURES = re.compile(r"^/api/rooms/[^/]+/pictures$")  # where trainees upload theirs
FORM = 64 * 1024  # bytes around a file in its form


def too_large(get_response: Handler) -> Handler:
    """Refuses what announces more than a form or a file here can hold, before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_picture = bool(PICTURES.match(request.path))
        most = settings.PICTURE_MAX_SIZE + FORM if is_picture else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdecimal() or int(announced[:18]) <= most:
            return get_response(request)
        if is_picture:
            refused = images.too_large()
            return JsonResponse({"code": refused.code, "message": str(refused.message)}, status=413)
        return render(request, "413.html", status=413)

    return middleware


def hostile_input(get_response: Handler) -> Handler:
    """Refuses U+0000 and lone surrogates before they reach a form or the database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            fault = _is_hostile(request.path) or any(_is_hostile(f"{k}{v}") for k, v in _fields(request))
        except UnicodeError:
            fault = True
        return render(request, "400.html", status=400) if fault else get_response(request)

    return middleware


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    sent = [request.GET]
    if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
        sent.append(request.POST)
    return [(name, str(value)) for query in sent for name in query for value in query.getlist(name)]


def _is_hostile(text: str) -> bool:
    return "\x00" in text or any(0xD800 <= ord(char) <= 0xDFFF for char in text)


def language(get_response: Handler) -> Handler:
    """The user's own language, else the cookie's, else the browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        known = dict(settings.LANGUAGES)
        lang = chosen if chosen in known else translation.get_language_from_request(request)
        with translation.override(lang):
            request.LANGUAGE_CODE = lang
            response = get_response(request)
        response.headers.setdefault("Content-Language", lang)
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return middleware
