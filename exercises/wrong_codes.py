"""How often somebody may try codes that open nothing.

A browser (its cookie) that tried LIMIT wrong codes may try no more for a while. All browsers share the count
of their address: past its limit only wrong codes are refused, never right ones, so that a roomful of people
behind one address gets in whatever somebody among them does. Who is inside never comes by here.
"""

import secrets

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

LIMIT = 20
WHILE = 600  # s
COOKIE = "door"


def is_barred(request: HttpRequest, door: str = "code") -> bool:
    """Whether this browser tried too often at this door, right code or not."""
    browser = _browser(request)
    return browser is not None and _count(f"{door}:browser:{browser}") >= LIMIT


def count_wrong(request: HttpRequest, door: str = "code") -> bool:
    """Counts one wrong code (or password). True when the address, or the browser, is past the limit."""
    keys = [f"{door}:address:{_digest(get_client_ip_address(request) or '')}"]
    browser = _browser(request)
    keys += [f"{door}:browser:{browser}"] if browser else []
    return max(_add(key) for key in keys) > LIMIT


def mark(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Gives the browser the cookie by which it is known at the door."""
    if _browser(request) is None:
        value = secrets.token_urlsafe(16)
        response.set_cookie(
            COOKIE, value, max_age=24 * 3600, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def _browser(request: HttpRequest) -> str | None:
    value = request.COOKIES.get(COOKIE, "")
    return _digest(value) if 16 <= len(value) <= 64 else None


def _digest(value: str) -> str:
    return salted_hmac("exercises.wrong_codes", value).hexdigest()[:32]


def _count(key: str) -> int:
    return int(cache.get(f"wrong:{key}", 0))


def _add(key: str) -> int:
    name = f"wrong:{key}"
    cache.add(name, 0, WHILE)
    try:
        return int(cache.incr(name))
    except ValueError:  # it ran out between the two
        cache.set(name, 1, WHILE)
        return 1
