"""Without a store, or without a connection from the start: the page says so, loses nothing and throws nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from test_browser_faults import ANSWER, FIELD, letter_holds, patient, survives_a_reload, write

pytestmark = pytest.mark.browser

OPEN = Callable[..., Any]
UNKEPT = "[data-unkept]:visible"
FILL_THE_STORE = """() => {
  for (let size = 1 << 22; size >= 1; size >>= 1) {
    try {
      for (let n = 0; ; n += 1) sessionStorage.setItem(`filler ${size} ${n}`, "x".repeat(size));
    } catch {}
  }
}"""
DENIED = """
for (const name of ["sessionStorage", "localStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""


def test_a_full_store_is_told_for_as_long_as_it_is_full_and_everything_else_works(open_page: OPEN) -> None:
    page = patient(open_page("composer/"))
    page.evaluate(FILL_THE_STORE)
    assert page.locator(UNKEPT).count() == 0
    write(page)
    letter_holds(page)
    assert "does not keep drafts" in page.locator(UNKEPT).first.inner_text()
    assert page.locator(".st-promise").is_hidden(), "the page promises to keep what it cannot keep"
    assert page.input_value(FIELD) == ANSWER
    page.evaluate("sessionStorage.clear()")
    page.fill('[name="role"]', "Store Planner")
    page.wait_for_selector(".st-promise")
    assert page.locator(UNKEPT).count() == 0
    survives_a_reload(page)


def test_the_words_about_a_full_store_are_also_said_once_in_the_status_line(open_page: OPEN) -> None:
    page = patient(open_page("composer/"))
    page.evaluate(FILL_THE_STORE)
    page.evaluate(
        """() => {
          window.heard = [];
          const line = document.querySelector("[data-part=status]");
          new MutationObserver(() => heard.push(line.textContent)).observe(line, { childList: true });
        }"""
    )
    write(page)
    letter_holds(page)
    assert sum("does not keep drafts" in text for text in page.evaluate("heard")) == 1


@pytest.mark.parametrize("path", ["composer/", "letter-check/", "checklist/"])
def test_where_the_store_is_denied_each_tool_says_so(open_page: OPEN, path: str) -> None:
    page = patient(open_page(path, before=lambda page: page.add_init_script(DENIED)))
    if path == "checklist/":
        page.check("#t-absorb")
    else:
        page.fill("#letter-text, [name=role]", "Dear Ms Costa,")
    page.wait_for_selector(UNKEPT)
    assert "does not keep" in page.locator(UNKEPT).first.inner_text()


def test_where_the_store_is_denied_the_letter_is_written_all_the_same(open_page: OPEN) -> None:
    page = patient(open_page("composer/", before=lambda page: page.add_init_script(DENIED)))
    write(page)
    letter_holds(page)


@pytest.mark.parametrize("path", ["", "composer/", "mishaps/late-arrival/"])
def test_where_the_store_is_denied_the_colours_can_be_changed_for_the_page(open_page: OPEN, path: str) -> None:
    page = patient(open_page(path, before=lambda page: page.add_init_script(DENIED)))
    scheme = page.get_attribute("body", "data-md-color-scheme")
    for _ in range(3):
        page.click("[data-st-palette] label:not([hidden])")
        if page.get_attribute("body", "data-md-color-scheme") != scheme:
            break
    assert page.get_attribute("body", "data-md-color-scheme") != scheme
    page.wait_for_load_state("networkidle")  # the theme's own script has come and looked around


@pytest.mark.parametrize("path", ["composer/", "checklist/"])
def test_without_a_connection_from_the_start_a_slip_is_chosen_from_the_lists(open_page: OPEN, path: str) -> None:
    page = patient(open_page(path))
    page.context.set_offline(True)
    page.fill("#pick-mishap", "rambled")
    page.wait_for_selector('[data-part="unsearched"]')
    described = page.get_attribute("#pick-mishap", "aria-describedby").split()
    assert page.get_attribute('[data-part="unsearched"]', "id") in described
    page.click(".st-lists summary >> nth=0")
    page.check("#m-late-arrival")
    assert page.locator('[data-part="chosen"] li').count() == 1
    page.context.set_offline(False)
    page.wait_for_selector('[data-part="matches"] button')
    assert page.locator('[data-part="unsearched"]').is_hidden()


def test_a_finder_that_loses_the_connection_names_the_whole_list_until_it_is_back(open_page: OPEN) -> None:
    page = patient(open_page("mishaps/"))
    page.dispatch_event("body", "pointerdown")
    page.evaluate("customElements.whenDefined('mishap-finder')")
    page.context.set_offline(True)
    page.fill("#find-mishap", "rambled")
    page.wait_for_selector('.st-finder [data-part="unsearched"] a')
    page.context.set_offline(False)
    page.wait_for_selector('.st-finder [data-part="results"] a')
    assert page.locator('.st-finder [data-part="unsearched"]').is_hidden()


def test_a_finder_that_could_not_be_fetched_comes_with_the_connection(open_page: OPEN) -> None:
    page = patient(open_page("mishaps/"))
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: "mishap-finder" in request.url):
        page.fill("#find-mishap", "rambled")
    page.context.set_offline(False)
    page.wait_for_selector('.st-finder [data-part="results"] a')


def test_a_store_that_is_cleared_under_us_is_filled_again_with_everything(open_page: OPEN) -> None:
    page = patient(open_page("composer/"))
    write(page)
    page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
    page.fill('[name="role"]', "Store Planner")
    survives_a_reload(page)
    assert page.input_value('[name="role"]') == "Store Planner"
