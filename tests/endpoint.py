"""A server that speaks the protocol of a language model, on a port of its own: it answers what a test says.

with endpoint() as model:          # model.url is what SOCIALROOM_LLM_URL would be
    model.phrases("One.", "Two.")  # or model.says("anything"), model.answers = a function
"""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Endpoint(ThreadingHTTPServer):
    """`asked` holds what came in: path, headers and body of each request."""

    daemon_threads = True
    answers: Callable[["Handler"], None]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        self.asked: list[tuple[str, Any, dict[str, Any]]] = []
        self.over = threading.Event()  # whoever is slow stops waiting
        self.phrases()

    def phrases(self, *texts: str) -> None:
        self.says(json.dumps({"phrases": texts}, ensure_ascii=False))

    def says(self, content: Any, **message: Any) -> None:
        """A whole answer, with this as what the model wrote."""
        whole = {"role": "assistant", "content": content, **message}
        choice = {"index": 0, "finish_reason": "stop", "message": whole}
        answer = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        self.sends(json.dumps(answer).encode())

    def sends(self, body: bytes, status: int = 200, kind: str = "application/json") -> None:
        self.answers = lambda handler: handler.send(body, status, kind)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hung up had heard enough."""


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, self.headers, json.loads(body)))
        self.server.answers(self)

    def send(self, body: bytes, status: int = 200, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, every: float) -> None:
        """An answer that never ends, byte by byte."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        while not self.server.over.wait(every):
            self.wfile.write(b" ")

    def log_message(self, *_args: Any) -> None:
        """Tests say themselves what went wrong."""


@contextlib.contextmanager
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
