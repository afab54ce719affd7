"""The text of a scenario file as plain data. PURE: PyYAML only.

A file may come from anywhere: its size, depth and number of values are limited, references (with which a few
lines stand for gigabytes) are refused, and no key is lost or turned into something else on the way.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from .faults import BrokenScenario, Fault

LARGEST = 2 * 1024 * 1024  # bytes
DEEPEST = 40
MOST_VALUES = 100_000
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TIME = "tag:yaml.org,2002:timestamp"
_TEXT = "tag:yaml.org,2002:str"


class _Loader(yaml.CSafeLoader):
    """Without dates: 2024-06-26 stays the text that somebody wrote."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != _TIME]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.CSafeDumper):
    """Writes what stands twice twice: references are refused on the way back."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def decode(raw: bytes) -> str:
    """The text in a file. Raises BrokenScenario for one that is too large or no text."""
    if len(raw) > LARGEST:
        raise BrokenScenario([Fault("file", "too_large", most=LARGEST // 2**20)])
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise BrokenScenario([Fault("file", "not_utf8", place=error.start)]) from error


def parse(text: str) -> tuple[Any, list[Fault]]:
    """Plain data from YAML, each key a text, and the faults of keys. Raises BrokenScenario for no YAML."""
    if len(text) > LARGEST:
        raise BrokenScenario([Fault("file", "too_large", most=LARGEST // 2**20)])
    try:
        _check_measures(text)
        root = yaml.compose(text, Loader=_Loader)
        faults = list(_key_faults(root)) if root is not None else []
        data = _Loader("").construct_document(root) if root is not None else None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        if isinstance(error, BrokenScenario):
            raise
        raise BrokenScenario([_yaml_fault(error)]) from error
    return data, faults


def write(data: Any) -> str:
    """Plain data as YAML that `parse` reads back as it was."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _check_measures(text: str) -> None:
    """Event by event, before anything is built."""
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise BrokenScenario([Fault("yaml", "reference", line=line, name=event.anchor)])
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        values += isinstance(event, yaml.ScalarEvent)
        if depth > DEEPEST or values > MOST_VALUES:
            kind = "too_deep" if depth > DEEPEST else "too_many"
            raise BrokenScenario([Fault("yaml", kind, line=line)])


def _key_faults(root: Any) -> Iterator[Fault]:
    """Makes every key the text that it is written as (`true:`, `1:`); yields those that cannot stand."""
    ahead = [("", root)]
    while ahead:
        path, node = ahead.pop()
        if isinstance(node, yaml.SequenceNode):
            ahead += [(f"{path}.{index}".lstrip("."), item) for index, item in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else None
                here = f"{path}.{name}".lstrip(".") if name is not None else path or "yaml"
                if name is None or name in seen:
                    yield Fault(
                        here, "bad_key" if name is None else "key_twice", line=key.start_mark.line + 1
                    )
                    continue
                key.tag = _TEXT
                seen.add(name)
                ahead.append((here, value))
            node.value = [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def _yaml_fault(error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).split("\n")[0]
    if mark is None:
        return Fault("yaml", "unreadable", problem=str(problem)[:200])
    return Fault("yaml", "syntax", line=mark.line + 1, column=mark.column + 1, problem=str(problem)[:200])
