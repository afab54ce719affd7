"""What becomes of a story: it goes after its time, with what answers it; a screenshot of it stays. PURE.

A screenshot is a share or a quote of something that goes. It needs no copy: it shows the words that stood
there when it was made, and the picture, which never changes.
"""

NETWORKS = frozenset({"stories"})
PASSING_ON = frozenset({"share", "quote"})


def is_screenshot(kind: str, shown: float | None) -> bool:
    """Whether a post of this kind holds what it passes on, which goes at `shown` (s of exercise), if ever."""
    return kind in PASSING_ON and shown is not None


def expiry(kind: str, channel: str, t: float, life: float | None, parent: float | None) -> float | None:
    """When a post made at `t` is gone (s of exercise); None for one that stays.

    `life` is how long stories live, `parent` when what the post answers or passes on goes.
    """
    if channel not in NETWORKS or life is None or is_screenshot(kind, parent):
        return None
    return parent if kind == "reply" else round(t + life, 3)


def is_gone(expires: float | None, at: float | None) -> bool:
    """Whether nobody but staff sees it any more; `at` is s of exercise, None for those who see everything."""
    return expires is not None and at is not None and expires <= at
