"""`manage.py bench effects`: how many angry posts each way of answering brings, over many seeds.

Good answers early, good answers late, silence, bare denial, and denial that is deleted again, in that order;
each should bring more anger than the one before.
"""

import statistics
from argparse import ArgumentParser
from itertools import pairwise
from typing import Any

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.simulation import Act, played
from feed.crowd.types import EMOTIONS, PressureSet

GOOD = {
    "contaminated-food": (
        "We are deeply sorry. Children have fallen ill after eating our Yolimou pouches, and it "
        "is our responsibility. Our thoughts are with them and their families.",
        "Please do not eat any Yolimou pouch. Throw them away or bring them back to the shop: you "
        "will be refunded. Helpline, day and night: 0800 123 456.",
        "The laboratory confirmed this morning that batches L4127 and L4131 are contaminated. We "
        "have stopped the line and recalled 48,000 pouches. We will publish every result by 6 "
        "p.m.",
        "We understand your anger and your fear. A doctor answers every parent on 0800 123 456, "
        "and we will pay for all care. We will tell you what went wrong, whatever it is, by "
        "tomorrow noon.",
    ),
    "capital-attack": (
        "Shots have been fired at Saint-Aurèle station. Our thoughts are with the victims and "
        "their families. Stay indoors, keep away from the station, follow this account.",
        "Police secured the station at 21:10. 14 people are injured and in hospital. Families: "
        "call 0800 200 300, a person answers you. Next message in 30 minutes.",
        "We know how frightening this night is. Please do not share pictures of the operation: "
        "they put people in danger. If you need shelter, the town halls are open.",
        "The prosecutor confirmed that two suspects were arrested. We regret that the family line "
        "was overloaded for an hour, and we are sorry: 60 more people now answer.",
    ),
}
DENIAL = (
    "There is no problem. These stories are false and nothing happened that concerns us.",
    "We deny these accusations. They are completely untrue.",
    "Once again: this is not true, there is nothing to see. Stop believing everything you read.",
    "All of this is wrong. We have done nothing wrong.",
)
EVERY = 240  # s of exercise between two messages


def ways(slug: str) -> dict[str, list[Act]]:
    """The five ways of answering, as acts."""
    good, begun = GOOD[slug], {"early": 120, "late": 1500}
    found = {
        f"good answers {name}": [
            Act(start + EVERY * n, by="spokesperson", text=f"{good[n % len(good)]} ({n + 1})")
            for n in range(8)
        ]
        for name, start in begun.items()
    }
    denial = [Act(300 + EVERY * n, by="spokesperson", text=DENIAL[n % len(DENIAL)]) for n in range(8)]
    deleted = [Act(act.at + 100, action="delete") for act in denial]
    return found | {"silence": [], "bare denial": denial, "denial, deleted": [*denial, *deleted]}


def angry(slug: str, acts: list[Act], seed: int, pressure: int, seconds: int) -> int:
    """Angry posts in `seconds` of exercise."""
    moments = played(
        plain(library_scenario(slug)), "en", seed, seconds, pressure=PressureSet(pressure), acts=acts
    )
    anger = EMOTIONS.index("anger")
    return sum(post.emotion == anger for moment in moments for post in moment.drafts.posts)


def compared(slug: str, seeds: int, pressure: int, seconds: int = 3600) -> dict[str, list[int]]:
    """Angry posts by way of answering, one number per seed."""
    return {
        name: [angry(slug, acts, seed, pressure, seconds) for seed in range(1, seeds + 1)]
        for name, acts in ways(slug).items()
    }


def in_order(found: dict[str, list[int]]) -> int:
    """Seeds in which each way brought more anger than the one before."""
    return sum(all(a < b for a, b in pairwise(counts)) for counts in zip(*found.values(), strict=True))


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--scenario", default="contaminated-food")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--pressure", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=3600)


def run(options: dict[str, Any]) -> dict[str, Any]:
    found = compared(options["scenario"], options["seeds"], options["pressure"], options["seconds"])
    means = {name: round(statistics.mean(counts), 1) for name, counts in found.items()}
    gaps = {f"gap to {b}": round(means[b] / means[a] - 1, 3) for a, b in pairwise(means)}
    return {**means, **gaps, "seeds in order": in_order(found), "seeds": options["seeds"]}
