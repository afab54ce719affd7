"""The texts that a team prepares, as frames show them. PURE."""

from typing import Literal

from .forms import Colour, Form
from .frame_parts import Frame
from .message_parts import Kind
from .poll_frames import AskedView

DraftState = Literal[
    "open", "submitted", "returned", "approved", "scheduled", "stopped", "published", "dropped"
]


class VerdictView(Frame):
    """What somebody who was asked said of a version of a draft."""

    who: int
    name: str
    function: str
    verdict: Literal["approve", "return"]
    note: str = ""
    t: float
    version: int


class DraftView(Frame):
    """A text that a team prepares, as it is now.

    `asked` are the functions that must approve it, `missing` those of them that have not approved it yet.
    `step` counts what happened to it: a view with a lower one than that held is old. `begun`, `since`
    (when it came into its state) and `due` (when a scheduled one goes out) are s of exercise. One that could
    not go out by itself is `stopped`: the code of what stood in its way.
    """

    draft: int
    version: int
    step: int
    state: Literal[
        "open", "submitted", "returned", "approved", "scheduled", "stopped", "published", "dropped"
    ]
    account: str
    channel: str
    kind: Kind
    text: str
    picture: str | None = None  # the token of an upload, at …/pictures/<token>
    photo: tuple[int, int] | None = None  # its width and height (px)
    description: str | None = None
    form: Form = ""
    colour: Colour = ""
    poll: AskedView | None = None
    group: str | None = None  # see PostView
    parent: int | None = None
    parent_handle: str | None = None
    parent_text: str | None = None
    writer: int | None = None
    writer_name: str = ""
    editor: int | None = None
    editor_name: str = ""
    asked: list[str] = []
    missing: list[str] = []
    verdicts: list[VerdictView] = []
    begun: float
    since: float
    due: float | None = None
    sender_name: str = ""  # who gave it that time
    stopped: str | None = None
    post: int | None = None


class DraftsFrame(Frame):
    """Drafts of a room as they are now; those that it does not name are as they were.

    `approval` comes when people came or went, with all live drafts: by function that writes, those asked.
    """

    type: Literal["drafts"] = "drafts"
    room: str
    drafts: list[DraftView]
    approval: dict[str, list[str]] | None = None
    seated: dict[str, list[str]] | None = None  # with `approval`: who sits in the functions that are asked
