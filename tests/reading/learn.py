"""`python -m tests.reading.learn`: learn the numbers of feed/crowd/reading/learned.py from labelled messages.

`--check` writes nothing, and prints the macro-F1 by cross-validation instead, on the messages of JUDGED,
which the patterns were not made with: of the patterns alone, of the words alone, of both.

The patterns were made with MADE_WITH, and read it better than anything else. On these messages an expression
counts only where its pattern stands in another of them too: so the patterns' say is learned from what they
are worth on messages that they never met.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from feed.crowd import reading
from feed.crowd.data import FOLDER
from feed.crowd.reading import LABELS, LANGUAGES
from feed.crowd.reading.features import Feature, features, undone
from feed.crowd.reading.finding import Hit, hits
from feed.crowd.reading.judge import judged, weighed
from feed.crowd.reading.learned import length, pattern_values
from feed.crowd.reading.shape import shouting
from feed.crowd.reading.tokens import tokens
from tests.reading.fitting import Matrix, chosen, f1, fitted, threshold, unseen
from tests.reading.score import HERE, Labelled, labelled

MADE_WITH = "development.jsonl"
JUDGED = (
    *("training.jsonl", "training_en.jsonl", "training_fr.jsonl"),
    *("typical_en.jsonl", "typical_fr.jsonl"),
)
FILES = tuple(HERE / name for name in (MADE_WITH, *JUDGED, "plain.jsonl"))
READING = Path(reading.__file__).parent
#: All that the numbers follow from.
SOURCES = (
    *(*FILES, *sorted(HERE.glob("*.py")), *sorted(READING.glob("*.py"))),
    *(FOLDER / f"{name}.toml" for name in ("reading_en", "reading_fr", "spelling")),
)
RIDGE = 0.1  # L2 penalty
_CONSTANT = 0.5  # squared value of the constant feature
_SEEN = 2  # messages that must hold a feature for it to be learned
_LEAST = 180  # thousandths: weights nearer to 0 are left out


class Example(NamedTuple):
    message: Labelled
    file: str
    patterns: dict[str, int]
    words: dict[str, Feature]


class Learned(NamedTuple):
    """A column a label; `patterns` and `words` by the name of the feature, `words` of each language."""

    bias: Matrix
    patterns: dict[str, Matrix]
    words: dict[str, dict[str, Matrix]]


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
    return np.array([[float(label in one.message.labels) for label in LABELS] for one in of])


def patterns_of(of: list[Example]) -> tuple[Matrix, list[str]]:
    names = sorted({name for one in of for name in one.patterns})
    return np.array([[one.patterns.get(name, 0) / 1000 for name in names] for one in of]), names


def words_of(of: list[Example]) -> tuple[Matrix, list[str]]:
    """A row a message, of length 1 or less; names begin with the language: they share no word."""
    named = [{f"{one.message.lang} {name}": f.value for name, f in one.words.items()} for one in of]
    seen = Counter(name for one in named for name in one)
    names = sorted(name for name, times in seen.items() if times >= _SEEN)
    column = {name: at for at, name in enumerate(names)}
    rows = np.zeros((len(of), len(names)))
    for row, (one, own) in enumerate(zip(of, named, strict=True)):
        whole = length(one.words.values())
        for name, value in own.items():
            if name in column:
                rows[row, column[name]] = value / whole
    return rows, names


def learned(of: list[Example], ridge: float = RIDGE) -> Learned:
    """The weights of all features, the thresholds already taken off the bias."""
    (patterns, pattern_names), (words, word_names), there = patterns_of(of), words_of(of), truth(of)
    gram = patterns @ patterns.T + words @ words.T + _CONSTANT
    scores = unseen(gram, there, ridge)
    limits = [threshold(scores[:, at], there[:, at]) for at in range(len(LABELS))]
    alphas = fitted(gram, there, ridge)
    by_word = dict(zip(word_names, words.T @ alphas, strict=True))
    return Learned(
        _CONSTANT * alphas.sum(0) - np.array(limits),
        dict(zip(pattern_names, patterns.T @ alphas, strict=True)),
        {
            lang: {
                name.removeprefix(f"{lang} "): row
                for name, row in by_word.items()
                if name.startswith(f"{lang} ")
            }
            for lang in LANGUAGES
        },
    )


def written(of: Learned, lang: str) -> str:
    """The file of a language: one feature a line, weights in thousandths."""
    parts = [f'"bias": {json.dumps(dict(zip(LABELS, _whole(of.bias), strict=True)))}']
    for name, rows in (("patterns", of.patterns), ("words", of.words[lang])):
        lines = [
            f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(kept)}"
            for key, row in rows.items()
            if (kept := _kept(row))
        ]
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    body = ",\n".join(parts)
    return f'{{\n{body},\n"taught": "{taught(body)}"\n}}\n'


def taught(body: str) -> str:
    """A hash over these numbers and all that they follow from: whether anything changed since they were
    learned, which takes minutes to find out otherwise."""
    digest = hashlib.sha256(body.encode())
    for path in SOURCES:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _whole(row: Matrix) -> list[int]:
    return [round(float(weight) * 1000) for weight in row]


def _kept(row: Matrix) -> dict[str, int]:
    return {label: weight for label, weight in zip(LABELS, _whole(row), strict=True) if abs(weight) >= _LEAST}


def checked(of: list[Example], ridge: float = RIDGE) -> dict[str, Matrix]:
    """F1 of every label on the messages of JUDGED, by patterns, by words and by both."""
    (patterns, _), (words, _), there = patterns_of(of), words_of(of), truth(of)
    alone = np.array([[one.patterns.get(f"{label} present", 0) / 1000 for label in LABELS] for one in of])
    rows = np.array([one.file in JUDGED for one in of])
    by_words = chosen(unseen(words @ words.T + _CONSTANT, there, ridge), there)
    by_both = chosen(unseen(words @ words.T + patterns @ patterns.T + _CONSTANT, there, ridge), there)
    return {
        "patterns": f1(alone[rows], there[rows]),
        "words": f1(by_words[rows], there[rows]),
        "both": f1(by_both[rows], there[rows]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", default=[path for path in FILES if path.exists()])
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder that the numbers are written to")
    parser.add_argument("--ridge", type=float, default=RIDGE, help="L2 penalty")
    parser.add_argument("--check", action="store_true", help="only print how well it reads")
    options = parser.parse_args()
    of = examples(options.files)
    if options.check:
        results = checked(of, options.ridge)
        for at, label in enumerate(LABELS):
            print(f"{label:18}", *(f"{name} {row[at]:.2f}" for name, row in results.items()))
        print("macro-F1", *(f"{name} {row.mean():.3f}" for name, row in results.items()))
        return
    result = learned(of, options.ridge)
    for lang in LANGUAGES:
        (options.out / f"reading_weights_{lang}.json").write_text(written(result, lang), encoding="utf-8")


if __name__ == "__main__":
    main()
