"""The tools for everyone: short windows, wide spacing, the keyboard alone, names written from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from test_browser_ui import first_letter, tab_to

pytestmark = pytest.mark.browser
OPEN = Callable[..., Any]
TOOLS = ("composer/", "checklist/", "letter-check/")
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
    * { word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter((node) => node.checkVisibility() && node.childElementCount === 0 && node.textContent.trim())
  .filter((node) => {
    const { overflowX, overflowY } = getComputedStyle(node);
    const beside = node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".st-dock");
    const across = overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1;
    return beside || across || (overflowY === "hidden" && node.scrollHeight > node.clientHeight + 1);
  })
  .map((node) => node.textContent.trim().slice(0, 60))"""
# Until nothing on the page has changed for half a second.
AT_REST = """() => new Promise((done) => {
  let timer = setTimeout(done, 500);
  const later = () => { clearTimeout(timer); timer = setTimeout(done, 500); };
  new MutationObserver(later).observe(document.body, { subtree: true, childList: true, attributes: true });
})"""
WITHOUT_EDGE = """() => [...document.querySelectorAll("main :is(button, select, textarea, input, summary)")]
  .filter((node) => node.checkVisibility())
  .filter((node) => {
    const { appearance, borderTopStyle, borderTopWidth } = getComputedStyle(node);
    const drawn = borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1;
    return !drawn && appearance === "none" && !node.closest("details, label");
  })
  .map((node) => node.outerHTML.slice(0, 80))"""
WITHOUT_ARROW = """() => [...document.querySelectorAll("main summary")]
  .filter((node) => node.checkVisibility())
  .filter((node) => {
    const { backgroundColor, maskImage } = getComputedStyle(node, "::after");
    return maskImage !== "none" && backgroundColor === getComputedStyle(document.body).backgroundColor;
  })
  .map((node) => node.textContent.trim().slice(0, 60))"""
MOVING = """() => [...document.querySelectorAll("main *")]
  .filter((node) => {
    const { animationName, animationDuration, transitionDuration } = getComputedStyle(node);
    const longest = Math.max(...transitionDuration.split(",").map(parseFloat));
    return longest > 0.01 || (animationName !== "none" && parseFloat(animationDuration) > 0.01);
  })
  .map((node) => node.outerHTML.slice(0, 80))"""
DIRECTION = "(node) => getComputedStyle(node).direction"
# Where the focus is, and whether any of three heights of it is free to see; radio buttons may be drawn by their label.
FOCUS = """async () => {
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame); // Firefox scrolls later
  const node = document.activeElement;
  if (node === document.body || !document.hasFocus()) return null; // past the end the browser itself has the focus
  const shown = (box, down) => {
    const there = document.elementFromPoint((Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, down);
    return there && (node.contains(there) || there.closest("label")?.control === node);
  };
  // The theme draws the colour switch by the label of the choice to come.
  const free = node.closest(".md-header") !== null || [...node.getClientRects()].some((box) =>
    [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2].some((down) => shown(box, down)));
  return { name: node.name || node.id || node.textContent.trim().slice(0, 40), free };
}"""


def unfolded(page: Any) -> None:
    """Open every part that a click would open."""
    page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")


def started(open_page: OPEN, path: str, **window: Any) -> Any:
    page = open_page(path, **window)
    page.set_default_timeout(60_000)
    if path == "composer/":
        first_letter(page)
    unfolded(page)
    page.evaluate(AT_REST)
    return page


@pytest.mark.parametrize("path", TOOLS)
@pytest.mark.parametrize(("width", "height"), [(320, 256), (390, 664)])
def test_what_has_the_focus_is_never_hidden_behind_the_bar_or_the_header(
    open_page: OPEN, path: str, width: int, height: int
) -> None:
    page = started(open_page, path, width=width, height=height, reduced_motion="reduce")
    page.evaluate("scrollTo(0, 0)")
    seen = []
    while len(seen) < 400:
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found is None or (seen and found["name"] == seen[0]["name"]):
            break
        seen.append(found)
    assert len(seen) > 15
    assert [found["name"] for found in seen if not found["free"]] == []


@pytest.mark.parametrize("place", ["[data-part=jump]", ".st-dock [data-do=back]", ".st-dock [data-do=clear]"])
def test_a_message_pushes_no_button_that_has_the_focus_out_of_a_short_window(open_page: OPEN, place: str) -> None:
    page = started(open_page, "composer/", width=320, height=256, reduced_motion="reduce")
    page.evaluate("document.querySelector('letter-composer').status.now('')")  # whatever it was about to tell
    page.focus(place)
    page.evaluate("(words) => document.querySelector('letter-composer').status.now(words)", "A long message. " * 6)
    page.wait_for_selector(".st-dock .st-status:not(:empty)")
    assert page.evaluate(FOCUS)["free"]


@pytest.mark.parametrize("path", TOOLS)
def test_the_bar_takes_a_fourth_of_a_short_window_at_most(open_page: OPEN, path: str) -> None:
    page = started(open_page, path, width=320, height=256)
    page.evaluate("document.querySelector('letter-composer')?.status.now('')")  # whatever it was about to tell
    assert page.evaluate("document.querySelector('.st-dock').getBoundingClientRect().height") <= 64
    clear = page.get_by_role("button", name="Clear everything")
    box = clear.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["y"] + box["height"] <= 256


@pytest.mark.parametrize("path", TOOLS)
@pytest.mark.parametrize("width", [320, 1280])
def test_wide_spacing_cuts_no_word_off(open_page: OPEN, path: str, width: int) -> None:
    page = started(open_page, path, width=width)
    page.evaluate(SPACED)
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_name_written_from_right_to_left_turns_no_line_of_the_letter_round(open_page: OPEN) -> None:
    page = started(open_page, "composer/")
    name = "\u0646\u0648\u0631 \u0627\u0644\u0647\u062f\u0649"
    for field in ("candidate.name", "interviewers[0].name"):
        page.fill(f'[name="{field}"]', name)
        assert page.locator(f'[name="{field}"]').evaluate(DIRECTION) == "rtl"
    page.wait_for_function("(name) => document.querySelector('.st-letter').innerText.includes(name)", arg=name)
    lines = [line for line in page.locator(".st-letter > *").all() if re.search(r"[a-z]{4}", line.inner_text())]
    assert len(lines) > 3
    assert {line.evaluate(DIRECTION) for line in lines} == {"ltr"}


def test_documents_keeping_and_steps_back_need_no_mouse(open_page: OPEN) -> None:
    page = open_page("composer/", width=390, height=664)
    page.set_default_timeout(60_000)
    first_letter(page)
    tab_to(page, "#document")
    shown = page.evaluate("document.querySelector('letter-composer').shown")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("(was) => document.querySelector('letter-composer').shown !== was", arg=shown)
    tab_to(page, "[data-part=work] > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-do=work-add]")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('letter-composer').desk.work.letters.length === 2")
    tab_to(page, "[data-do=back]")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('letter-composer').desk.work.letters.length === 1")
    tab_to(page, "[data-do=clear]")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('[name=role]').value === ''")
    tab_to(page, "[data-do=undo-clear]")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('[name=role]').value === 'Store Planner'")


def test_forced_colours_leave_every_control_of_the_composer_an_edge_and_every_fold_its_arrow(open_page: OPEN) -> None:
    page = open_page("composer/", forced_colors="active", reduced_motion="reduce")
    page.set_default_timeout(60_000)
    first_letter(page)
    unfolded(page)
    page.evaluate(AT_REST)
    assert page.evaluate(WITHOUT_EDGE) == []
    assert page.evaluate(WITHOUT_ARROW) == []


def test_with_less_motion_asked_for_nothing_in_the_composer_moves(open_page: OPEN) -> None:
    page = started(open_page, "composer/", reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
