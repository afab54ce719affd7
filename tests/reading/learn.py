"""`python -m tests.reading.learn`: learn the numbers of feed/crowd/reading/learned.py from labelled messages.

`--check` writes nothing, and prints the macro-F1 by cross-validation instead, by label and by file.

The patterns were made with MADE_WITH, and read it better than anything else. On these messages an expression
counts only where its pattern stands in another of them too: so the patterns' say is learned from what they
are worth on messages that they never met.
"""

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from feed.crowd import reading
from feed.crowd.data import FOLDER
from feed.crowd.reading import LABELS, LANGUAGES
from feed.crowd.reading.features import Feature, features, undone
from feed.crowd.reading.finding import Hit, hits
from feed.crowd.reading.judge import judged, weighed
from feed.crowd.reading.learned import COARSE, FINE, length, pattern_values
from feed.crowd.reading.shape import shouting
from feed.crowd.reading.tokens import tokens
from tests.reading.fitting import Held, Matrix, Net, crossed, f1, threshold
from tests.reading.score import HERE, Labelled, labelled

MADE_WITH = "development.jsonl"
JUDGED = (
    *("training.jsonl", "training_en.jsonl", "training_fr.jsonl"),
    *("typical_en.jsonl", "typical_fr.jsonl", "various_en.jsonl", "various_fr.jsonl"),
)
FILES = tuple(HERE / name for name in (MADE_WITH, *JUDGED, "plain.jsonl"))
READING = Path(reading.__file__).parent
Arrays = dict[str, npt.NDArray[np.integer]]
#: All that the numbers follow from.
SOURCES = (
    *(*FILES, *sorted(HERE.glob("*.py")), *sorted(READING.glob("*.py"))),
    *(FOLDER / f"{name}.toml" for name in ("reading_en", "reading_fr", "spelling")),
)
_SEEN = 3  # messages that must hold a feature for it to be learned
_MOST = 127  # what a number of one byte can be


class Example(NamedTuple):
    message: Labelled
    file: str
    patterns: dict[str, int]
    words: dict[str, Feature]


class Learned(NamedTuple):
    """A network whose rows are the features of these names, its thresholds taken off the bias, and what it
    says of each message without having seen it."""

    net: Net
    names: list[str]
    unseen: Matrix


def examples(files: Iterable[Path]) -> list[Example]:
    """The messages of all files, with what they are made of."""
    messages = [(one, path.name) for path in files for one in labelled(path)]
    forms = [[token.form for token in tokens(one.text, one.lang)] for one, _ in messages]
    found = [hits(words, one.lang) for words, (one, _) in zip(forms, messages, strict=True)]
    met = Counter(
        (one.lang, hit.by)
        for (one, file), of in zip(messages, found, strict=True)
        for hit in of
        if file == MADE_WITH
    )
    return [
        _example(one, file, words, [hit for hit in of if file != MADE_WITH or met[one.lang, hit.by] > 1])
        for (one, file), of, words in zip(messages, found, forms, strict=True)
    ]


def _example(one: Labelled, file: str, forms: list[str], found: list[Hit]) -> Example:
    weights = judged({**weighed(found), "shouting": shouting(one.text)[0]})
    negations = undone(forms, one.lang)
    patterns = pattern_values(weights, forms, negations, one.lang)
    return Example(one, file, patterns, features(one.text, forms, negations, one.lang))


def truth(of: list[Example]) -> Matrix:
    return np.array([[label in one.message.labels for label in LABELS] for one in of], dtype=np.float32)


def held(of: list[Example]) -> tuple[Held, list[str]]:
    """What the messages hold, and the features' names: `en w sorri` of words, as languages share none, and
    `apology present` of patterns. Patterns come first."""
    patterns = sorted({name for one in of for name in one.patterns})
    named = [{f"{one.message.lang} {name}": f.value for name, f in one.words.items()} for one in of]
    seen = Counter(name for one in named for name in one)
    names = patterns + sorted(name for name, times in seen.items() if times >= _SEEN)
    place = {name: at for at, name in enumerate(names)}
    rows = [
        {place[name]: value / FINE for name, value in one.patterns.items()}
        | {place[name]: value / length(one.words.values()) for name, value in own.items() if name in place}
        for one, own in zip(of, named, strict=True)
    ]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    places = np.array([at for row in rows for at in row])
    values = np.array([value for row in rows for value in row.values()], dtype=np.float32)
    return Held(starts, places, values, len(names)), names


def learned(of: list[Example]) -> Learned:
    found, names = held(of)
    there = truth(of)
    net, unseen = crossed(found, there)
    limits = np.array([threshold(unseen[:, at], there[:, at]) for at in range(len(LABELS))], np.float32)
    return Learned(net._replace(bias=net.bias - limits), names, unseen - limits)


def packed(of: Learned, lang: str) -> Arrays:
    """The arrays of a language's file, as learned.Network describes them."""
    at = {
        "patterns": [row for row, name in enumerate(of.names) if not name.startswith(("en ", "fr "))],
        "words": [row for row, name in enumerate(of.names) if name.startswith(f"{lang} ")],
    }
    arrays: Arrays = {
        "by_pattern": _whole(of.net.inner[at["patterns"]] * FINE).astype(np.int16),
        "by_word": np.clip(_whole(of.net.inner[at["words"]] * COARSE), -_MOST, _MOST).astype(np.int8),
        "units": _whole(of.net.units * FINE).astype(np.int16),
        "labels": _whole(of.net.outer * FINE).astype(np.int16),
        "bias": _whole(of.net.bias * FINE).astype(np.int16),
    }
    for kind, rows in at.items():
        names = "\n".join(of.names[row].removeprefix(f"{lang} ") for row in rows)
        arrays[kind] = np.frombuffer(names.encode(), dtype=np.uint8)
    return arrays | {"taught": np.frombuffer(taught(arrays), dtype=np.uint8)}


def taught(arrays: Arrays) -> bytes:
    """A hash over these numbers and all that they follow from: whether anything changed since they were
    learned, which takes minutes to find out otherwise."""
    digest = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        digest.update(name.encode() + array.tobytes())
    for path in SOURCES:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def _whole(of: Matrix) -> Matrix:
    return np.rint(of)


def checked(of: list[Example]) -> None:
    """Prints how well messages are read by networks that did not see them."""
    there, result = truth(of), learned(of)
    present = (result.unseen >= 0).astype(np.float32)
    alone = np.array([[one.patterns.get(f"{label} present", 0) / FINE for label in LABELS] for one in of])
    files = np.array([one.file for one in of])
    judged_ = np.isin(files, JUDGED)
    for at, label in enumerate(LABELS):
        print(f"{label:20} {f1(present[judged_], there[judged_])[at]:.2f}")
    for name in dict.fromkeys(files):
        print(f"{name:20} macro-F1 {f1(present[files == name], there[files == name]).mean():.3f}")
    print(f"{'JUDGED':20} macro-F1 {f1(present[judged_], there[judged_]).mean():.3f}")
    print(f"{'by patterns alone':20} macro-F1 {f1(alone[judged_], there[judged_]).mean():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", default=[path for path in FILES if path.exists()])
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder that the numbers are written to")
    parser.add_argument("--check", action="store_true", help="only print how well it reads")
    options = parser.parse_args()
    of = examples(options.files)
    if options.check:
        checked(of)
        return
    result = learned(of)
    for lang in LANGUAGES:
        file = options.out / f"reading_network_{lang}.npz"
        np.savez_compressed(file, allow_pickle=False, **packed(result, lang))


if __name__ == "__main__":
    main()
