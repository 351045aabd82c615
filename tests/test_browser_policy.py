"""What the privacy page says of the closed compartment, tried: every way out we know, against a server that listens.

Python in the engine's worker and script in the page try each way (tests/ways_out). Only what arrives at the sink
counts. The same attempts with the policy taken out or loosened must arrive, or this test would prove nothing. Run it in
the other engines with `make test-browsers`.
"""

from __future__ import annotations

import base64
import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from escapes import ABSENT_IN_PAGE, ABSENT_IN_PYTHON, ALWAYS_OPEN, JOURNEYS
from finish_site import POLICY
from runtime_workload import situation
from serve import Pages, make_server
from sink import Sink, listening

pytestmark = pytest.mark.browser

TOOL_PAGES = ("composer", "letter-check", "checklist", "privacy")
WAYS = Path(__file__).parent / "ways_out"
# What does not arrive as a request of its own name.
DOORS = {"webrtc-stun": "udp/stun", "webrtc": "udp/stun", "webtransport": "udp/quic"}
DOORS |= {"preconnect": "tcp/connection", "plain-socket": "root"}
QUIET_FOR = 3.0  # seconds in which nothing may arrive after the last attempt
ARRIVE_WITHIN = 60.0  # seconds in which everything must arrive when nothing forbids it
PAGE_SCRIPT = (WAYS / "page.js").read_text(encoding="utf-8")
IN_PAGE = (
    "async ({ sink, udp, tcp, own }) => { const at = (name) => `${sink}page/${name}`;\n"
    + PAGE_SCRIPT
    + "\nreturn await tryAll(GROUP); }"
)
# The worker as it is shipped closes its own network; with this before it, only the policy stands in the way.
KEEP_OPEN = """const define = Object.defineProperty;
Object.defineProperty = (target, name, how) =>
  [self, self.navigator].includes(target) && how.value === undefined ? target : define(target, name, how);
self.openFetch = self.fetch;
"""
IN_WORKER = """async ({ archive, before, question }) => {
  const runtime = await import(new URL("/second-take/assets/second-take/runtime-files.js", location.origin));
  const { files } = await runtime.readManifest();
  const { worker } = runtime.spawn(before + runtime.BOOTSTRAP);
  const told = {};
  const heard = new Promise((done, failed) => {
    worker.onmessage = ({ data }) => {
      if (data.kind === "tried") told[data.name] = data.outcome;
      if (data.kind === "over") done(told);
      if (data.kind === "failed" && data.id === undefined) failed(new Error(data.detail));
      if (data.kind !== "ready") return;
      setTimeout(done, 60000, told);
      worker.postMessage({ kind: "exports", bytes: Uint8Array.from(atob(archive), (one) => one.charCodeAt(0)).buffer });
      worker.postMessage({ kind: "ask", id: 1, text: question });
    };
  });
  worker.postMessage({ base: runtime.RUNTIME.href, files });
  runtime.give(worker, "code", runtime.machineOf(files.wasm, () => {}).code);
  runtime.give(worker, "core", runtime.download(files.core));
  runtime.give(worker, "memory");
  return heard;
}"""
OPEN_TO_ALL: Callable[[str], str] = lambda html: POLICY.sub("", html)  # noqa: E731  one of three named changes
WORKERS_OF_OWN_FILES: Callable[[str], str] = lambda html: html.replace("worker-src blob:", "worker-src 'self' blob:")  # noqa: E731
AS_BUILT: Callable[[str], str] = lambda html: html  # noqa: E731


class Changed(Pages):
    """The site with its policy changed, and with one script more, as another project on the same host may have."""

    scratch: Path
    change: Callable[[str], str]

    def find(self, path: str) -> Path | None:
        """A changed copy of each page; every other file as it is."""
        if path.endswith("/probe.js"):
            return self.scratch / "probe.js"
        found = super().find(path)
        if found is None or found.suffix != ".html":
            return found
        copy = self.scratch / f"{found.parent.name}.html"
        copy.write_text(type(self).change(found.read_text(encoding="utf-8")), encoding="utf-8")
        return copy


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server that only listens."""
    with listening() as listener:
        yield listener


@pytest.fixture
def visit(browser: Any, site_folder: Path, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of the site under a policy: visit("composer/", AS_BUILT)."""
    (tmp_path / "probe.js").write_text(
        "const to = (self.location.hash ?? '').slice(1);\n"
        "const ask = () => fetch(to, { mode: 'no-cors' });\nask(); self.onconnect = ask;\n"
    )
    opened: list[Callable[[], None]] = []

    def go(path: str, change: Callable[[str], str]) -> Any:
        pages = type("ChangedPages", (Changed,), {"scratch": tmp_path, "change": staticmethod(change)})
        server = make_server(site_folder, pages=pages)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        opened.extend([context.close, server.shutdown, server.server_close])
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/second-take/{path}")
        return page

    yield go
    for undo in opened:
        undo()


def own_file(page: Any) -> str:
    """The script that is served from the site's own address."""
    return str(page.evaluate("location.origin")) + "/second-take/assets/probe.js"


def from_page(page: Any, sink: Sink, group: str = "ways") -> dict[str, str]:
    """Try a group of ways from script in the page. The answer is what script saw, for people to read."""
    given = {"sink": sink.address, "udp": sink.udp, "tcp": sink.tcp, "own": own_file(page)}
    told: dict[str, str] = page.evaluate(IN_PAGE.replace("GROUP", group), given)
    return told


def hostile_library(page: Any, sink: Sink, only: str) -> str:
    """The archive of export libraries, with our attempts in the place of the two that are imported first."""
    text = (WAYS / "from_python.py").read_text(encoding="utf-8")
    values = {"SINK": sink.address, "UDP": str(sink.udp), "OWN": own_file(page), "ONLY": only}
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("uuid.py", "icalendar/__init__.py"):
            archive.writestr(name, text)
    return base64.b64encode(packed.getvalue()).decode("ascii")


def from_python(page: Any, sink: Sink, before: str = "", only: str = "") -> dict[str, str]:
    """Try every way from Python in a worker that the page starts as it starts the engine."""
    question = {"schema": 1, "command": "export", "format": "ics", "situation": situation("overslept")}
    given = {"archive": hostile_library(page, sink, only), "before": before, "question": json.dumps(question)}
    told: dict[str, str] = page.evaluate(IN_WORKER, given)
    return told


def names(sink: Sink) -> set[str]:
    """The ways that arrived: `page/fetch`, `python/fetch`, `udp/stun`; a worker's four attempts count as one."""
    return {address.removesuffix(".whl") for address in sink.arrived}


@contextmanager
def quiet(sink: Sink) -> Iterator[None]:
    """Nothing arrives, and nothing does in the time after."""
    yield
    time.sleep(QUIET_FOR)
    assert sink.arrived == []


def expected(told: dict[str, str], where: str, absent: set[str]) -> set[str]:
    """What must arrive when nothing forbids it: everything tried but what this engine does not have."""
    return {DOORS.get(name, f"{where}/{name}") for name in told.keys() - absent}


def all_arrive(sink: Sink, wanted: set[str]) -> None:
    """Wait until everything wanted has arrived; name what has not."""
    until = time.monotonic() + ARRIVE_WITHIN
    while wanted - names(sink) and time.monotonic() < until:
        time.sleep(0.1)
    assert " ".join(sorted(wanted - names(sink))) == ""


def test_python_in_the_worker_as_shipped_reaches_no_other_server(visit: Callable[..., Any], sink: Sink) -> None:
    with quiet(sink):
        told = from_python(visit("composer/", AS_BUILT), sink)
    assert len(told) >= 25


def test_the_policy_alone_keeps_python_in(visit: Callable[..., Any], sink: Sink) -> None:
    with quiet(sink):
        told = from_python(visit("composer/", AS_BUILT), sink, KEEP_OPEN)
    assert told["xhr"] == "begun"


def test_every_page_with_a_tool_carries_the_policy_that_was_tried(site_folder: Path) -> None:
    policies = set()
    for page in TOOL_PAGES:
        found = POLICY.search((site_folder / page / "index.html").read_text(encoding="utf-8"))
        policies.add(found and found[0])
    (one,) = policies
    # One exact file, the offline copy's; a folder or 'self' would let a worker start without the policy.
    assert one and re.search(r"worker-src blob:(?: \S+/service-worker\.js)?;", one)


def test_without_the_policy_pythons_attempts_arrive(visit: Callable[..., Any], sink: Sink, engine: str) -> None:
    told = from_python(visit("composer/", OPEN_TO_ALL), sink, KEEP_OPEN)
    all_arrive(sink, expected(told, "python", ABSENT_IN_PYTHON[engine]))


def test_a_policy_that_allows_workers_of_own_files_lets_one_attempt_out(visit: Callable[..., Any], sink: Sink) -> None:
    from_python(
        visit("composer/", WORKERS_OF_OWN_FILES), sink, KEEP_OPEN, only="worker-own-file worker-elsewhere fetch"
    )
    all_arrive(sink, {"python/worker-own-file"})
    assert names(sink) == {"python/worker-own-file"}


@pytest.mark.parametrize("path", ["404.html", "composer/"])
def test_script_in_the_page_reaches_no_other_server_but_by_the_ways_that_are_named(
    visit: Callable[..., Any], sink: Sink, path: str, engine: str
) -> None:
    told = from_page(visit(path, AS_BUILT), sink)
    time.sleep(QUIET_FOR)
    assert len(told) >= 60
    assert names(sink) <= ALWAYS_OPEN[engine]


def test_without_the_policy_the_pages_attempts_arrive(visit: Callable[..., Any], sink: Sink, engine: str) -> None:
    told = from_page(visit("404.html", OPEN_TO_ALL), sink)
    all_arrive(sink, expected(told, "page", ABSENT_IN_PAGE[engine]))


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_page_policy_cannot_stop_a_journey_and_the_privacy_page_says_so(
    visit: Callable[..., Any], sink: Sink, journey: str
) -> None:
    page = visit("404.html", AS_BUILT)
    with suppress(Exception):  # the page may be gone before it has answered
        from_page(page, sink, f"{{ {json.dumps(journey)}: journeys[{json.dumps(journey)}] }}")
        if journey == "window-open":
            page.click("h1")  # some browsers let a script open a window only then
    all_arrive(sink, {f"page/{journey}"})
