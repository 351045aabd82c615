"""No request leaves the site, none is made once someone types into a tool, and no address ever holds their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

import pytest

from bench_weight import KINDS

pytestmark = pytest.mark.browser

OPEN = Callable[..., Any]
SECRET = "xylophone quarrel"
LETTER = f"Dear Ms Costa,\n\nThank you for your time. The {SECRET} was my fault.\n\nSam Reed"


def holds_words(addresses: list[str]) -> list[str]:
    """The addresses that contain anything of what was typed."""
    return [one for one in addresses if any(word in unquote_plus(one).lower() for word in SECRET.split())]


READY = """async () => {
  const of = (file) => new URL(`../assets/second-take/${file}`, location.href).href;
  await (await import(of("match-mishaps.js"))).mishaps();
  await (await import(of("engine.js"))).start();
  const { steps } = await (await import(of("runtime-files.js"))).readManifest();
  if (!steps.includes("snapshot")) return;
  const kept = async () => (await (await caches.open("second-take-snapshot")).keys()).length > 0;
  for (let tries = 0; !(await kept()); tries += 1) {
    if (tries === 300) throw new Error("the engine's memory was not kept: settle before the first key");
    await new Promise((done) => setTimeout(done, 200));
  }
}"""


def settle(page: Any) -> None:
    """Wait for what the first sign of a reader sets going: the words for mishaps, the engine, and its kept memory.

    To be called before the first key, which stops the memory from being kept on this visit.
    """
    page.evaluate(READY)


@pytest.mark.parametrize("path", [*KINDS.values(), "nowhere/"])
def test_no_request_leaves_the_site_and_no_address_holds_what_is_typed(
    open_page: OPEN, recorder: Any, path: str
) -> None:
    page = open_page(path)
    page.dispatch_event("body", "pointerdown")
    page.mouse.wheel(0, 600)
    for field in page.locator("input[type=text]:visible, input:not([type]):visible, textarea:visible").all()[:4]:
        field.fill(SECRET)
        field.press("End")
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 0)")
    if page.locator(".md-search__input").count():
        page.locator(".md-search__input").fill(SECRET)
        page.locator(".md-search__input").press("End")
    page.wait_for_load_state("networkidle")
    assert recorder.foreign() == []
    assert holds_words([*recorder.requests, page.url]) == []


# Requests can only be heard to the very end, after the page is closed, where the driver tells of them.
UNTIL_CLOSED = pytest.mark.usefixtures("chromium")


def watched_until_closed(page: Any, recorder: Any, work: Callable[[], None]) -> list[str]:
    """What was asked for from the first key to the closing of the page."""
    before = len(recorder.requests)
    work()
    assert holds_words([page.url]) == []
    page.close(run_before_unload=False)
    found: list[str] = [url for url in recorder.requests[before:] if not url.startswith(("blob:", "data:"))]
    return found


@UNTIL_CLOSED
def test_the_composer_asks_for_nothing_from_the_first_key_until_it_is_closed(open_page: OPEN, recorder: Any) -> None:
    page = open_page("composer/")
    page.click("#pick-mishap")
    settle(page)

    def work() -> None:
        page.keyboard.type("rambled")
        page.click('[data-part="matches"] button >> nth=0')
        page.fill('[name="role"]', SECRET)
        page.fill('[name="interviewers[0].name"]', "Ana Costa")
        page.wait_for_function("text => document.querySelector('.st-letter')?.textContent.includes(text)", arg=SECRET)
        page.click('[data-do="another"]')
        page.click('[data-do="clear"]')

    assert watched_until_closed(page, recorder, work) == []


@UNTIL_CLOSED
def test_the_letter_check_asks_for_nothing_from_the_first_key_until_it_is_closed(
    open_page: OPEN, recorder: Any
) -> None:
    page = open_page("letter-check/")
    page.click("#letter-text")
    settle(page)

    def work() -> None:
        page.keyboard.type(LETTER)
        page.wait_for_selector("li.st-finding")

    assert watched_until_closed(page, recorder, work) == []


@UNTIL_CLOSED
def test_the_checklist_asks_for_nothing_from_the_first_key_until_it_is_closed(open_page: OPEN, recorder: Any) -> None:
    page = open_page("checklist/")
    page.click("#pick-mishap")
    settle(page)

    def work() -> None:
        page.keyboard.type("rambled")
        page.click('[data-part="matches"] button >> nth=0')
        page.wait_for_selector(".st-sort .st-verdict")
        page.check("#t-absorb")

    assert watched_until_closed(page, recorder, work) == []
