"""Which principles of crisis communication a message shows, as far as its text alone can tell.

Be first, be right, be credible, express empathy, promote action, show respect (CDC, Crisis and Emergency Risk
Communication, 2014 and later). Whether it came first is for those who know when others spoke.
"""

from feed.crowd.reading.labels import Reading

_LIES = ("mockery", "attack", "jargon")
_RUDE = ("attack", "mockery", "shouting", "legal_threat", "blame")


def principles(reading: Reading) -> frozenset[str]:
    """Those shown, of right, credible, empathy, action and respect."""
    has = reading.has
    shown = {
        "right": has("fact") or has("evidence") or has("rumour_confirmed"),
        "credible": (has("evidence") or has("rumour_confirmed") or has("commitment") or has("apology"))
        and not any(map(has, _LIES)),
        "empathy": has("empathy") or (has("apology") and not has("excuse")),
        "action": has("instructing") or has("call_to_action") or has("adjusting"),
        "respect": bool(reading.present()) and not any(map(has, _RUDE)),
    }
    return frozenset(name for name, is_so in shown.items() if is_so)
