"""The index of words by which posts are found; `feed.store` keeps it in step with the posts.

A table `feed_search` that only SQL knows: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL. Both get
the same words, folded by `feed.query`: neither takes a text apart in its own way, so both find the same. Its
`rowid` is the room's number and the post's `seq` side by side: one range of it is one room, in order.

What an operator withholds stands in the second half of its room's range (see `placed`). Whoever does not ask
for it looks in the first half alone: nothing that is found or counted there can tell of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

from django.db import connection

from .query import Either, Every, Node, Term, of_post

SEQ_BITS = 32
WITHHELD = 2 ** (SEQ_BITS - 1)  # is added to the `seq` of what is withheld
LAST = WITHHELD - 1  # the highest `seq`
#: PostgreSQL's index has no order: it gathers all posts that have a word. So each is told by the stretches
#: of the room that it stands in (8,192 and 131,072 posts: bits of `seq`), and the newest are asked first.
STRETCHES = (13, 17)
LOOKS = (13, 13, 17, 17, SEQ_BITS)
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
# MATERIALIZED: else the planner may walk through the whole room, in hope of words that nobody said.
FIND_POSTGRES = (
    "WITH found AS MATERIALIZED "
    "(SELECT rowid FROM feed_search WHERE words @@ %s::tsquery AND rowid BETWEEN %s AND %s) "
    "SELECT rowid FROM found ORDER BY rowid DESC LIMIT %s"
)
# MATERIALIZED: few posts of a room are withheld, and many may have the words.
FIND_WITHHELD = (
    "WITH kept AS MATERIALIZED (SELECT rowid, words FROM feed_search WHERE rowid BETWEEN %s AND %s) "
    "SELECT rowid FROM kept WHERE words @@ %s::tsquery ORDER BY rowid DESC LIMIT %s"
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
    begin, end = _rowid(room, after + 1), _rowid(room, last)
    if connection.vendor == "postgresql":
        found = _newest_first(room, asked, begin, end, limit)
    else:
        found = _rowids(FIND_SQLITE, [_fts5(asked), begin, end, limit])
    seqs = [rowid & LAST for rowid in found]
    if withheld:
        seqs += _find_withheld(room, asked, after + 1, last, limit)
        seqs.sort(reverse=True)
    return seqs[:limit]


def _newest_first(room: int, asked: Node, first: int, last: int, limit: int) -> list[int]:
    wanted = _tsquery(asked)
    found: list[int] = []
    (newest,) = _rowids(NEWEST, [first, last])
    last = newest if newest is not None else first - 1
    for bits in LOOKS:
        if last < first or len(found) == limit:
            break
        begin = max(first, last >> bits << bits)
        stands = f"{_stretch(room, last & LAST, bits)} & {wanted}"
        found += _rowids(FIND_POSTGRES, [stands, begin, last, limit - len(found)])
        last = begin - 1
    return found


def _find_withheld(room: int, asked: Node, first: int, last: int, limit: int) -> list[int]:
    """The same among what is withheld, from `first` to `last`: few posts, of which each may be looked at."""
    ends: list[str | int] = [_rowid(room, placed(seq, True)) for seq in (first, last)]
    if connection.vendor == "postgresql":
        found = _rowids(FIND_WITHHELD, [*ends, _tsquery(asked), limit])
    else:
        found = _rowids(FIND_SQLITE, [_fts5(asked), *ends, limit])
    return [rowid & LAST for rowid in found]


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
    begin = _rowid(room, first)
    postgres = connection.vendor == "postgresql"
    statement = COUNT_POSTGRES if postgres else COUNT_SQLITE
    wanted = f"{_stretch(room)} & {_tsquery(asked)}" if postgres else _fts5(asked)
    values: list[Any] = [begin, part, wanted, begin, _rowid(room, last)]
    if without is not None:
        statement += WITHOUT.format(without[0])
        values += [_rowid(room, 0), *without[1]]
    with connection.cursor() as cursor:
        cursor.execute(statement + BY_PART, values)
        counted = [(index, number, least & LAST) for index, number, least in cursor.fetchall()]
    if withheld:
        seqs = _find_withheld(room, asked, first, last, last)
        counted = _summed([*counted, *(((seq - first) // part, 1, seq) for seq in seqs)])
    return [(index * part + first, number, least) for index, number, least in counted]


def _summed(counted: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """One row for each part: the sum of the numbers, the least of the `seq`."""
    parts: dict[int, tuple[int, int]] = {}
    for index, number, least in counted:
        before = parts.get(index, (0, least))
        parts[index] = (before[0] + number, min(before[1], least))
    return [(index, *parts[index]) for index in sorted(parts)]


def _rowids(statement: str, values: list[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [rowid for (rowid,) in cursor.fetchall()]


def _rowid(room: int, seq: int) -> int:
    return room << SEQ_BITS | seq


def _line(text: str, handle: str) -> str:
    """A post as FTS5 is given it."""
    words, marks = of_post(text, handle)
    return " ".join(words + marks)


def _vector(room: int, seq: int, text: str, handle: str) -> str:
    """A post as PostgreSQL reads a tsvector; words hold letters and digits alone, so quotes are safe."""
    words, marks = of_post(text, handle)
    placed = [f"'{word}':{place}" for place, word in enumerate(words, 1)]
    stretches = (_stretch(room, seq, bits) for bits in (*STRETCHES, SEQ_BITS))
    return " ".join((*placed, *(f"'{mark}'" for mark in marks), *set(_pairs(words)), *stretches))


def _pairs(words: Sequence[str]) -> Iterator[str]:
    for one, other in pairwise(words):
        if len(one) <= SHORT or len(other) <= SHORT:
            yield f"'+{one} {other}'"  # no word that is only begun begins so


def _stretch(room: int, seq: int = 0, bits: int = SEQ_BITS) -> str:
    """What the posts of a stretch of a room (all of it, if no more is said) have among their words: so other
    stretches, and other rooms, cost nothing in the index either."""
    return f"'%{room}'" if bits == SEQ_BITS else f"'%{room} {bits} {seq >> bits}'"


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


def _tsquery(node: Node) -> str:
    if isinstance(node, Term):
        return _phrase(node)
    if isinstance(node, Every):
        lacking = (f"!{_tsquery(part)}" for part in node.without)
        return f"({' & '.join((*map(_tsquery, node.parts), *lacking))})"
    return f"({' | '.join(map(_tsquery, node.parts))})"


def _phrase(term: Term) -> str:
    whole = term.words[:-1] if term.begun else term.words
    pairs = list(_pairs(whole))
    if len(term.words) == 2 and pairs:
        return f"({pairs[0]})"
    phrase = " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.begun else "")
    return f"({' & '.join((f'({phrase})', *pairs))})"
