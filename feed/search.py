"""The index of words by which posts are found; `feed.store` keeps it in step with the posts.

A table `feed_search` that only SQL knows: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL. Both get
the same words, folded by `feed.query`: neither takes a text apart in its own way, so both find the same. Its
`rowid` is the room's number and the post's `seq` side by side: one range of it is one room, in order.

What an operator withholds stands in the second half of its room's range (see `placed`). Whoever does not ask
for it looks in the first half alone: nothing that is found or counted there can tell of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, repeat
from typing import Any

from django.db import connection

from .query import Either, Node, Term, of_post

SEQ_BITS = 32
WITHHELD = 2 ** (SEQ_BITS - 1)  # is added to the `seq` of what is withheld
LAST = WITHHELD - 1  # the highest `seq`
#: PostgreSQL's index has no order: it gathers all posts that have the rarest of the words asked for. So the
#: words of each stretch of a room (131,072 posts: bits of `seq`) are words of their own, and the newest
#: stretch is asked first. Of the newest posts, shorter stretches (2,048 and 8,192) are marked as well: nobody
#: who asks for what everybody says waits until the whole stretch is gathered.
STRETCH = 17
SHORTER = (11, 13)
#: Nor does it know what stands side by side: it would read every post with "of", "the" and "day" for "the day
#: of". So pairs with a word of so few letters are indexed as well: nearly all frequent words are short.
SHORT = 4
AT_ONCE = 2000  # rows

ADD_SQLITE = "INSERT INTO feed_search (rowid, words) VALUES (%s, %s)"
COPY_POSTGRES = "COPY feed_search (rowid, words) FROM STDIN"
FIND_SQLITE = (
    "SELECT rowid FROM feed_search WHERE feed_search MATCH %s AND rowid BETWEEN %s AND %s "
    "ORDER BY rowid DESC LIMIT %s"
)
NEWEST = "SELECT max(rowid) FROM feed_search WHERE rowid BETWEEN %s AND %s"
# MATERIALIZED: the words alone lead to few posts; else the planner may read a whole stretch along its key.
FIND_POSTGRES = (
    "WITH found AS MATERIALIZED (SELECT rowid FROM feed_search WHERE words @@ %s::tsquery) "
    "SELECT rowid FROM found WHERE rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"
)

COUNT = "SELECT (rowid - %s) / %s AS part, count(*), min(rowid) FROM feed_search "
COUNT_SQLITE = COUNT + "WHERE feed_search MATCH %s AND rowid BETWEEN %s AND %s "
COUNT_POSTGRES = COUNT + "WHERE words @@ %s::tsquery AND rowid BETWEEN %s AND %s "
WITHOUT = "AND rowid - %s NOT IN ({}) "
BY_PART = "GROUP BY part ORDER BY part"

# What it stands in ------------------------------------------------------------------------------------

CREATE = {
    # The words are folded: what is no ASCII is a letter, and FTS5 has nothing to add. It keeps them beside
    # its index, because SQLite before 3.43 can take nothing out of an index alone.
    "sqlite": (
        "CREATE VIRTUAL TABLE feed_search "
        "USING fts5(words, columnsize=0, tokenize=\"ascii tokenchars '#@_'\")",
        "CREATE TRIGGER feed_search_forget AFTER DELETE ON exercises_room BEGIN "
        "DELETE FROM feed_search WHERE rowid BETWEEN old.id << 32 AND (old.id << 32) + 4294967295; END",
    ),
    "postgresql": (
        "CREATE TABLE feed_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        # What is not yet sorted into the index every search reads through: 256 kB of it, not 4 MB.
        "CREATE INDEX feed_search_words ON feed_search USING gin (words) WITH (gin_pending_list_limit = 256)",
        "CREATE FUNCTION feed_search_forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "DELETE FROM feed_search WHERE rowid BETWEEN old.id << 32 AND (old.id << 32) + 4294967295; "
        "RETURN old; END $$",
        "CREATE TRIGGER feed_search_forget AFTER DELETE ON exercises_room "
        "FOR EACH ROW EXECUTE FUNCTION feed_search_forget()",
    ),
}
DROP = {
    "sqlite": ("DROP TRIGGER feed_search_forget", "DROP TABLE feed_search"),
    "postgresql": (
        "DROP TRIGGER feed_search_forget ON exercises_room",
        "DROP FUNCTION feed_search_forget",
        "DROP TABLE feed_search",
    ),
}


def create() -> None:
    """Makes the empty table. A room that goes takes its words along, by whatever way it goes."""
    _do(CREATE)


def drop() -> None:
    _do(DROP)


def _do(statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


# In and out -------------------------------------------------------------------------------------------


def placed(seq: int, withheld: bool) -> int:
    """Where a post stands among its room's: what `add` is given as `seq`."""
    return seq + WITHHELD if withheld else seq


def add(posts: Iterable[tuple[int, int, str, str]]) -> None:
    """Takes up posts as (room, seq, text, handle), inside the caller's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY_POSTGRES) as copy:
                for room, seq, text, handle in posts:
                    copy.write_row((_rowid(room, seq), _vector(room, seq, text, handle)))
        else:
            rows = [(_rowid(room, seq), _line(text, handle)) for room, seq, text, handle in posts]
            cursor.executemany(ADD_SQLITE, rows)


def add_all(posts: Iterator[tuple[int, int, str, str]]) -> None:
    """The same for posts that come from the database: it cannot be read while a COPY is open."""
    while some := list(islice(posts, AT_ONCE)):
        add(some)


def remove(room: int, seq: int) -> None:
    with connection.cursor() as cursor:
        places = [_rowid(room, placed(seq, withheld)) for withheld in (False, True)]
        cursor.execute("DELETE FROM feed_search WHERE rowid IN (%s, %s)", places)


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM feed_search")


def find(
    room: int, asked: Node, before: int | None, limit: int, after: int = 0, *, withheld: bool = False
) -> list[int]:
    """The `seq` of posts that were asked for, newest first, those before `before` and after `after` alone;
    among them what is `withheld`, for staff."""
    last = LAST if before is None else min(before - 1, LAST)
    seqs = _find(room, asked, after + 1, last, limit)
    if withheld:
        seqs += _find_withheld(room, asked, after + 1, last, limit)
        seqs.sort(reverse=True)
    return seqs[:limit]


def _find(room: int, asked: Node, first: int, last: int, limit: int) -> list[int]:
    ends = _rowid(room, first), _rowid(room, last)
    if connection.vendor == "sqlite":
        return _seqs(FIND_SQLITE, _fts5(asked), *ends, limit)
    found: list[int] = []
    for begin, end, mark in _stretches(room, first, last, SHORTER):
        wanted = mark + _tsquery(asked, _within(room, end))
        found += _seqs(FIND_POSTGRES, wanted, _rowid(room, begin), _rowid(room, end), limit - len(found))
        if len(found) == limit:
            break
    return found


def _stretches(
    room: int, first: int, last: int, shorter: Sequence[int] = ()
) -> Iterator[tuple[int, int, str]]:
    """The stretches that PostgreSQL is asked for one by one, the newest first: the `seq` at either end, and
    for the `shorter` the mark that their posts have, as the beginning of a tsquery."""
    last = max(_seqs(NEWEST, _rowid(room, first), _rowid(room, last)), default=0)
    for bits in chain(shorter, repeat(STRETCH)):
        if last < first:
            return
        begin = max(first, last >> bits << bits)
        yield begin, last, f"{_mark(room, last, bits)} & " if bits != STRETCH else ""
        last = begin - 1


def _find_withheld(room: int, asked: Node, first: int, last: int, limit: int) -> list[int]:
    """The same among what is withheld, from `first` to `last`."""
    begin, end = (_rowid(room, placed(seq, True)) for seq in (first, last))
    if connection.vendor == "sqlite":
        return _seqs(FIND_SQLITE, _fts5(asked), begin, end, limit)
    return _seqs(FIND_POSTGRES, _tsquery(asked, _within(room, WITHHELD)), begin, end, limit)


def count(
    room: int,
    asked: Node,
    last: int,
    part: int,
    without: tuple[str, list[Any]] | None = None,
    *,
    first: int = 1,
    withheld: bool = False,
) -> list[tuple[int, int, int]]:
    """How many posts from `first` to `last` were asked for, by parts of `part` posts each, those without any
    left out: (first `seq` of the part, number, first `seq` that was asked for), in order. `without` is a
    statement, with its values, for each `seq` that is not counted. `withheld`: with what is, for staff."""
    if connection.vendor == "sqlite":
        looks = [(COUNT_SQLITE, _fts5(asked), first, last)]
    else:
        looks = [
            (COUNT_POSTGRES, _tsquery(asked, _within(room, end)), begin, end)
            for begin, end, _mark in _stretches(room, first, last)
        ]
    counted: list[tuple[int, int, int]] = []
    for statement, wanted, begin, end in looks:
        values: list[Any] = [_rowid(room, first), part, wanted, _rowid(room, begin), _rowid(room, end)]
        if without is not None:
            statement += WITHOUT.format(without[0])
            values += [_rowid(room, 0), *without[1]]
        with connection.cursor() as cursor:
            cursor.execute(statement + BY_PART, values)
            counted += ((index, number, least & LAST) for index, number, least in cursor.fetchall())
    if withheld:
        seqs = _find_withheld(room, asked, first, last, last)
        counted += (((seq - first) // part, 1, seq) for seq in seqs)
    return [(index * part + first, number, least) for index, number, least in _summed(counted)]


def _summed(counted: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """One row for each part: the sum of the numbers, the least of the `seq`."""
    parts: dict[int, tuple[int, int]] = {}
    for index, number, least in counted:
        before = parts.get(index, (0, least))
        parts[index] = (before[0] + number, min(before[1], least))
    return [(index, *parts[index]) for index in sorted(parts)]


def _seqs(statement: str, *values: str | int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [rowid & LAST for (rowid,) in cursor.fetchall() if rowid is not None]


def _rowid(room: int, seq: int) -> int:
    return room << SEQ_BITS | seq


def _line(text: str, handle: str) -> str:
    """A post as FTS5 is given it."""
    words, marks = of_post(text, handle)
    return " ".join(words + marks)


def _vector(room: int, seq: int, text: str, handle: str) -> str:
    """A post as PostgreSQL reads a tsvector; words hold letters and digits alone, so quotes are safe."""
    words, marks = of_post(text, handle)
    within = _within(room, seq)
    at_places = [f"'{within}{word}':{place}" for place, word in enumerate(words, 1)]
    others = dict.fromkeys((*marks, *_pairs(words)))
    stretches = (_mark(room, seq, bits) for bits in SHORTER)
    return " ".join((*at_places, *(f"'{within}{other}'" for other in others), *stretches))


def _within(room: int, seq: int) -> str:
    """What the words of a stretch of a room begin with: other stretches, and other rooms, cost nothing. All
    that is withheld in a room is one stretch."""
    return f"{room} w " if seq & WITHHELD else f"{room} {seq >> STRETCH} "


def _mark(room: int, seq: int, bits: int) -> str:
    """What the posts of a shorter stretch of a room have among their words."""
    return f"'{room} %{bits} {seq >> bits}'"


def _pairs(words: Sequence[str]) -> Iterator[str]:
    for one, other in pairwise(words):
        if len(one) <= SHORT or len(other) <= SHORT:
            yield f"+{one} {other}"  # no word that is only begun begins so


# A query as each database reads it ----------------------------------------------------------------------


def _fts5(node: Node) -> str:
    if isinstance(node, Term):
        return f'"{" ".join(node.words)}"' + (" *" if node.begun else "")
    if isinstance(node, Either):
        return _joined(" OR ", node.parts)
    present = _joined(" AND ", node.parts)
    return f"({present} NOT {_joined(' OR ', node.without)})" if node.without else present


def _joined(operator: str, parts: Iterable[Node]) -> str:
    return f"({operator.join(_fts5(part) for part in parts)})"


def _tsquery(node: Node, within: str) -> str:
    """The query for one stretch, whose words begin with `within` (see _within)."""
    if isinstance(node, Term):
        return _phrase(node, within)
    parts = [_tsquery(part, within) for part in node.parts]
    if isinstance(node, Either):
        return f"({' | '.join(parts)})"
    return f"({' & '.join((*parts, *(f'!{_tsquery(part, within)}' for part in node.without)))})"


def _phrase(term: Term, within: str) -> str:
    pairs = [f"'{within}{pair}'" for pair in _pairs(term.words[:-1] if term.begun else term.words)]
    if len(term.words) == 2 and pairs:
        return pairs[0]
    phrase = " <-> ".join(f"'{within}{word}'" for word in term.words) + (":*" if term.begun else "")
    return f"({' & '.join((f'({phrase})', *pairs))})"
