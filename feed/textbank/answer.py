"""The lines in what a model answered. Models are asked for JSON, and write fences, lists or prose as well."""

import json
import re
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from .failures import NoPhrases

MOST = 40  # lines that are looked at
_LEAST_UNMARKED = 5  # lines that are phrases although nothing marks them as a list: fewer are prose
_THOUGHTS = re.compile(r"(?s)<think>.*?(?:</think>|$)")
_FENCE = re.compile(r"```\w*")
_MARKED = re.compile(r"^\s*(?:[-*•–—]|\(?\d{1,3}[.):])\s+\S")
_BEGINS = re.compile(r'[\[{]\s*["\[{]')
_STRING = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?')


class _Message(BaseModel):
    content: str | list[Any] | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Answer(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


def lines_of(raw: bytes) -> list[str]:
    """The lines of an answer as it came. Raises NoPhrases."""
    text = _said(raw)
    if not text:
        raise NoPhrases("nothing")
    lines = [line for line in _lines(text) if line.strip()]
    if not lines:
        raise NoPhrases("prose", text)
    return lines[:MOST]


def _said(raw: bytes) -> str:
    """What the model wrote, without its thoughts."""
    try:
        choice = _Answer.model_validate_json(raw).choices[0]
    except ValidationError as error:
        raise NoPhrases("garbage") from error
    text = _text(choice.message.content)
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise NoPhrases("refused", choice.message.refusal or text)
    return _FENCE.sub("", _THOUGHTS.sub("", text)).strip()


def _text(content: str | list[Any] | None) -> str:
    """Some answer in parts, their thoughts among them."""
    if isinstance(content, list):
        parts = [part for part in content if isinstance(part, dict) and part.get("type") == "text"]
        return "\n".join(str(part.get("text") or "") for part in parts)
    return content or ""


def _lines(text: str) -> list[str]:
    begins = _BEGINS.search(text)
    if begins and (found := _of_json(text[begins.start() :])):
        return found
    written = [line for line in text.splitlines() if line.strip()]
    marked = [line for line in written if _MARKED.match(line)]
    return marked or (written if len(written) >= _LEAST_UNMARKED else [])


def _of_json(text: str) -> list[str]:
    """Lines of JSON, which may be cut off in the middle of one, or have words after it."""
    try:
        data, _end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return list(filter(None, (_read(quoted) for quoted, name in _STRING.findall(text) if not name)))
    return _listed(data)


def _read(quoted: str) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return ""


def _listed(data: Any) -> list[str]:
    """The texts of a list, or of the first list in a group; each a text or a group with a text."""
    if isinstance(data, dict):
        data = next((value for value in data.values() if isinstance(value, list)), [])
    items = [_first_text(item) for item in data] if isinstance(data, list) else []
    return [item for item in items if item]


def _first_text(item: Any) -> str:
    if isinstance(item, dict):
        item = item.get("text") or item.get("phrase") or next(iter(item.values()), "")
    return item if isinstance(item, str) else ""
