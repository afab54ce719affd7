"""Drafts of a room as the frames show them, with who must still approve each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exercises.approval import Circuit, circuit
from exercises.models import Participant, Room

from . import store
from .draft_frames import DraftsFrame, DraftView, VerdictView
from .store import drafts as kept
from .store import uploads

if TYPE_CHECKING:
    from .models import Draft

SHOWN = 280  # characters of what a draft answers


def asked(draft: "Draft", rules: Circuit) -> list[str]:
    """The functions that must approve it: for whoever began it, and for whoever gave it its words."""
    wrote = (person.function for person in (draft.writer, draft.editor) if person is not None)
    return rules.asked(*dict.fromkeys(wrote))


def missing(draft: "Draft", rules: Circuit) -> list[str]:
    """Those of them that have not approved this version; of a function the last word counts."""
    said = {
        verdict["function"]: verdict["verdict"]
        for verdict in draft.verdicts
        if verdict["version"] == draft.version
    }
    return [function for function in asked(draft, rules) if said.get(function) != "approve"]


def draft_view(
    draft: "Draft",
    rules: Circuit,
    known: Mapping[int, store.Parent] | None = None,
    photos: Mapping[str, tuple[int, int]] | None = None,
) -> DraftView:
    """`known` and `photos`, where many are shown, are what all of them answer, and what they show."""
    known = store.parents(draft.room_id, [draft]) if known is None else known
    photos = uploads.measures_of_tokens(draft.room_id, [draft.picture]) if photos is None else photos
    parent = known.get(draft.parent) if draft.parent is not None else None
    return DraftView(
        draft=draft.number,
        version=draft.version,
        step=draft.step,
        state=draft.state,
        account=draft.account,
        channel=draft.channel,
        kind=draft.kind,
        text=draft.text,
        picture=draft.picture or None,
        photo=photos.get(draft.picture),
        description=draft.description or None,
        form=draft.form,
        colour=draft.colour,
        poll=draft.poll,
        group=draft.group or None,
        parent=draft.parent,
        parent_handle=parent.handle if parent else None,
        parent_text=_words_of(draft, parent),
        asked=asked(draft, rules),
        missing=missing(draft, rules),
        verdicts=[VerdictView(**verdict) for verdict in draft.verdicts],
        begun=draft.begun,
        since=draft.since,
        due=draft.due,
        sender_name=draft.sender.name if draft.sender else "",
        stopped=draft.stopped or None,
        post=draft.post,
        **_person("writer", draft.writer),
        **_person("editor", draft.editor),
    )


def _words_of(draft: "Draft", parent: store.Parent | None) -> str | None:
    """The beginning of what a draft passes on or answers; of a story that it answers none: that will go."""
    if parent is None or (draft.kind == "reply" and parent.expires is not None):
        return None
    return parent.text[:SHOWN]


def _person(role: str, person: Participant | None) -> dict[str, Any]:
    return {role: person.pk, f"{role}_name": person.name} if person is not None else {}


def live_drafts(room: Room, rules: Circuit) -> list[DraftView]:
    """All that are neither published nor dropped."""
    drafts = list(kept.live([room]))
    known = store.parents(room.pk, drafts)
    photos = uploads.measures_of_tokens(room.pk, [draft.picture for draft in drafts])
    return [draft_view(draft, rules, known, photos) for draft in drafts]


def drafts_state(room: Room) -> dict[str, Any]:
    """The fields of a room's state that are about drafts."""
    rules = circuit(room)
    return {"drafts": live_drafts(room, rules), "approval": rules.everybody(), "seated": rules.seated}


def drafts_frame(room: Room) -> DraftsFrame:
    """All live drafts, and who must approve what: for when people came or went."""
    return DraftsFrame(room=room.code, **drafts_state(room))


def names_of(functions: Iterable[str], rules: Circuit) -> str:
    """Who sits in these functions, as a list to read."""
    return ", ".join(name for function in functions for name in rules.seated.get(function, ()))


def approved_by(draft: "Draft") -> Sequence[str]:
    """Who approved the version that it has."""
    return [
        verdict["name"]
        for verdict in draft.verdicts
        if (verdict["version"], verdict["verdict"]) == (draft.version, "approve")
    ]
