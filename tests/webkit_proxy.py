"""What stands between WebKitGTK and the site in a test, since its driver can neither tell of requests nor touch them.

It is an ordinary HTTP proxy on the loopback address, one for each profile. It writes down every address asked for
(by pages, workers and the service worker alike), and gives a request to a test that wants to hold it back, refuse it
or answer it, in the shape of Playwright's routes.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

HOP_BY_HOP = {"connection", "proxy-connection", "keep-alive", "transfer-encoding", "content-length"}
LOOPBACK = {"127.0.0.1", "localhost"}


def matcher(pattern: str) -> re.Pattern[str]:
    """A Playwright glob as a pattern: `**` is anything, `*` anything but a slash."""
    parts = re.split(r"(\*\*/?|\*)", pattern)
    means = {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*"}
    return re.compile("".join(means.get(part, re.escape(part)) for part in parts))


class Answer:
    """What the site said, as far as tests look at it."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


class Route:
    """One request that a test decides about: with abort, fulfill or continue_, now or later."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.request = SimpleNamespace(url=url, headers=headers)
        self.decided = threading.Event()
        self.answer: Answer | None = None

    def abort(self) -> None:
        """As if the network had failed."""
        self.decided.set()

    def fetch(self) -> Answer:
        """Ask the site."""
        plain = {name: value for name, value in self.request.headers.items() if name.lower() != "accept-encoding"}
        return ask(self.request.url, plain)

    def continue_(self) -> None:
        """Let it through."""
        self.answer = ask(self.request.url, self.request.headers)
        self.decided.set()

    def fulfill(
        self, status: int = 200, body: str | bytes = b"", content_type: str = "", response: Answer | None = None
    ) -> None:
        """Answer in the place of the site."""
        headers = response.headers if response else [("Content-Type", content_type or "text/plain")]
        self.answer = Answer(status, headers, body.encode() if isinstance(body, str) else body)
        self.decided.set()


def ask(url: str, headers: dict[str, str]) -> Answer:
    """What the site answers. It is always on this machine."""
    parts = urlsplit(url)
    if parts.hostname not in LOOPBACK:
        raise ConnectionError(f"a test's page asked for {url}")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=60)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    sent = {name: value for name, value in headers.items() if name.lower() not in HOP_BY_HOP}
    connection.request("GET", path or "/", headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.getheaders(), body)


class Quiet(ThreadingHTTPServer):
    """A server that does not tell of a browser that hung up."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


class Proxy:
    """The requests of one profile, in the order they came, and who wants to decide about which."""

    def __init__(self, service_workers: bool) -> None:
        self.service_workers = service_workers
        self.requests: list[str] = []
        self.routes: list[tuple[str, Callable[[Any], Any]]] = []
        self.waiting: list[Route] = []
        self.scripts: list[str] = []
        self.offline = False
        handler = type("Handler", (Handler,), {"proxy": self})
        self.server = Quiet(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def capability(self) -> dict[str, str]:
        """How a WebDriver session is told of it."""
        return {"proxyType": "manual", "httpProxy": f"127.0.0.1:{self.server.server_port}"}

    def close(self) -> None:
        """Let go of what a test still held back, and end."""
        for route in self.waiting:
            route.abort()
        self.server.shutdown()
        self.server.server_close()

    def decide(self, url: str, headers: dict[str, str]) -> Answer | None:
        """The answer to one request; none when the network is to have failed."""
        if "Service-Worker" not in headers or self.service_workers:
            self.requests.append(url)
        wanted = [handle for pattern, handle in reversed(self.routes) if matcher(pattern).fullmatch(url)]
        if self.offline or ("Service-Worker" in headers and not self.service_workers):
            return None
        if not wanted:
            return self.with_scripts(url, headers) if self.scripts else ask(url, headers)
        route = Route(url, headers)
        self.waiting.append(route)
        wanted[0](route)
        route.decided.wait()
        return route.answer

    def with_scripts(self, url: str, headers: dict[str, str]) -> Answer:
        """A page with a test's script in front of everything, even of the rule that would forbid it."""
        if headers.get("Sec-Fetch-Dest") != "document":
            return ask(url, headers)
        conditions = {"accept-encoding", "if-none-match", "if-modified-since"}
        answer = ask(url, {name: value for name, value in headers.items() if name.lower() not in conditions})
        script = "".join(f"(0, eval)({json.dumps(one)});" for one in self.scripts).replace("</", "<\\/")
        head, found, rest = answer.text().partition("<head>")
        return Answer(answer.status, answer.headers, f"{head}{found}<script>{script}</script>{rest}".encode())


class Handler(BaseHTTPRequestHandler):
    """One connection of the browser's."""

    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def do_GET(self) -> None:
        """Pass on what was decided."""
        try:
            answer = self.proxy.decide(self.path, dict(self.headers.items()))
        except OSError:
            answer = None
        if answer is None:
            self.close_connection = True
            return
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815  the base class looks it up by this name

    def do_CONNECT(self) -> None:
        """Nothing of ours speaks through a tunnel: whatever asks for one is written down and refused."""
        self.proxy.requests.append(f"https://{self.path}")
        self.send_error(HTTPStatus.FORBIDDEN)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
