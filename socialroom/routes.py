"""Every address of the product, and who may go there: one table, which a test holds against the resolver.

The addresses of the administration follow from the roles that each of its pages names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from exercises.admin.scoping import OwnOrganisation
from exercises.memberships import ENTERING
from exercises.models import Role

GET, POST = ("GET",), ("POST",)
BOTH = ("GET", "POST")

EVERYBODY = "everybody"
WITH_LINK = "who has the invitation's link"
WITH_CODE = "who knows the session's code"
SEATED = "who holds the seat"
IN_ROOM = "who holds a seat in the room; owners, trainers and observers of its organisation"
LOGGED_IN = "users"
STAFF = "owners, trainers and observers"
STAFF_HERE = "owners, trainers and observers of the session's organisation"
STEERING = "owners and trainers"
STEERING_HERE = "owners and trainers of the session's organisation"
INSIDE = f"{', '.join(ENTERING)}: staff with such a role in an organisation; superusers"
SUPERUSERS = "superusers"
NOBODY = "nobody"

#: Route name to methods and who may use them.
TABLE: dict[str, dict[tuple[str, ...], str]] = {
    "home": {GET: EVERYBODY},
    "login": {BOTH: EVERYBODY},
    "logout": {POST: EVERYBODY},
    "language": {POST: EVERYBODY},
    "invite": {BOTH: WITH_LINK},
    "sessions": {GET: STAFF},
    "session-new": {BOTH: STEERING},
    "session": {GET: STAFF_HERE},
    "session-join": {GET: STAFF_HERE},
    "session-preflight": {GET: STEERING_HERE},
    "join": {BOTH: EVERYBODY},
    "join-session": {BOTH: WITH_CODE},
    "seat": {BOTH: EVERYBODY},
    "leave": {POST: SEATED},
    "room": {GET: IN_ROOM},
    "avatar": {GET: EVERYBODY},
    "debriefs": {GET: STAFF_HERE, POST: STEERING_HERE},
    "debrief-pdf": {GET: STAFF_HERE},
    "debrief-xlsx": {GET: STAFF_HERE},
    "api:posts": {GET: IN_ROOM},
    "api:search": {GET: IN_ROOM},
    "api:search_volume": {GET: IN_ROOM},
    "api:author": {GET: IN_ROOM},
    "api:list_posts": {GET: SEATED},
    "api:list_volume": {GET: SEATED},
    "api:standing_out": {GET: IN_ROOM},
    "api:safety": {GET: IN_ROOM},
    "api:thread": {GET: IN_ROOM},
    "api:versions": {GET: IN_ROOM},
    "api:post_picture": {GET: IN_ROOM},
    "api:upload_picture": {POST: SEATED},
    "api:uploaded_picture": {GET: IN_ROOM},
    "api:post_photo": {GET: IN_ROOM},
    "api:sketch": {GET: IN_ROOM},
    "api:changes": {GET: IN_ROOM},
    "api:trends": {GET: IN_ROOM},
    "api:state": {GET: IN_ROOM},
    "api:session_history": {GET: STAFF_HERE},
    "api:session_log": {GET: STAFF_HERE},
    "api:openapi-json": {GET: EVERYBODY},
    "api:api-root": {GET: EVERYBODY},
    "healthz": {GET: EVERYBODY},
    "readyz": {GET: EVERYBODY},
    "admin:index": {GET: INSIDE},
    "admin:login": {GET: EVERYBODY},
    "admin:logout": {POST: EVERYBODY},
    "admin:password_change": {BOTH: INSIDE},
    "admin:password_change_done": {GET: INSIDE},
    "admin:autocomplete": {GET: INSIDE},
    "admin:jsi18n": {GET: INSIDE},
    "admin:view_on_site": {GET: INSIDE},
    "admin:app_list": {GET: INSIDE},
    "admin:": {GET: INSIDE},
    "admin:auth_user_password_change": {BOTH: SUPERUSERS},
}
#: Pages of a model in the administration: by which of its roles one reads them, and acts there.
PAGES = {
    "changelist": ("seen_by", "deleted_by"),  # the one action on a list is to delete
    "history": ("seen_by", None),
    "export": ("seen_by", None),
    "picture": ("seen_by", None),
    "change": ("seen_by", "changed_by"),
    "add": ("added_by", "added_by"),
    "import": ("added_by", "added_by"),
    "delete": ("deleted_by", "deleted_by"),
}


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    name: str
    who: str


class NoEntry(LookupError):
    """A route of which the table says nothing."""


def list_routes() -> list[Route]:
    """All routes, one entry per method. Raises NoEntry."""
    return [
        Route(method, f"/{path}", name, who)
        for path, name in _leaves(get_resolver().url_patterns)
        for methods, who in _rights(name, path).items()
        for method in methods
    ]


def _leaves(patterns: list[Any], prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _leaves(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            yield path, f"{space}{pattern.name or ''}"


def _rights(name: str, path: str) -> dict[tuple[str, ...], str]:
    page = _admin_page(name)
    if page is not None:
        return page
    if name in TABLE:
        return TABLE[name]
    raise NoEntry(f"{name or path}: say in socialroom.routes who may go there")


def _admin_page(name: str) -> dict[tuple[str, ...], str] | None:
    """Rights on a page of a model of the administration, from the roles that the model's page names."""
    for model, page in admin.site._registry.items():
        start = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(start):
            return _page_rights(page, name.removeprefix(start))
    return None


def _page_rights(page: Any, action: str) -> dict[tuple[str, ...], str] | None:
    """None for a page that models have not in common: the table has it."""
    if action not in PAGES:
        return None
    read, act = PAGES[action]
    rights: dict[tuple[str, ...], str] = {GET: _roles(page, read)}
    return rights | {POST: _roles(page, act)} if act else rights


def _roles(page: Any, kind: str) -> str:
    roles = getattr(page, kind) if isinstance(page, OwnOrganisation) else ()
    if roles is None:
        return NOBODY
    labels = [Role(role).value for role in roles]
    return f"{', '.join(labels)} of the organisation; superusers" if labels else SUPERUSERS
