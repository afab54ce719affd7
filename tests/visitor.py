"""Somebody with a browser, without the browser: cookies, forms and a socket, over real HTTP.

A `Visitor` keeps its cookies over several addresses, as a browser does for one site behind a proxy: so it
may log in at one web process and open a socket at another.
"""

import contextlib
import html
import json
import queue
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

Frame = dict[str, Any]


class Visitor:
    """Visits web processes by their address, `host:port`."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def get(self, address: str, path: str) -> tuple[int, str]:
        """Status and body; of a redirect, where it leads."""
        status, body = self._ask(address, path, None)
        return status, body.decode(errors="replace")

    def download(self, address: str, path: str) -> bytes:
        status, body = self._ask(address, path, None)
        assert status == 200, (status, body[:500])
        return body

    def json(self, address: str, path: str) -> Any:
        status, body = self.get(address, path)
        assert status == 200, (status, body)
        return json.loads(body)

    def submit(self, address: str, path: str, *, to: str = "", **fields: str) -> tuple[int, str]:
        """Opens the page of a form, fills it in, sends it (`to` another path). Of a redirect: where to."""
        _, page = self.get(address, path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, page
        filled_in = {"csrfmiddlewaretoken": html.unescape(found[1]), **fields}
        status, body = self._ask(address, to or path, filled_in)
        return status, body.decode(errors="replace")

    @contextlib.contextmanager
    def socket(
        self, address: str, path: str, hello: Frame | None = None, within: float = 10
    ) -> Iterator["Follower"]:
        """A socket that has said hello and follows what comes; the server takes it `within` seconds."""
        with connect(
            f"ws://{address}{path}",
            origin=Origin(f"http://{address}"),
            additional_headers={"Cookie": self._cookie_header()},
            max_size=None,
            compression=None,
            open_timeout=within,
        ) as connection:
            follower = Follower(connection)
            follower.send(hello or {"type": "hello"})
            yield follower

    def _ask(self, address: str, path: str, fields: dict[str, str] | None) -> tuple[int, bytes]:
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        headers = {"Cookie": self._cookie_header(), "Referer": f"http://{address}{path}"}
        request = urllib.request.Request(f"http://{address}{path}", data, headers)
        try:
            with _OPENER.open(request, timeout=20) as answer:
                self._keep(answer.headers)
                return answer.status, answer.read()
        except urllib.error.HTTPError as other:
            self._keep(other.headers)
            return other.code, other.headers.get("Location", "").encode() or other.read()

    def _keep(self, headers: Any) -> None:
        for line in headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


class Follower:
    """An open socket: reads all the time, acknowledges, and keeps every frame in order."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._fresh: queue.Queue[Frame | None] = queue.Queue()
        self.frames: list[Frame] = []
        self.closed_with: int | None = None
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, message: Frame) -> None:
        self._connection.send(json.dumps(message))

    def send_raw(self, text: str) -> None:
        self._connection.send(text)

    def wait_for(self, wanted: Callable[[Frame], bool], within: float = 10) -> Frame:
        """The next frame that fits, among those that this has not looked at. `within` in seconds."""
        deadline = time.monotonic() + within
        while True:
            try:
                frame = self._fresh.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                kinds = [frame["type"] for frame in self.frames]
                raise AssertionError(f"no such frame in {within} s; there were {kinds}") from None
            assert frame is not None, f"the socket was closed with {self.closed_with}"
            if wanted(frame):
                return frame

    def ask(self, message: Frame, within: float = 10) -> Frame:
        """Sends a message that changes something; the `done` or `error` that answers it."""
        self.send(message)
        return self.wait_for(lambda frame: frame.get("ref") == message["key"], within)

    def wait_until_closed(self, within: float = 10) -> int | None:
        """The code of the close."""
        deadline = time.monotonic() + within
        with contextlib.suppress(queue.Empty):
            while self._fresh.get(timeout=max(0.0, deadline - time.monotonic())) is not None:
                pass
        return self.closed_with

    def windows(self) -> list[Frame]:
        return [frame for frame in self.frames if frame["type"] == "window"]

    def _read(self) -> None:
        try:
            for raw in self._connection:
                frame = json.loads(raw)
                self.frames.append(frame)
                self._fresh.put(frame)
                if frame["type"] == "window":
                    self._acknowledge(frame)
        except ConnectionClosed as closed:
            self.closed_with = closed.rcvd.code if closed.rcvd else None
        finally:
            if self.closed_with is None and self._connection.close_code is not None:
                self.closed_with = self._connection.close_code
            self._fresh.put(None)

    def _acknowledge(self, frame: Frame) -> None:
        """Staff acknowledge by room."""
        seq = max(0, frame["seq"][1])
        with contextlib.suppress(ConnectionClosed):
            self.send({"type": "ack", "seq": {frame["room"]: seq} if "mood" in frame else seq})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)
