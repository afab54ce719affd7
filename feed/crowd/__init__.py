"""The crowd: plain values in, plain values out. Time and randomness are arguments.

    state = start(scenario, "fr", seed)
    state, drafts, causes = step(state, stimuli, Window(number))

`dump` and `load` carry a state over a restart; `trends` and `mood` look at it. Two versions tell whether
a session can be replayed byte for byte: ENGINE_VERSION (the rules) and VOICE_VERSION (the phrases).
"""

from feed.crowd.checkpoint import dump, load
from feed.crowd.kept import keep_in
from feed.crowd.step import State, mood, rumours, start, step, trends
from feed.crowd.telling import RumourView
from feed.crowd.types import (
    EMOTIONS,
    KINDS,
    REFS_PER_WINDOW,
    Causes,
    Draft,
    Drafts,
    Stimulus,
    Trend,
    Vector,
    Window,
)
from feed.crowd.voice_files import voice_version
from feed.crowd.warming import warm, warm_voice

ENGINE_VERSION = "12"
VOICE_VERSION = voice_version()

__all__ = [
    "EMOTIONS",
    "ENGINE_VERSION",
    "KINDS",
    "REFS_PER_WINDOW",
    "VOICE_VERSION",
    "Causes",
    "Draft",
    "Drafts",
    "RumourView",
    "State",
    "Stimulus",
    "Trend",
    "Vector",
    "Window",
    "dump",
    "keep_in",
    "load",
    "mood",
    "rumours",
    "start",
    "step",
    "trends",
    "warm",
    "warm_voice",
]
