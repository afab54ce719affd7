"""Whatever a trainer, trainees and a script may do, the crowd stays a crowd."""

import math
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feed.crowd import dump, load, mood
from feed.crowd.types import (
    ACTION_REFS,
    REFS_PER_WINDOW,
    Deleted,
    InjectFired,
    Liked,
    PressureSet,
    Published,
    Reported,
    Stimulus,
    WeightsSet,
)
from tests.unit.crowd_cast import TEAM, crowd, play, small

REF = 3 * REFS_PER_WINDOW + ACTION_REFS
CODES = st.sampled_from([inject["code"] for inject in small()["injects"]] + ["unknown"])
TEXTS = st.text(max_size=300) | st.sampled_from(
    ["We are sorry #SaintAmance", "{topic} {x", "#", "cats #Trams"]
)
WEIGHTS = st.tuples(*[st.floats(0, 1e6) | st.sampled_from([0.0, 1.0, math.inf, math.nan])] * 5)


def published(ref: int, text: str, kind: str, by: str, parent: int | None) -> Published:
    return Published(ref, 3.0, by, by != "mayor", "legal", "microblog", kind, text, parent)  # type: ignore[arg-type]


STIMULI: st.SearchStrategy[Stimulus] = st.one_of(
    st.builds(InjectFired, CODES, st.none() | st.integers(0, 10**9), TEXTS),
    st.builds(PressureSet, st.none() | st.integers(0, 20_000)),
    st.builds(WeightsSet, WEIGHTS),
    st.builds(Deleted, st.just(REF), st.booleans()),
    st.builds(Liked, st.just(REF), st.just(TEAM)),
    st.builds(Reported, st.just(REF), st.just("rumour")),
    st.builds(
        published,
        st.integers(REF, REF + 9),
        TEXTS,
        st.sampled_from(["original", "reply", "share", "quote"]),
        st.sampled_from([TEAM, "own", "mayor"]),
        st.none() | st.integers(0, 10**9),
    ),
)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    acts=st.dictionaries(st.integers(0, 7), st.lists(STIMULI, max_size=3), max_size=5),
    lang=st.sampled_from(["en", "fr"]),
    seed=st.integers(0, 2**63),
)
def test_any_mix_of_acts_leaves_a_sane_crowd(acts: dict[int, list[Stimulus]], lang: str, seed: int) -> None:
    lengths = {channel["kind"]: channel.get("length", 280) for channel in small()["channels"]}
    state, posts, causes = play(crowd(lang, seed), range(8), acts, lang, script=False)
    assert math.isclose(math.fsum(mood(state)), 1.0, abs_tol=1e-9)
    for why in causes:
        assert all(math.isfinite(share) and share >= 0 for share in why.mood)
        assert 0 <= why.volume <= 20_000
        assert all(math.isfinite(change) for term in why.terms for change in (*term.shares, term.volume))
    assert len({post.ref for post in posts}) == len(posts) <= 8 * 150
    heard = {act.text for several in acts.values() for act in several if isinstance(act, Published)}
    heard |= {act.content for several in acts.values() for act in several if isinstance(act, InjectFired)}
    for post in posts:
        if post.kind == "share" and post.text in heard:
            continue
        assert 0 < len(post.text) <= lengths[post.channel]
        if not heard:
            assert not re.search(r"[{}]", post.text)
    assert dump(load(small(), lang, seed, dump(state))) == dump(state)
