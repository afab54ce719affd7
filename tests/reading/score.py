"""`python -m tests.reading.score FILE`: how well labelled messages are read, label by label."""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from feed.crowd.reading import LABELS, read

HERE = Path(__file__).parent


class Labelled(NamedTuple):
    lang: str
    text: str
    labels: frozenset[str]


class Score(NamedTuple):
    """Counts of one label: read and there, read and not there, there and not read."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def labelled(path: Path) -> list[Labelled]:
    """The messages of a file of one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Labelled(row["lang"], row["text"], frozenset(row["labels"])) for row in rows]


def scores(messages: Iterable[Labelled]) -> dict[str, Score]:
    """Each label's score over the messages."""
    pairs = [(message.labels, read(message.text, message.lang).present()) for message in messages]
    return {label: _score(label, pairs) for label in LABELS}


def _score(label: str, pairs: list[tuple[frozenset[str], frozenset[str]]]) -> Score:
    right = sum(label in truth and label in found for truth, found in pairs)
    return Score(
        right,
        sum(label in found for _, found in pairs) - right,
        sum(label in truth for truth, _ in pairs) - right,
    )


def macro_f1(found: dict[str, Score]) -> float:
    """The mean F1 of the labels that the file holds at all."""
    held = [score.f1 for score in found.values() if score.right + score.missed]
    return sum(held) / max(1, len(held))


def table(found: dict[str, Score]) -> str:
    head = f"{'label':18} {'there':>5} {'P':>5} {'R':>5} {'F1':>5}"
    rows = [
        f"{label:18} {s.right + s.missed:5} {s.precision:5.2f} {s.recall:5.2f} {s.f1:5.2f}"
        for label, s in found.items()
    ]
    return "\n".join([head, *rows, f"macro-F1 {macro_f1(found):.3f}"])


def errors(messages: Iterable[Labelled], only: str | None = None) -> str:
    """The messages that were misread, with + for what was read and is not there, - for what was missed."""
    lines: list[str] = []
    for message in messages:
        reading = read(message.text, message.lang)
        wrong, missed = reading.present() - message.labels, message.labels - reading.present()
        marks = [f"+{x}{list(reading.because[x])}" for x in sorted(wrong) if only in (None, x)]
        marks += [f"-{x}" for x in sorted(missed) if only in (None, x)]
        lines += [f"[{message.lang}] {message.text}\n    {' '.join(marks)}"] if marks else []
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the misread messages too")
    parser.add_argument("--label", choices=LABELS, help="only the errors of this label")
    parser.add_argument("--lang", choices=("en", "fr"), help="only messages in this language")
    options = parser.parse_args()
    messages = [one for one in labelled(options.file) if options.lang in (None, one.lang)]
    if options.errors:
        print(errors(messages, options.label))
    print(table(scores(messages)))


if __name__ == "__main__":
    main()
