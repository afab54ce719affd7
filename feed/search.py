"""The index of words by which posts are found; `feed.store` keeps it in step with the posts.

A table `feed_search` that only SQL knows: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL. Both get
the same words, folded by `feed.query`: neither takes a text apart in its own way, so both find the same. Its
`rowid` is the room's number and the post's `seq` side by side: one range of it is one room, in order.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection

from .query import Either, Every, Node, Term, of_post

SEQ_BITS = 32
LAST = 2**SEQ_BITS - 1  # the highest `seq`
#: Posts that PostgreSQL reads one by one, newest first, before it asks its index: frequent words are found
#: among the newest, and the index would first gather all posts that have them.
NEAR = 5000
AT_ONCE = 2000  # rows

ADD_SQLITE = "INSERT INTO feed_search (rowid, words) VALUES (%s, %s)"
COPY_POSTGRES = "COPY feed_search (rowid, words) FROM STDIN"
FIND_SQLITE = (
    "SELECT rowid FROM feed_search WHERE feed_search MATCH %s AND rowid BETWEEN %s AND %s "
    "ORDER BY rowid DESC LIMIT %s"
)
# The room's beginning is looked at outside: within, a planner that has no figures yet sorts the whole room.
FIND_NEAR = (
    "SELECT rowid FROM "
    "(SELECT rowid, words FROM feed_search WHERE rowid <= %s ORDER BY rowid DESC LIMIT %s) near "
    "WHERE rowid >= %s AND words @@ %s::tsquery ORDER BY rowid DESC LIMIT %s"
)
# MATERIALIZED: else the planner may walk through the whole room, in hope of words that nobody said.
FIND_POSTGRES = (
    "WITH found AS MATERIALIZED "
    "(SELECT rowid FROM feed_search WHERE words @@ %s::tsquery AND rowid BETWEEN %s AND %s) "
    "SELECT rowid FROM found ORDER BY rowid DESC LIMIT %s"
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


def add(posts: Iterable[tuple[int, int, str, str]]) -> None:
    """Takes up posts as (room, seq, text, handle), inside the caller's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY_POSTGRES) as copy:
                for room, seq, text, handle in posts:
                    copy.write_row((_rowid(room, seq), _vector(room, text, handle)))
        else:
            rows = [(_rowid(room, seq), _line(text, handle)) for room, seq, text, handle in posts]
            cursor.executemany(ADD_SQLITE, rows)


def add_all(posts: Iterator[tuple[int, int, str, str]]) -> None:
    """The same for posts that come from the database: it cannot be read while a COPY is open."""
    while some := list(islice(posts, AT_ONCE)):
        add(some)


def remove(room: int, seq: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM feed_search WHERE rowid = %s", [_rowid(room, seq)])


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM feed_search")


def find(room: int, asked: Node, before: int | None, limit: int) -> list[int]:
    """The `seq` of posts that were asked for, newest first, those before `before` alone."""
    last = LAST if before is None else min(before - 1, LAST)
    first, last = _rowid(room, 0), _rowid(room, last)
    if connection.vendor == "postgresql":
        found = _find_near_first(room, asked, first, last, limit)
    else:
        found = _rowids(FIND_SQLITE, [_fts5(asked), first, last, limit])
    return [rowid & LAST for rowid in found]


def _find_near_first(room: int, asked: Node, first: int, last: int, limit: int) -> list[int]:
    wanted = _tsquery(asked)
    near = _rowids(FIND_NEAR, [last, NEAR, first, wanted, limit])
    if len(near) == limit:
        return near
    # The room stands among the words: in the index as well, other rooms cost nothing.
    return _rowids(FIND_POSTGRES, [f"'%{room}' & {wanted}", first, last, limit])


def count(
    room: int, asked: Node, last: int, part: int, without: tuple[str, list[Any]] | None = None
) -> list[tuple[int, int, int]]:
    """How many posts up to `last` were asked for, by parts of `part` posts each, those without any left out:
    (first `seq` of the part, number, first `seq` that was asked for), in order. `without` is a statement,
    with its values, for each `seq` that is not counted."""
    first = _rowid(room, 1)
    postgres = connection.vendor == "postgresql"
    statement = COUNT_POSTGRES if postgres else COUNT_SQLITE
    wanted = f"'%{room}' & {_tsquery(asked)}" if postgres else _fts5(asked)
    values: list[Any] = [first, part, wanted, first, _rowid(room, last)]
    if without is not None:
        statement += WITHOUT.format(without[0])
        values += [_rowid(room, 0), *without[1]]
    with connection.cursor() as cursor:
        cursor.execute(statement + BY_PART, values)
        return [(index * part + 1, number, least & LAST) for index, number, least in cursor.fetchall()]


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


def _vector(room: int, text: str, handle: str) -> str:
    """A post as PostgreSQL reads a tsvector; words hold letters and digits alone, so quotes are safe."""
    words, marks = of_post(text, handle)
    placed = [f"'{word}':{place}" for place, word in enumerate(words, 1)]
    return " ".join((*placed, *(f"'{mark}'" for mark in marks), f"'%{room}'"))


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
        phrase = " <-> ".join(f"'{word}'" for word in node.words)
        return f"({phrase}:*)" if node.begun else f"({phrase})"
    if isinstance(node, Every):
        lacking = (f"!{_tsquery(part)}" for part in node.without)
        return f"({' & '.join((*map(_tsquery, node.parts), *lacking))})"
    return f"({' | '.join(map(_tsquery, node.parts))})"
