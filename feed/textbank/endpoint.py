"""The one module that asks a network. It is imported when a model is asked, and never by a live session."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import openai
from django.conf import settings

from .failures import NoPhrases

LARGEST = 64 * 1024  # bytes of an answer that are read
#: What a status means to whoever asked.
_STATUS = {401: "key", 403: "key", 404: "model", 408: "timeout", 429: "busy", 504: "timeout"}


def ask(messages: list[dict[str, str]]) -> bytes:
    """The body of the endpoint's answer, as it came. Raises NoPhrases."""
    try:
        with _client() as client:
            chat: Any = client.chat.completions.with_raw_response
            return bytes(chat.create(model=settings.LLM_MODEL, messages=messages).content)
    except openai.APITimeoutError as late:
        raise NoPhrases("timeout") from late
    except openai.APIStatusError as status:
        raise NoPhrases(_STATUS.get(status.status_code, "status"), str(status.status_code)) from status
    except openai.APIConnectionError as away:
        raise NoPhrases("unreachable") from away
    except openai.APIError as unreadable:
        raise NoPhrases("garbage") from unreadable


def _client() -> openai.OpenAI:
    """Asks once, follows no redirect, and never takes a key from the environment in place of none."""
    http = httpx2.Client(
        timeout=settings.LLM_TIMEOUT,
        follow_redirects=False,
        event_hooks={"response": [_metered(time.monotonic() + settings.LLM_TIMEOUT)]},
    )
    return openai.OpenAI(
        base_url=settings.LLM_URL,
        api_key=settings.LLM_KEY or "none",
        max_retries=0,
        http_client=http,
        default_headers={"Accept-Encoding": "identity"},
    )


def _metered(deadline: float) -> Callable[[httpx2.Response], None]:
    """A hook, so that the body of an error is measured as well."""

    def hook(response: httpx2.Response) -> None:
        response.stream = _Metered(response.stream, deadline)

    return hook


class _Metered(httpx2.SyncByteStream):
    """A body of which no more is read than is allowed, nor for longer."""

    def __init__(self, body: Any, deadline: float) -> None:
        self._body, self._deadline = body, deadline

    def __iter__(self) -> Iterator[bytes]:
        left = LARGEST
        for chunk in self._body:
            left -= len(chunk)
            if left < 0:
                raise NoPhrases("too_large")
            if time.monotonic() > self._deadline:
                raise NoPhrases("timeout")
            yield chunk

    def close(self) -> None:
        self._body.close()
