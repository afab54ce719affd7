"""How people call themselves on a network: handles and display names, varied as they are in life."""

import re
import unicodedata
from functools import lru_cache

_NICKS = {
    "en": ("teaandtoast", "notadoctor", "rainydays", "oldtrainers", "quietcarriage", "biscuitfan", "nightbus",
           "halfasleep", "gardengnome", "marmalade", "sundayroast", "wetsocks", "bookworm", "dogwalker", "coldbrew",
           "busstop", "puddle", "secondrow", "windowseat", "leftovers"),
    "fr": ("chocolatine", "painauchoc", "mamanourse", "labrise", "cafecreme", "ptitdej", "dimanchesoir",
           "chatperche", "lunettesrondes", "velorouge", "toujoursenretard", "croissant", "tisane", "pluiefine",
           "placedumarche", "grainedesel", "trotinette", "lapinou", "bretonne", "leptitnico"),
}  # fmt: skip
_TROLLS = {
    "en": ("just_saying", "realtalk", "unimpressed", "no_filter", "popcorn", "saltmine", "devils_adv"),
    "fr": ("je_dis_ca", "pop_corn", "sansfiltre", "mauvaisefoi", "le_rageux", "avocatdudiable", "ironie"),
}
_JOBS = {
    "journalist": {"en": "reports", "fr": "_journal"},
    "official": {"en": "_cllr", "fr": "_elu"},
    "blogger": {"en": "_blog", "fr": "_blog"},
    "union": {"en": "_union", "fr": "_syndic"},
    "expert": {"en": "_phd", "fr": "_phd"},
    "influencer": {"en": "_daily", "fr": "_off"},
}
_SIGNS = ("🌻", "☕", "🐈", "🌊", "📚", "🚲", "🎧", "⚽", "🌿", "✨", "🦊", "🎸")


def handle(first: str, last: str, kind: str, lang: str, bits: int) -> str:
    """A handle of 4 to 20 letters, digits and underscores."""
    given, family = _flat(first), _flat(last)
    number, style = bits % 100_000, (bits >> 24) % 100
    if kind == "bot":
        return f"{given[:8]}{family[:3]}{10_000_000 + (bits >> 32) % 90_000_000}"[:20]
    if kind == "troll" and style < 70:
        return f"{_TROLLS[lang][number % len(_TROLLS[lang])]}{number % 997}"
    if kind in _JOBS and style < 60:
        return f"{given[:7]}{family[:6]}{_JOBS[kind][lang]}"[:20]
    return _common(given, family, lang, number, style)


def _common(given: str, family: str, lang: str, number: int, style: int) -> str:
    year = 50 + number % 58  # 1950 to 2007
    short = f"{year % 100:02d}"
    nick = _NICKS[lang][number % len(_NICKS[lang])]
    shapes = (
        (16, f"{given}_{family}"),
        (12, f"{given[:1]}{family}{short}"),
        (12, f"{given}{family[:3]}{number % 100:02d}"),
        (10, f"{given}_{family[:3]}"),
        (9, f"{given.capitalize()}{family.capitalize()}"),
        (8, f"{given}{number % 10_000}"),
        (7, f"{given}.{family}".replace(".", "_") + str(number % 10)),
        (6, f"{nick}{number % 1000}"),
        (5, f"{nick}_{given}"),
        (5, f"x{given}{short}x"),
        (4, f"{family}{given[:1]}_{short}"),
        (3, f"the_{given}_{family[:1]}" if lang == "en" else f"la_{given}_{family[:1]}" if given.endswith(("a", "e")) else f"le_{given}_{family[:1]}"),
        (3, f"{given}{'_' * (1 + number % 2)}{number % 1000}"),
    )  # fmt: skip
    for width, shape in shapes:
        if style < width:
            return shape[:20]
        style -= width
    return f"{given}{family}"[:20]


def display_name(first: str, last: str, kind: str, lang: str, bits: int) -> str:
    """The name over a post: the full one mostly, an initial, a first name, a sign behind it."""
    style = bits % 100
    if kind in ("journalist", "official", "expert", "union"):
        return f"{first} {last}"
    if style < 52:
        return f"{first} {last}"
    if style < 64:
        return first
    if style < 74:
        return f"{first} {last[:1]}."
    if style < 82:
        return f"{first} {_SIGNS[(bits >> 16) % len(_SIGNS)]}"
    if style < 89:
        return f"{first} {last}".lower()
    if style < 94:
        return _NICKS[lang][(bits >> 16) % len(_NICKS[lang])].capitalize()
    return f"{first}{last[:1]}"


@lru_cache(maxsize=4096)
def _flat(name: str) -> str:
    """A name without accents, spaces and capitals."""
    letters = unicodedata.normalize("NFD", name.replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z]", "", letters.lower())
