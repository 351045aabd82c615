"""The engine in the page: it starts, answers, recovers, and its worker cannot reach the network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtime_workload import situation

pytestmark = pytest.mark.browser

IMPORT = "const engine = await import(new URL('/second-take/assets/second-take/engine.js', location.origin));"
QUESTION = {"command": "compose", "situation": situation("overslept")}


def run(page: Any, body: str, argument: object = None) -> Any:
    """Run script in the page with `engine` imported and `given` set."""
    return page.evaluate(f"async (given) => {{ {IMPORT} {body} }}", argument)


def engine_workers(page: Any) -> list[Any]:
    """The page's workers that started from a blob: the engine's, not the search's."""
    return [worker for worker in page.workers if worker.url.startswith("blob:")]


def failure_of(page: Any) -> str:
    """The reason the page gives for an engine that does not start."""
    reason: str = run(page, "return engine.start().then(() => 'started', (error) => error.reason);")
    return reason


def manifest(site_folder: Path) -> dict[str, Any]:
    """The list of runtime files of the built site."""
    text = (site_folder / "assets" / "runtime" / "manifest.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def test_a_question_asked_at_once_waits_for_the_engine_and_is_answered(open_page: Callable[..., Any]) -> None:
    answer = run(open_page("404.html"), "return engine.ask(given);", QUESTION)
    assert answer["ok"], answer
    assert "letter" in answer["result"]


def test_two_questions_at_once_each_get_their_own_answer(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    commands = run(
        page,
        "const both = [engine.ask({ command: 'catalogue' }), engine.ask(given)];"
        "return (await Promise.all(both)).map((answer) => answer.command);",
        QUESTION,
    )
    assert commands == ["catalogue", "compose"]


def test_progress_ends_with_every_byte_and_the_word_ready(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    seen = run(page, "const seen = []; engine.onProgress((s) => seen.push(s)); await engine.start(); return seen;")
    assert seen[0]["state"] == "idle"
    assert seen[-1]["state"] == "ready"
    assert seen[-1]["loaded"] == seen[-1]["total"] > 1_000_000
    loaded = [step["loaded"] for step in seen]
    assert loaded == sorted(loaded)


@pytest.mark.usefixtures("chromium")  # only its driver looks into a worker
def test_the_worker_has_no_way_to_the_network_once_it_is_ready(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    run(page, "await engine.start();")
    ways = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "Worker", "caches", "indexedDB"]
    (worker,) = engine_workers(page)
    left = worker.evaluate("(ways) => ways.filter((way) => self[way] !== undefined)", ways)
    assert left == []


def test_the_export_archive_is_fetched_when_a_calendar_is_asked_for_and_not_before(
    open_page: Callable[..., Any], recorder: Any, site_folder: Path
) -> None:
    page = open_page("404.html")
    archive = manifest(site_folder)["files"]["exports"]["name"]
    run(page, "return engine.ask(given);", QUESTION)
    assert not any(url.endswith(archive) for url in recorder.requests)
    for form, start in (("ics", "BEGIN:VCALENDAR"), ("eml", "")):
        request = {**QUESTION, "command": "export", "format": form}
        answer = run(page, "return engine.ask(given);", request)
        assert answer["ok"], answer
        assert answer["result"]["text"].startswith(start)
    assert sum(url.endswith(archive) for url in recorder.requests) == 1


def test_a_stuck_engine_is_ended_and_a_fresh_one_answers_the_next_question(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    run(page, "await engine.start();")
    reason = run(page, "return engine.ask(given, { within: 0 }).then(() => 'answered', (e) => e.reason);", QUESTION)
    assert reason == "timeout"
    assert run(page, "return engine.ask(given);", QUESTION)["ok"]


def test_giving_up_while_it_loads_leaves_nothing_running(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    reason = run(
        page, "const begun = engine.start(); engine.cancel(); return begun.then(() => 'started', (e) => e.reason);"
    )
    assert reason == "cancelled"
    assert run(page, "return engine.currentState().state;") == "stopped"
    assert engine_workers(page) == []
    assert run(page, "return engine.ask(given);", QUESTION)["ok"]


@pytest.mark.parametrize("part", ["worker", "wasm", "core"])
def test_a_file_that_does_not_arrive_is_named_as_blocked(
    open_page: Callable[..., Any], site_folder: Path, part: str
) -> None:
    name = manifest(site_folder)["files"][part]["name"]
    page = open_page("404.html", before=lambda page: page.context.route(f"**/{name}", lambda route: route.abort()))
    assert failure_of(page) == "blocked-file"


@pytest.mark.parametrize("part", ["worker", "wasm", "core"])
def test_a_file_with_one_changed_byte_is_refused(open_page: Callable[..., Any], site_folder: Path, part: str) -> None:
    entry = manifest(site_folder)["files"][part]
    changed = bytearray((site_folder / "assets" / "runtime" / entry["name"]).read_bytes())
    changed[-1] ^= 1
    kind = {"worker": "application/javascript", "wasm": "application/wasm", "core": "application/zip"}[part]

    def tamper(page: Any) -> None:
        page.context.route(f"**/{entry['name']}", lambda route: route.fulfill(body=bytes(changed), content_type=kind))

    assert failure_of(open_page("404.html", before=tamper)) in {"wrong-hash", "no-wasm", "blocked-file"}


def serve_list(route: Any, told: dict[str, Any]) -> None:
    """Give a page another list of the engine's files than the one it was built with."""
    route.fulfill(body=f"export const LIST = {json.dumps(told)};", content_type="application/javascript")


def test_a_page_older_than_the_site_reads_the_new_list(open_page: Callable[..., Any], site_folder: Path) -> None:
    old = manifest(site_folder)
    for part in ("worker", "wasm", "core"):
        old["files"][part]["name"] = f"gone-{old['files'][part]['name']}"
    gone = "**/generated/runtime.js"
    page = open_page("404.html", before=lambda page: page.context.route(gone, lambda route: serve_list(route, old)))
    assert run(page, "return engine.ask(given);", QUESTION)["ok"]


def test_a_trimmed_machine_that_does_not_start_gives_way_to_the_plain_one(
    open_page: Callable[..., Any], recorder: Any, site_folder: Path
) -> None:
    told = manifest(site_folder)
    broken = b"\0asm\1\0\0\0 no machine"
    entry = told["files"]["wasm"]
    entry.update(bytes=len(broken), sha256=hashlib.sha256(broken).hexdigest())

    def break_machine(page: Any) -> None:
        kind = "application/wasm"
        page.context.route("**/generated/runtime.js", lambda route: serve_list(route, told))
        page.context.route(f"**/{entry['name']}", lambda route: route.fulfill(body=broken, content_type=kind))

    page = open_page("404.html", before=break_machine)
    assert run(page, "return engine.ask(given);", QUESTION)["ok"]
    assert any(url.endswith(told["files"]["plain-wasm"]["name"]) for url in recorder.requests)
    assert run(page, "return engine.currentState().state;") == "ready"


SNAPSHOTS = "async () => (await (await caches.open('second-take-snapshot')).keys()).map(({ url }) => url)"
SPOIL = """async () => {
  const store = await caches.open('second-take-snapshot');
  const [key] = await store.keys();
  const kept = await store.match(key);
  const bytes = new Uint8Array(await kept.arrayBuffer());
  bytes[bytes.length >> 1] ^= 1;
  await store.put(key, new Response(bytes, { headers: kept.headers }));
}"""


def wait_for_snapshot(page: Any) -> str:
    """The address of the kept memory, once it is there."""
    for _ in range(240):
        if found := page.evaluate(SNAPSHOTS):
            address: str = found[0]
            return address
        page.wait_for_timeout(500)
    return pytest.fail("no snapshot was kept within two minutes")


@pytest.mark.usefixtures("lasting_caches")
def test_the_next_visit_starts_from_the_memory_of_the_last_and_gives_the_same_letter(
    open_page: Callable[..., Any], recorder: Any
) -> None:
    page = open_page("404.html")
    first = run(page, "return engine.ask(given);", QUESTION)
    address = wait_for_snapshot(page)
    assert "snapshot-" in address
    page.reload()
    assert run(page, "return engine.ask(given);", QUESTION) == first
    assert run(page, "return engine.remembers();") is True


@pytest.mark.usefixtures("lasting_caches")
def test_a_spoilt_memory_is_thrown_away_and_the_engine_starts_without_it(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    first = run(page, "return engine.ask(given);", QUESTION)
    wait_for_snapshot(page)
    page.evaluate(SPOIL)
    page.reload()
    assert run(page, "return engine.ask(given);", QUESTION) == first
    assert run(page, "return engine.remembers();") is False


def test_no_word_that_was_typed_is_in_the_kept_memory(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    secret = "Quillfeather-Obsidian"
    run(page, "return engine.ask(given);", {**QUESTION, "situation": situation("overslept", company=secret)})
    wait_for_snapshot(page)
    holds = """async (words) => {
      const store = await caches.open('second-take-snapshot');
      const text = new TextDecoder('latin1').decode(await (await store.match((await store.keys())[0])).arrayBuffer());
      return [text.includes(words), text.includes('secondtake')];
    }"""
    assert page.evaluate(holds, secret) == [False, True]


def test_a_browser_without_webassembly_is_told_so(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html", before=lambda page: page.add_init_script("delete globalThis.WebAssembly"))
    assert failure_of(page) == "no-wasm"


def test_after_a_failure_a_retry_starts_the_engine(open_page: Callable[..., Any], site_folder: Path) -> None:
    name = manifest(site_folder)["files"]["core"]["name"]
    page = open_page("404.html", before=lambda page: page.context.route(f"**/{name}", lambda route: route.abort()))
    assert failure_of(page) == "blocked-file"
    page.context.unroute(f"**/{name}")
    assert run(page, "await engine.retry(); return engine.ask(given);", QUESTION)["ok"]


def test_what_comes_late_of_an_attempt_given_up_does_not_end_the_next_one(
    open_page: Callable[..., Any], site_folder: Path
) -> None:
    name = manifest(site_folder)["files"]["wasm"]["name"]
    held: list[Any] = []

    def gone_once(page: Any) -> None:
        page.context.route(f"**/{name}", lambda route: route.continue_() if held else route.fulfill(status=404))
        page.context.route("**/assets/runtime/manifest.json", lambda route: held.append(route))

    page = open_page("404.html", before=gone_once)
    run(page, "engine.start().catch(() => {}); return true;")
    while not held:  # the engine asks whether another list has come
        page.wait_for_timeout(50)
    run(page, "engine.retry().catch(() => {}); return true;")
    held[0].continue_()
    assert run(page, "return engine.ask(given);", QUESTION)["ok"]
