"""When something breaks: nothing that was typed is lost, and there is a plain way on. Each fault is made to happen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from find_chromium import FLAGS

pytestmark = pytest.mark.browser

PATIENT = 60_000  # ms: the machine may be busy, and a stuck engine is given its time
ANSWER = "I would start from the cost of one crate. At Cobalt Foods I priced 40 lines that way."
SECOND = "I would ask the planners first. At Cobalt Foods that halved the returns."
IMPORT = "const engine = await import(new URL('/second-take/assets/second-take/engine.js', location.origin));"
FIELD = '[name="evidence[0].answer"]'
FAILED = '[data-part="failure"]:not([hidden])'
OPEN = Callable[..., Any]
Damage = Callable[[bytes], bytes | None]

DAMAGES: dict[str, Damage] = {
    "missing": lambda _: None,
    "truncated": lambda whole: whole[: len(whole) // 2],
    "wrong": lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
}
KINDS = {"worker": "application/javascript", "wasm": "application/wasm", "core": "application/zip"}


def patient(page: Any) -> Any:
    page.context.set_default_timeout(PATIENT)
    return page


def write(page: Any, answer: str = ANSWER) -> None:
    page.fill("#pick-mishap", "rambled")
    page.click('[data-part="matches"] button >> nth=0')
    page.fill(FIELD, answer)


def letter_holds(page: Any, text: str = ANSWER) -> None:
    page.wait_for_function("text => document.querySelector('.st-letter')?.textContent.includes(text)", arg=text)


def survives_a_reload(page: Any, answer: str = ANSWER) -> None:
    assert page.input_value(FIELD) == answer
    page.reload()
    assert page.input_value(FIELD) == answer


# No driver but Chromium's can run anything inside a worker: each worker's own beginning listens for how it is to break.
BREAKABLE = """(() => {
  const broken = `self.addEventListener("message", (event) => {
    const { breaks } = event.data;
    if (breaks) event.stopImmediatePropagation();
    if (breaks === "dies") self.close();
    if (breaks === "hangs") for (;;);
    if (breaks !== "has no memory") return;
    WebAssembly.Memory.prototype.grow = () => { throw new RangeError("out of memory"); };
  });`;
  const [Plain, Working] = [Blob, Worker];
  globalThis.Blob = class extends Plain {
    constructor(parts, options) { super([broken, ...parts], options); }
  };
  globalThis.engineWorkers = [];
  globalThis.Worker = class extends Working {
    constructor(...given) { super(...given); globalThis.engineWorkers.push(this); }
  };
})()"""


def breakable(page: Any) -> None:
    page.add_init_script(BREAKABLE)


def break_engine(page: Any, how: str) -> None:
    """Break the worker that answers. A later one may be making the snapshot for the next visit."""
    page.evaluate("(how) => globalThis.engineWorkers[0].postMessage({ breaks: how })", how)


def runtime_files(site_folder: Path) -> dict[str, Any]:
    text = (site_folder / "assets" / "runtime" / "manifest.json").read_text(encoding="utf-8")
    files: dict[str, Any] = json.loads(text)["files"]
    return files


@pytest.mark.parametrize("part", ["worker", "wasm", "core"])
@pytest.mark.parametrize("damage", list(DAMAGES))
def test_an_engine_file_that_is_missing_cut_or_changed_costs_no_word(
    open_page: OPEN, site_folder: Path, part: str, damage: str
) -> None:
    name = runtime_files(site_folder)[part]["name"]
    body = DAMAGES[damage]((site_folder / "assets" / "runtime" / name).read_bytes())

    def damaged(route: Any) -> None:
        route.fulfill(status=404) if body is None else route.fulfill(body=body, content_type=KINDS[part])

    page = patient(open_page("composer/", before=lambda page: page.context.route(f"**/{name}", damaged)))
    write(page)
    page.wait_for_selector(FAILED)
    page.wait_for_selector('[data-part="sample"][href="../mishaps/rambled/#sample-letter"]')
    assert page.input_value(FIELD) == ANSWER
    page.context.unroute(f"**/{name}")
    page.click('[data-do="retry"]')
    letter_holds(page)
    survives_a_reload(page)


def test_where_webassembly_is_refused_the_answers_stay_and_the_sample_letter_is_offered(
    open_page: OPEN, recorder: Any
) -> None:
    def stricter(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(" 'wasm-unsafe-eval'", ""))

    page = patient(open_page("composer/", before=lambda page: page.route("**/composer/", stricter)))
    write(page)
    page.wait_for_selector(FAILED)
    survives_a_reload(page)
    page.wait_for_selector(FAILED)
    page.click('[data-part="sample"]')
    page.wait_for_url("**/mishaps/rambled/#sample-letter")
    page.go_back()
    page.wait_for_url("**/composer/")
    page.wait_for_function("([field, answer]) => document.querySelector(field)?.value === answer", arg=[FIELD, ANSWER])
    # Firefox reports every refusal of the stricter policy as if it were an error of the page.
    recorder.errors[:] = [error for error in recorder.errors if "blocked WebAssembly" not in error]


@pytest.mark.parametrize("end", ["dies", "hangs"])
def test_a_worker_that_dies_or_hangs_is_replaced_and_the_letter_follows(open_page: OPEN, end: str) -> None:
    page = patient(open_page("composer/", before=breakable))
    write(page)
    letter_holds(page)
    break_engine(page, end)
    page.fill(FIELD, SECOND)
    letter_holds(page, SECOND)
    assert page.locator('[data-part="failure"]').is_hidden()
    survives_a_reload(page, SECOND)


def test_a_question_that_hangs_again_and_again_is_left_alone_until_the_person_asks(open_page: OPEN) -> None:
    page = patient(open_page("composer/"))
    write(page)
    letter_holds(page)
    reasons = page.evaluate(
        f"""async () => {{
          {IMPORT}
          const reasons = [];
          for (let tries = 0; tries < 3; tries += 1) {{
            await engine.start();
            await engine.ask({{ command: "catalogue" }}, {{ within: 0 }}).catch((error) => reasons.push(error.reason));
          }}
          return [...reasons, engine.currentState().state];
        }}"""
    )
    assert reasons == ["timeout", "timeout", "timeout", "failed"]
    page.wait_for_selector(FAILED)
    assert page.input_value(FIELD) == ANSWER
    page.click('[data-do="retry"]')
    page.fill(FIELD, SECOND)
    letter_holds(page, SECOND)


def test_an_engine_without_memory_fails_the_question_and_a_fresh_one_answers(open_page: OPEN) -> None:
    page = patient(open_page("composer/", before=breakable))
    write(page)
    letter_holds(page)
    break_engine(page, "has no memory")
    reason = page.evaluate(
        f"""async () => {{
          {IMPORT}
          const text = "Dear Ms Costa, thank you. ".repeat(4e6);
          return engine.ask({{ command: "review", text }}).then(() => "answered", (error) => error.reason);
        }}"""
    )
    assert reason == "crashed"
    page.fill(FIELD, SECOND)
    letter_holds(page, SECOND)
    assert page.locator('[data-part="failure"]').is_hidden()
    survives_a_reload(page, SECOND)


def test_two_tabs_keep_their_own_drafts_and_share_their_ticks(open_page: OPEN) -> None:
    one = patient(open_page("composer/"))
    other = one.context.new_page()
    other.goto(one.url)
    write(one, ANSWER)
    write(other, SECOND)
    survives_a_reload(one, ANSWER)
    survives_a_reload(other, SECOND)
    one.goto(one.url.replace("composer/", "checklist/"))
    other.goto(one.url)
    one.check("#t-absorb")
    other.wait_for_function("() => document.querySelector('#t-absorb').checked")
    boxes = other.locator("[data-task]")
    boxes.nth(3).check()
    one.wait_for_function("() => document.querySelectorAll('[data-task]')[3].checked")
    assert one.is_checked("#t-absorb")


@pytest.fixture
def remembering(chromium: Any, site_url: str) -> Iterator[Any]:
    """A page in a Chromium that may keep a page it has left, which Playwright's own settings forbid."""
    browser = chromium.browser_type.launch(
        executable_path=_path(), args=list(FLAGS), ignore_default_args=["--disable-back-forward-cache"]
    )
    page = browser.new_page(service_workers="block")
    page.context.set_default_timeout(PATIENT)
    yield page
    browser.close()


def _path() -> str:
    from find_chromium import find_chromium

    found = find_chromium()
    assert found is not None
    return found


def test_leaving_and_coming_back_loses_nothing_and_the_engine_still_answers(remembering: Any, site_url: str) -> None:
    page = remembering
    page.goto(site_url + "composer/")
    write(page)
    letter_holds(page)
    page.evaluate("() => { window.addEventListener('pageshow', (event) => { window.cached = event.persisted; }); }")
    page.goto(site_url + "privacy/")
    page.go_back(wait_until="commit")
    page.wait_for_function("field => document.querySelector(field)?.value", arg=FIELD)
    assert page.input_value(FIELD) == ANSWER
    page.fill(FIELD, SECOND)
    letter_holds(page, SECOND)


def test_without_a_connection_at_the_first_visit_the_letter_comes_when_it_is_back(open_page: OPEN) -> None:
    page = patient(
        open_page("composer/", before=lambda page: page.context.route("**/runtime/**", lambda route: route.abort()))
    )
    write(page)
    page.context.set_offline(True)
    page.fill('[name="role"]', "Store Planner")
    page.wait_for_selector(FAILED)
    assert page.input_value(FIELD) == ANSWER
    page.context.unroute("**/runtime/**")
    page.context.set_offline(False)
    letter_holds(page)
    assert page.locator('[data-part="failure"]').is_hidden()


def test_a_slow_download_can_be_stopped_and_taken_up_again(open_page: OPEN, site_folder: Path, recorder: Any) -> None:
    name = runtime_files(site_folder)["core"]["name"]
    waiting: list[Any] = []
    page = patient(
        open_page(
            "composer/", before=lambda page: page.context.route(f"**/{name}", lambda route: waiting.append(route))
        )
    )
    write(page)
    page.click('[data-do="stop-loading"]')
    page.wait_for_selector(FAILED)
    assert page.evaluate("() => document.activeElement.dataset.do") == "retry"
    assert page.locator('[data-do="stop-loading"]').is_hidden()
    asked = [url for url in recorder.requests if "/runtime/" in url]
    page.fill('[name="role"]', "Store Planner")
    page.wait_for_timeout(1500)  # longer than any pause after which the page would ask
    assert [url for url in recorder.requests if "/runtime/" in url] == asked
    page.context.unroute(f"**/{name}")
    page.click('[data-do="retry"]')
    letter_holds(page)
    survives_a_reload(page)


PLACES = """async ([selector, milliseconds]) => {
  const it = document.querySelector(selector);
  const places = [];
  it.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    places.push(it.getBoundingClientRect().top);
    await new Promise((go) => setTimeout(go, 20));
  }
  return [...new Set(places)];
}"""


def test_the_way_on_after_a_failure_does_not_move_away_under_a_finger(open_page: OPEN) -> None:
    page = patient(
        open_page("composer/", before=lambda page: page.context.route("**/runtime/**", lambda route: route.abort()))
    )
    page.wait_for_selector(FAILED)  # nobody has touched the page yet
    assert len(page.evaluate(PLACES, ['[data-part="sample"]', 1500])) == 1


def test_a_first_touch_moves_nothing_and_what_takes_longer_is_told(open_page: OPEN, site_folder: Path) -> None:
    name = runtime_files(site_folder)["wasm"]["name"]
    page = patient(open_page("composer/", before=lambda page: page.context.route(f"**/{name}", lambda route: None)))
    assert len(page.evaluate(PLACES, ['[data-part="waiting"]', 300])) == 1
    page.wait_for_selector('[data-part="engine"]')
    page.wait_for_selector('[data-do="stop-loading"]')


@pytest.mark.parametrize(
    ("path", "field", "words"),
    [
        ("composer/", '[name="role"]', "Store Planner"),
        ("letter-check/", "#letter-text", "Dear Ms Costa,\n\nThank you."),
    ],
)
def test_who_comes_back_finds_every_field_as_it_was_left(
    open_page: OPEN, recorder: Any, path: str, field: str, words: str
) -> None:
    page = patient(open_page(path))
    page.fill(field, words)
    page.wait_for_timeout(600)  # until it is kept, for a browser that loads the page anew
    page.goto(page.url.replace(path, "privacy/"))
    page.evaluate("() => { history.back(); }")
    page.wait_for_function("([field, words]) => document.querySelector(field)?.value === words", arg=[field, words])
    # Firefox wants an icon of its own for a page it goes back from, and tells of the refusal.
    recorder.errors[:] = [error for error in recorder.errors if "favicon.ico" not in error]
