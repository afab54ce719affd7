"""The fictional place of an exercise: its map, what is reported where, and who is safe there. PURE.

Everything follows from the scenario's snapshot and the words of a post: the same place in every room, and in
every run.
"""

from .alerts import ALERTS, alert_of, spot_of
from .counts import Counted, counted
from .drawing import Drawing, drawing_of
from .places import CHANNELS, Spot, Terrain, terrain_of
from .reports import REPORT_REFS, Report, due_reports

__all__ = [
    "ALERTS",
    "CHANNELS",
    "REPORT_REFS",
    "Counted",
    "Drawing",
    "Report",
    "Spot",
    "Terrain",
    "alert_of",
    "counted",
    "drawing_of",
    "due_reports",
    "spot_of",
    "terrain_of",
]
