"""What a crowd's posts measure against real ones: the facts and their ranges, each with its source.

    sheet = measured(posts, time_scale)      # posts as `manage.py simulate` writes them, one dict each

PURE, and slow beside the crowd itself: a tool for those who work on it.
"""

from feed.crowd.measures.sheet import Fact, measured

__all__ = ["Fact", "measured"]
