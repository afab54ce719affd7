"""How long a story can be seen before it is gone. PURE."""

from collections.abc import Mapping
from typing import Any

DAY = 24 * 3600  # real seconds: what networks of stories keep theirs for
PART = 6  # of an exercise: one that lasted as long as a day of the scenario would never be seen to go
LEAST = 60  # s of exercise


def story_life(scenario: Mapping[str, Any]) -> float | None:
    """Seconds of exercise that a story lives in a scenario's plain document; None where there are none.

    The network's own `lasts`, else a day squeezed by the time scale, but a sixth of the exercise at most.
    """
    network = next((one for one in scenario["channels"] if one["kind"] == "stories"), None)
    if network is None:
        return None
    if network.get("lasts") is not None:
        return float(network["lasts"])
    return float(max(LEAST, min(DAY / scenario["time_scale"], scenario["duration"] / PART)))
