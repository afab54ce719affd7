"""The administration: scenarios are written here; people are let in; what was played can be looked up."""

from . import parts, people, played, scenario

__all__ = ["parts", "people", "played", "scenario"]
