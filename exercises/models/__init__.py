from .drafts import EMOTION_NAMES, DraftState, PhraseDraft
from .evaluation import Observation, Rating
from .log import AppendOnly, LogEntry
from .people import Invitation, Membership, Organisation, Role, User
from .scenario import Expectation, Inject, Objective, Persona, Phase, Picture, Scenario
from .session import Action, Done, Firing, Participant, ParticipantRole, Room, Session, Snapshot, State

__all__ = [
    "EMOTION_NAMES",
    "Action",
    "AppendOnly",
    "Done",
    "DraftState",
    "Expectation",
    "Firing",
    "Inject",
    "Invitation",
    "LogEntry",
    "Membership",
    "Objective",
    "Observation",
    "Organisation",
    "Participant",
    "ParticipantRole",
    "Persona",
    "Phase",
    "PhraseDraft",
    "Picture",
    "Rating",
    "Role",
    "Room",
    "Scenario",
    "Session",
    "Snapshot",
    "State",
    "User",
]
