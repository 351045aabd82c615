"""What the privacy page says of the closed compartment: a worker started as ours is cannot reach another server.

The attempts run in a worker that still has every way out, so that it is the page's policy that stops them. The sink is
a second server on this machine, which to the browser is another site. The same attempts without the policy must arrive,
or this test would prove nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ATTEMPTS = """
const to = "SINK";
const tries = [
  () => fetch(to + "fetch", { mode: "no-cors" }),
  () => fetch(to + "keepalive", { mode: "no-cors", keepalive: true }),
  () => new Promise((done) => {
    const x = new XMLHttpRequest();
    x.onloadend = done;
    x.open("GET", to + "xhr");
    x.send();
  }),
  () => new EventSource(to + "events"),
  () => new WebSocket(to.replace("http", "ws") + "socket"),
  () => import(to + "import.js"),
];
Promise.allSettled(tries.map(async (one) => one())).then(() => setTimeout(() => self.postMessage("tried"), 700));
"""
START = """(source) => new Promise((done) => {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const policy = self.trustedTypes && trustedTypes.createPolicy("st", { createScriptURL: (url) => url });
  const worker = new Worker(policy ? policy.createScriptURL(address) : address, { type: "module" });
  worker.onmessage = () => done(true);
  worker.onerror = () => done(false);
})"""


@pytest.fixture
def sink() -> Iterator[tuple[str, list[str]]]:
    """The address of a listening server, and what reached it."""
    seen: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/", seen
    server.shutdown()


def attempt(chromium: Any, address: str, target: str) -> bool:
    """Run the attempts in a blob worker of the page; our own engine is kept from starting first."""
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.route("**/engine.js", lambda route: route.abort())
        page.goto(address)
        ran: bool = page.evaluate(START, ATTEMPTS.replace("SINK", target))
        return ran
    finally:
        context.close()


@pytest.mark.parametrize("path", ["composer/", "letter-check/", "checklist/"])
def test_a_worker_of_a_tool_page_reaches_no_other_server(
    chromium: Any, site_url: str, sink: tuple[str, list[str]], path: str
) -> None:
    target, seen = sink
    assert attempt(chromium, site_url + path, target)
    assert seen == []


def test_without_the_policy_the_same_attempts_arrive(chromium: Any, site_url: str, sink: tuple[str, list[str]]) -> None:
    target, seen = sink
    assert attempt(chromium, site_url + "robots.txt", target)
    assert len(seen) >= 5
