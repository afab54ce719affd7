"""Addresses that people put behind a post: an article, a picture, an official page.

They lead nowhere: every host is one of `.example`, which nobody can own [RFC 2606], and a network shows them
as text. Many link to the same few articles of the hour, most to something of their own.
"""

import re
from typing import NamedTuple

from exercises.document import ScenarioDocument
from feed.crowd.dice import Dice, mixed
from feed.crowd.facts import LINKED, LINKED_AMBIENT, LINKED_CAREFUL, LINKED_OWN, LINKED_PASTED
from feed.crowd.reading import plain
from feed.crowd.voice_files import AMBIENT, TRIBUTE

_DIGITS = "0123456789abcdefghijkmnpqrstuvwxyz"  # without l and o, which look like figures
_PRESS = frozenset({"journalist", "blogger"})
_OFFICIAL = frozenset({"authority", "organisation", "official", "union", "expert"})
_PICTURES = ("photo", "video", "stories")
_WEIGHTS = {"press": 6, "picture": 4, "official": 1}
_IN_PASSING = frozenset({"tag", "kittens", "shelter", TRIBUTE})
#: Posts on what is in the news link to it; the others are people's own, and go with a picture.
_NEWS = frozenset({"topic", "organisation", "authority", "rumour", "doubt", "debunk"})
_OWN_PICTURE = 0.7  # of links in people's own posts, where the scenario has a network for pictures
_ARTICLE_LASTS = 90  # s of exercise between two articles of a site that everybody links to
_NEWEST = 4  # of them that are still linked to
_SHARED = 0.35  # of links to the press go to one of these
_LENGTH = 6  # characters of the last part


class Site(NamedTuple):
    """`key` tells its articles from those of other sites."""

    host: str
    kind: str
    key: int


def sites_of(document: ScenarioDocument, lang: str) -> tuple[Site, ...]:
    """Where a scenario's crowd may link to, each as often as it counts. None of them exists."""
    found: list[Site] = []
    for persona in document.personas:
        kind = "press" if persona.kind in _PRESS else "official" if persona.kind in _OFFICIAL else ""
        if kind:
            found += [_site(persona.handle, kind)] * _WEIGHTS[kind]
    for channel in document.channels:
        if channel.kind in _PICTURES:
            found += [_site(getattr(channel.name, lang), "picture")] * _WEIGHTS["picture"]
    return tuple(found)


def _site(name: str, kind: str) -> Site:
    host = f"{re.sub(r'[^a-z0-9]+', '-', plain(name)).strip('-')}.example"
    return Site(host, kind, mixed(*host.encode()))


class Links:
    """The links of one window."""

    def __init__(self, sites: tuple[Site, ...], dice: Dice, window: int) -> None:
        self._sites, self._dice, self._window = sites, dice, window
        self._pictures = tuple(site for site in sites if site.kind == "picture")  # of everyday life

    def link(self, segment: str, kind: str, careful: bool, room: int) -> str:
        """A blank and a link for a post of this kind, if it has one and there is room; else nothing."""
        if not self._dice.chance(_often(segment, kind, careful)):
            return ""
        own = segment not in _NEWS and not careful and self._pictures and self._dice.chance(_OWN_PICTURE)
        sites = self._pictures if own or segment == AMBIENT else self._sites
        if not sites:
            return ""
        site = self._dice.pick(sites)
        return _fitting(f" https://{site.host}/{self._page(site)}", room)

    def pasted(self, text: str, room: int) -> str:
        """The link that goes with a headline, if one does: the same whoever pastes it."""
        press = [site for site in self._sites if site.kind == "press"]
        key = mixed(*text.encode())
        if not press or (key >> 32) % 100 >= 100 * LINKED_PASTED:
            return ""
        return _fitting(f" https://{press[key % len(press)].host}/{_name(key)}", room)

    def _page(self, site: Site) -> str:
        if site.kind == "press" and self._dice.chance(_SHARED):
            age = self._dice.below(_NEWEST)
            return _name(mixed(site.key, max(0, self._window // _ARTICLE_LASTS - age)))
        return _name(self._dice.raw())


def _often(segment: str, kind: str, careful: bool) -> float:
    if segment == AMBIENT or segment in _IN_PASSING:
        return LINKED_AMBIENT if kind == "original" else 0.0
    if careful and kind == "original":
        return LINKED_CAREFUL
    return LINKED_OWN if kind == "original" and segment not in _NEWS else LINKED.get(kind, 0.0)


def _name(key: int) -> str:
    digits = ((key >> 5 * at) % len(_DIGITS) for at in range(_LENGTH))
    return "".join(_DIGITS[digit] for digit in digits)


def _fitting(link: str, room: int) -> str:
    return link if len(link) <= room else ""
