"""What axe cannot see, or sees only when something is open: names, forced colours, tab stops, contrast of the tabs."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from test_browser_ui import axe_violations

OPEN = Callable[..., Any]
NARROW = {"width": 360, "height": 740}
# The theme's own switches are never shown and never take the focus; their labels do.
SWITCHES = re.compile(r"__(drawer|search|toc|nav_\d+(_\d+)*)$")
STOP = """async () => {
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame); // not all scroll at once
  const it = document.activeElement;
  if (it === document.body || !document.hasFocus()) return ""; // past the ends the browser itself has the focus
  const words = it.getAttribute("href") ?? it.textContent.trim().slice(0, 30);
  const name = `${it.tagName}.${it.className}#${it.id} ${words}`;
  // The colour switch is an unseen box; the label beside it is what shows and takes the ring. So are the round choices.
  const shown = it.matches(".md-option") ? it.nextElementSibling : it;
  const boxes = [...shown.getClientRects()];
  const seen = boxes.some(({ left, top, width, height }) => {
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return at && (shown.contains(at) || at.contains(shown));
  });
  return `${seen ? "seen" : "unseen"} ${name}`;
}"""
TABS = """() => [...document.querySelectorAll(".md-tabs__link")].map((link) => {
  const { color, opacity } = getComputedStyle(link);
  return { color, opacity, ground: getComputedStyle(document.querySelector(".md-tabs")).backgroundColor };
})"""


class Boxes(HTMLParser):
    """The tick boxes and round choices of one page, and what names them."""

    def __init__(self) -> None:
        super().__init__()
        self.open_label = False
        self.found: list[tuple[str, bool]] = []
        self.labels: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "label":
            self.open_label = True
            self.labels.add(given.get("for") or "")
        if tag == "input" and given.get("type") in {"checkbox", "radio"}:
            named = self.open_label or bool(given.get("aria-label") or given.get("aria-labelledby"))
            self.found.append((given.get("id") or "", named))

    def handle_endtag(self, tag: str) -> None:
        self.open_label = self.open_label and tag != "label"


def test_every_tick_box_and_round_choice_has_a_name(site_folder: Path) -> None:
    looked_at = 0
    for page in sorted(site_folder.rglob("*.html")):
        boxes = Boxes()
        boxes.feed(page.read_text(encoding="utf-8"))
        for name, named in boxes.found:
            if not SWITCHES.match(name):
                looked_at += 1
                assert named or name in boxes.labels - {""}, f"{page.relative_to(site_folder)}: {name}"
    assert looked_at > 50


COLOURS = """async (address) => {
  const picture = await createImageBitmap(await (await fetch(address)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const counts = new Map();
  const points = new Uint32Array(canvas.getImageData(0, 0, picture.width, picture.height).data.buffer);
  for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 3).length;
}"""


def colours_of(page: Any, selector: str) -> int:
    """How many colours an element shows; a thing that cannot be seen shows one."""
    picture = base64.b64encode(page.locator(selector).first.screenshot()).decode("ascii")
    counter = page.context.new_page()
    found: int = counter.evaluate(COLOURS, f"data:image/png;base64,{picture}")
    counter.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_can_be_seen_in_forced_colours(open_page: OPEN, scheme: str) -> None:
    page = open_page("checklist/", forced_colors="active", color_scheme=scheme, **NARROW)
    for selector in ("#t-absorb", "button[for=__drawer]", "[data-st-palette] label:not([hidden])", "#pick-mishap"):
        assert colours_of(page, selector) >= 2, selector
    before = page.locator("#t-absorb").screenshot()
    page.check("#t-absorb")
    page.evaluate("document.activeElement.blur()")
    assert page.locator("#t-absorb").screenshot() != before, "a ticked box looks like an empty one"
    page = open_page("", forced_colors="active", color_scheme=scheme, **NARROW)
    for selector in ("button[for=__search]", "#find-mishap", ".st-hero .st-button", ".st-door"):
        assert colours_of(page, selector) >= 2, selector


@pytest.mark.browser
@pytest.mark.parametrize("colours", ["active", "none"])
@pytest.mark.parametrize("path", ["mishaps/overslept/", "checklist/"])
def test_what_has_the_focus_has_a_ring_in_forced_colours_too(open_page: OPEN, path: str, colours: str) -> None:
    page = open_page(path, forced_colors=colours, **NARROW, reduced_motion="reduce")
    for _ in range(8):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => {
              const it = document.activeElement;
              const shown = it.matches(".md-option") ? it.nextElementSibling : it;
              const { outlineStyle, outlineWidth } = getComputedStyle(shown);
              return [it.outerHTML.slice(0, 90), outlineStyle, parseFloat(outlineWidth)];
            }"""
        )
        assert style[1] != "none", style
        assert style[2] >= 2, style


@pytest.mark.browser
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("path", ["", "mishaps/overslept/", "checklist/", "evidence/"])
def test_no_tab_stop_is_hidden_on_a_narrow_screen(open_page: OPEN, path: str, key: str) -> None:
    page = open_page(path, **NARROW, reduced_motion="reduce")
    stops = []
    for _ in range(40):
        page.keyboard.press(key)
        page.wait_for_timeout(30)
        stops.append(page.evaluate(STOP))
    assert [stop for stop in stops if stop.startswith("unseen")] == []
    assert len(set(stops)) > 12


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance of a colour, as WCAG 2 defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: tuple[float, ...], ground: tuple[float, ...]) -> float:
    """The contrast of two colours."""
    lighter, darker = sorted((luminance(front), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def parts_of(colour: str) -> tuple[float, ...]:
    """The three parts of a computed colour; it must not be see-through."""
    found = re.fullmatch(r"rgb\(([\d.]+), ([\d.]+), ([\d.]+)\)", colour)
    assert found, colour
    return tuple(float(part) for part in found.groups())


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tabs_have_the_contrast_of_text_even_when_the_theme_fades_them(open_page: OPEN, scheme: str) -> None:
    page = open_page("guide/how-bad/", color_scheme=scheme)
    page.dispatch_event("body", "pointerdown")
    page.wait_for_function("() => [...document.styleSheets].length === 2")
    tabs = page.evaluate(TABS)
    assert len(tabs) > 5
    for tab in tabs:
        ground, front = parts_of(tab["ground"]), parts_of(tab["color"])
        opacity = float(tab["opacity"])
        mixed = tuple(opacity * one + (1 - opacity) * other for one, other in zip(front, ground, strict=True))
        assert contrast(mixed, ground) >= 4.5, tab


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_with_the_search_open(open_page: OPEN, width: int, scheme: str) -> None:
    page = open_page("mishaps/overslept/", width=width, color_scheme=scheme, reduced_motion="reduce")
    page.keyboard.press("/")
    page.wait_for_function("() => document.activeElement.matches('.md-search__input')")
    page.keyboard.type("rambled")
    page.wait_for_selector(".md-search-result__item a")
    page.wait_for_selector(".st-search .st-results a")
    assert axe_violations(page) == []


@pytest.mark.browser
def test_axe_finds_nothing_with_the_menu_open_or_on_the_page_for_unknown_addresses(open_page: OPEN) -> None:
    page = open_page("mishaps/overslept/", width=390, reduced_motion="reduce")
    page.click("button[for=__drawer]")
    page.wait_for_function("() => document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
    assert axe_violations(page) == []
    page = open_page("there-is-no-such-page/", width=390)
    assert axe_violations(page) == []
