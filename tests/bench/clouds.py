"""What `bench search` tells of clouds of words and of lists: the same queries, in the same room.

`cloud_*` are those of the last quarter of an hour out of one, `cloud_first_*` those where the process has not
counted the past yet, `cloud_room_*` those of all that was said; `list_*` a page of a list of as many accounts
as there can be.
"""

import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

MINUTES = 15
HOUR = 3600  # s of exercise, over which the room's posts are spread


def spread_over_an_hour(room: Any) -> None:
    """Copied posts have the times of those that they are copies of."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE feed_post SET t = seq * %s", [HOUR / room.last_seq])
        if connection.vendor == "postgresql":  # what a server's autovacuum does by itself
            cursor.execute("VACUUM ANALYZE feed_post")
    room.next_window = HOUR
    room.save(update_fields=["next_window"])


def timed(room: Any, queries: Iterable[tuple[str, str]], handles: list[str]) -> dict[str, list[float]]:
    """Milliseconds, by what they are of."""
    from feed import clouds, store
    from feed.listing import MOST_ACCOUNTS
    from feed.query import BadQuery, Either, Term, mark_of, parse

    spent: dict[str, list[float]] = {}

    def time_it(name: str, work: Callable[[], Any]) -> None:
        begin = time.perf_counter()
        work()
        spent.setdefault(name, []).append((time.perf_counter() - begin) * 1000)

    rng = random.Random(2)
    for number, (_kind, query) in enumerate(queries):
        try:
            node = parse(query)
        except BadQuery:  # a draw such as "i*"
            continue
        if number % 12 == 0:
            clouds._pasts.clear()
            time_it("cloud_first", partial(clouds.cloud_of, room, clouds.Asked(), MINUTES, None))
            time_it("cloud_room", partial(clouds.cloud_of, room, clouds.Asked(), MINUTES, None))
            accounts = tuple(Term((mark_of("@", one),)) for one in rng.sample(handles, MOST_ACCOUNTS))
            time_it("list", partial(store.found, room.pk, Either(accounts), limit=51))
            network = clouds.Asked(channel=rng.choice(["microblog", "page", "press"]))
            time_it("cloud_network", partial(clouds.cloud_of, room, network, MINUTES, None))
        time_it("cloud", partial(clouds.cloud_of, room, clouds.Asked(node), MINUTES, None))
    return spent
