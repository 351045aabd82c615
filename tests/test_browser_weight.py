"""A page that nobody has touched is light, and the first touch finds everything at work and nothing moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench_weight import BUDGET, first_view

pytestmark = pytest.mark.browser

OPEN = Callable[..., Any]
ADVICE = "mishaps/overslept/"
LOOKS = """() => {
  const names = ["display", "position", "color", "background-color", "border-top-width", "border-top-color",
    "border-radius", "font-size", "font-weight", "font-family", "line-height", "margin-top", "padding-left", "opacity",
    "visibility", "box-shadow", "text-decoration-line", "list-style-type", "content"];
  const seen = [...document.querySelectorAll("body, body :not(script, svg, svg *)")].filter((it) =>
    it.checkVisibility({ visibilityProperty: true }));
  const shown = (it) => [null, "::before", "::after"].map((pseudo) => {
    const style = getComputedStyle(it, pseudo);
    return names.map((name) => style.getPropertyValue(name)).join("|");
  });
  return seen.map((it) => {
    const { left, top, width, height } = it.getBoundingClientRect();
    const place = [left, top + scrollY, width, height].map(Math.round).join(" ");
    return `${it.tagName}.${it.className} ${it.matches(".md-sidebar__scrollwrap") ? "" : place} ${shown(it)}`;
  });
}"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""
AWAKE = "() => document.querySelector('script[src*=\"javascripts/bundle\"]') && globalThis.document$"


def theme_of(requests: list[str]) -> list[str]:
    """The requests for the theme's own script, its search worker and its index."""
    return [url for url in requests if "/javascripts/" in url or url.endswith("search_index.json")]


def wake(page: Any) -> None:
    """Touch the page where nothing can be pressed, and wait until the theme's script runs."""
    page.dispatch_event("body", "pointerdown")
    page.wait_for_function(AWAKE)
    page.wait_for_function("() => [...document.styleSheets].length === 2")


def test_the_first_view_of_an_advice_page_stays_within_its_budget(chromium: Any, site_folder: Path) -> None:
    sent = first_view(chromium, site_folder, ADVICE)
    assert sum(sent.values()) <= BUDGET, sent
    assert theme_of(list(sent)) == []


@pytest.mark.parametrize("path", ["", ADVICE, "guide/how-bad/", "evidence/", "regions/", "composer/", "letter-check/"])
def test_an_untouched_page_asks_for_no_theme_script_and_no_search_index(
    open_page: OPEN, recorder: Any, path: str
) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    assert theme_of(recorder.requests) == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["", ADVICE, "guide/how-bad/", "evidence/", "regions/"])
@pytest.mark.usefixtures("chromium")  # the one engine that tells of shifts
def test_a_reading_page_never_shifts_while_it_loads(open_page: OPEN, path: str, width: int) -> None:
    page = open_page(path, width=width)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["", ADVICE, "regions/"])
def test_nothing_moves_or_changes_its_looks_when_the_theme_arrives(
    open_page: OPEN, path: str, width: int, scheme: str
) -> None:
    page = open_page(path, width=width, color_scheme=scheme, reduced_motion="reduce")
    before = page.evaluate(LOOKS)
    wake(page)
    after = page.evaluate(LOOKS)
    assert [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]][:3] == []
    assert len(before) == len(after) > 50


def test_the_first_tap_on_search_opens_it_and_only_then_is_the_index_fetched(open_page: OPEN, recorder: Any) -> None:
    page = open_page(ADVICE, width=390)
    wake(page)
    assert not any(url.endswith("search_index.json") for url in recorder.requests)
    page = open_page(ADVICE, width=390)
    page.click("button[for=__search]")
    assert page.evaluate("document.activeElement.matches('.md-search__input')")
    page.keyboard.type("alarm clock")
    page.wait_for_selector(".st-search .st-results a")
    page.wait_for_selector(".md-search-result__item a")
    assert any(url.endswith("search_index.json") for url in recorder.requests)


def test_what_was_typed_into_the_search_box_at_once_is_found(open_page: OPEN) -> None:
    page = open_page(ADVICE)
    page.locator(".md-search__input").press_sequentially("rambled")
    page.wait_for_selector(".md-search-result__item a")
    page.wait_for_selector(".st-search .st-results a")


def test_the_first_press_of_the_search_key_opens_the_search_and_escape_closes_it(open_page: OPEN) -> None:
    for width in (390, 1280):
        page = open_page(ADVICE, width=width)
        page.keyboard.press("/")
        assert page.is_checked("#__search")
        assert page.input_value(".md-search__input") == ""
        page.keyboard.press("Escape")
        assert not page.is_checked("#__search")


@pytest.mark.parametrize("path", [ADVICE, "composer/"])
def test_the_first_tap_or_key_on_the_menu_opens_it_and_escape_closes_it(open_page: OPEN, path: str) -> None:
    page = open_page(path, width=390)
    page.click("button[for=__drawer]")
    page.wait_for_function("() => document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
    page = open_page(path, width=390)
    menu = page.locator("button[for=__drawer]")
    assert menu.get_attribute("aria-expanded") == "false"
    menu.focus()
    page.keyboard.press("Enter")
    assert page.is_checked("#__drawer")
    assert menu.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not page.is_checked("#__drawer")


def test_the_first_tap_on_the_colours_changes_them_and_they_stay(open_page: OPEN) -> None:
    page = open_page(ADVICE, width=390, color_scheme="dark")
    scheme = "document.body.dataset.mdColorScheme"
    assert page.evaluate(scheme) == "slate"
    page.click("[data-st-palette] label:not([hidden])")
    assert page.evaluate(scheme) == "default"
    page.reload()
    assert page.evaluate(scheme) == "default"
    wake(page)
    assert page.evaluate(scheme) == "default"
    page.click("[data-st-palette] label:not([hidden])")
    page.click("[data-st-palette] label:not([hidden])")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {scheme} === 'default'")


def test_pages_with_a_tool_never_fetch_the_theme_script(open_page: OPEN, recorder: Any) -> None:
    page = open_page("composer/")
    page.dispatch_event("body", "pointerdown")
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    assert theme_of(recorder.requests) == []
