"""What somebody has composed, whether it is published at once or waits as a draft. PURE."""

from .forms import Colour, Form
from .message_parts import Description, Kind, MaybeText, Message, Ref, Slug, Token
from .poll_messages import Question


class Composed(Message):
    """`account` is "own" or the code of a team account; `parent` the post answered, shared or quoted.

    `picture` is the token of an upload of one's own (see feed.uploads), `description` what it shows.
    `form` tells that the text is a press release or an infographic (see feed.forms), which has a `colour`,
    `poll` that it is a question to which people vote. On a page network a post may be begun in a `group`.
    """

    account: Slug
    channel: Slug
    kind: Kind
    text: MaybeText
    parent: Ref | None = None
    picture: Token | None = None
    description: Description = ""
    form: Form = ""
    colour: Colour = ""
    poll: Question | None = None
    group: Slug | None = None
