"""Nothing of the engine before a sign of use, nothing unasked on a connection that saves data, no text too long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

OPEN = Callable[..., Any]
SAVING = "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) })"
LETTER = "Dear Ms Costa,\n\nThank you for your time. Please please give me one more chance.\n\nSam"
LONG = 1_000_000
# The longest time between two ticks of the page while a text goes into a field and for two seconds after. The field is
# the tool's, or one beside it that nothing listens to: what the browser itself needs.
GAPS = """async ([text, bare]) => {
  const tool = document.querySelector('letter-check textarea');
  const area = bare ? tool.cloneNode() : tool;
  if (bare) document.querySelector('footer').append(area);
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 10);
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 2000));
  clearInterval(timer);
  if (bare) area.remove();
  return longest;
}"""

# The commands that the page's worker is asked, in order.
COMMANDS = """(() => {
  globalThis.commands = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    if (message?.kind === 'ask') globalThis.commands.push(JSON.parse(message.text).command);
    return post.call(this, message, ...more);
  };
})()"""


def engine_requests(recorder: Any) -> list[str]:
    """What was asked for of the engine's files."""
    return [url for url in recorder.requests if "/assets/runtime/" in url]


@pytest.mark.parametrize("path", ["", "mishaps/overslept/", "evidence/"])
def test_a_reading_page_asks_for_nothing_of_the_engine_however_it_is_touched(
    open_page: OPEN, recorder: Any, path: str
) -> None:
    page = open_page(path)
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(5_000)
    assert engine_requests(recorder) == []


@pytest.mark.parametrize("path", ["composer/", "letter-check/"])
def test_a_tool_page_waits_for_a_sign_of_use(open_page: OPEN, recorder: Any, path: str) -> None:
    page = open_page(path)
    assert engine_requests(recorder) == []
    page.keyboard.press("Tab")
    page.locator("form textarea, form input").first.focus()
    # The driver tells of a request when it is asked to wait.
    for _ in range(600):
        if engine_requests(recorder):
            break
        page.wait_for_timeout(100)
    assert engine_requests(recorder) != []


def test_a_browser_that_saves_data_is_asked_first(open_page: OPEN, recorder: Any) -> None:
    page = open_page("letter-check/", before=lambda page: page.add_init_script(SAVING))
    page.fill("letter-check textarea", LETTER)
    page.wait_for_timeout(6_000)
    assert engine_requests(recorder) == []
    page.click('[data-do="load"]')
    page.wait_for_selector('[data-part="findings"] .st-finding', timeout=120_000)


def test_a_million_characters_leave_the_page_at_work_and_give_way_to_a_letter(open_page: OPEN) -> None:
    page = open_page("letter-check/")
    page.fill("letter-check textarea", LETTER)
    page.wait_for_selector('[data-part="findings"] .st-finding', timeout=120_000)
    text = "I was late for work. " * (LONG // 21)
    bare, longest = (page.evaluate(GAPS, [text, alone]) for alone in (True, False))
    assert longest < 3 * bare + 1_000, "the page stood still for longer than the browser itself needs"
    # The long text has one finding at most for each thing wrong; the letter has one that the long text has not.
    shown = "() => document.querySelector('[data-part=\"findings\"]').textContent"
    before = page.evaluate(shown)
    page.fill("letter-check textarea", LETTER + " I am desperate.")
    page.wait_for_function(f"before => ({shown})() !== before", arg=before, timeout=120_000)
    page.wait_for_selector('[data-part="findings"] .st-finding', timeout=120_000)
    assert page.locator('[data-part="failure"]').is_hidden()


def test_a_first_letter_about_the_slip_is_there_before_the_engine(open_page: OPEN) -> None:
    hold = "**/assets/runtime/*.wasm"
    page = open_page("composer/?mishap=overslept", before=lambda page: page.context.route(hold, lambda route: None))
    page.wait_for_selector('[data-part="first-letter"] .st-letter', timeout=60_000)
    assert "Dear" in page.inner_text('[data-part="first-letter"]')
    assert page.locator('[data-part="letter"]').is_hidden()


def test_the_own_letter_takes_the_place_of_the_first_one(open_page: OPEN) -> None:
    page = open_page("composer/?mishap=overslept")
    page.wait_for_selector('[data-part="letter"] .st-letter', timeout=120_000)
    assert page.locator('[data-part="first"]').is_hidden()


def test_a_key_asks_for_the_document_its_check_and_the_plan_once_each(open_page: OPEN) -> None:
    page = open_page("composer/?mishap=overslept", before=lambda page: page.add_init_script(COMMANDS))
    page.wait_for_selector('[data-part="letter"] .st-letter', timeout=120_000)
    role, letter = page.locator('[name="role"]'), page.locator('[data-part="letter"]')
    role.fill("Store Planne")
    page.wait_for_function("() => document.querySelector('.st-letter').textContent.includes('Store Planne')")
    page.wait_for_function("() => document.querySelector('[data-part=plan]').textContent.trim()")
    page.evaluate("() => { globalThis.commands.length = 0; }")
    role.press("End")
    role.press("r")
    letter.get_by_text("Store Planner").first.wait_for()
    assert sorted(page.evaluate("globalThis.commands")) == ["pack", "plan", "review"]
