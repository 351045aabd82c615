"""A walk over the states of the composer: in each of them axe looks, light and dark, at four widths.

One page goes through them all, so that a state is what a person comes to and not what a test sets up alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from test_browser_pack import change_sentence, show, told
from test_browser_reach import AT_REST, unfolded
from test_browser_ui import axe_violations, choose, first_letter

pytestmark = pytest.mark.browser

OPEN = Callable[..., Any]
WIDTHS = (320, 390, 768, 1280)
# A window as tall as the page: in a shorter one the bar lies over some field, wherever the page is scrolled to, and axe
# takes what is half under it for too small a target. What the bar covers has tests of its own.
TALL = 12_000
LAID_OUT = "async () => { for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame); }"


def objections(page: Any) -> list[str]:
    """What axe has against the page as it is, at each width, and what is wider than the window."""
    found = []
    page.evaluate(AT_REST)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": TALL})
        page.evaluate(LAID_OUT)
        found += [f"{width} px: {one}" for one in axe_violations(page)]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append(f"{width} px: wider than the window")
    return found


def before_a_letter(page: Any) -> Iterator[str]:
    """The states of somebody who has not been shown a letter, or is told to send none."""
    yield "nothing told"
    page.fill("#pick-mishap", "late")
    page.wait_for_selector('[data-part="matches"] button')
    yield "slips to choose from"
    choose(page, "told not to contact")
    page.wait_for_selector('[data-part="verdict"] h2, [data-part="verdict"] h3, [data-part="verdict"] p')
    unfolded(page)
    yield "nothing is to be sent"


def with_a_letter(page: Any) -> Iterator[str]:
    """The states around one letter."""
    first_letter(page)
    unfolded(page)
    page.wait_for_selector("#note-worst", state="attached")
    yield "a letter, everything open"
    page.locator(".st-letter [data-piece=salutation]").click()
    yield "an open sentence"
    page.get_by_role("button", name="Close", exact=True).click()
    change_sentence(page, "Please please give me one more chance, I beg you.")
    page.wait_for_selector("li.st-finding")
    yield "an own sentence with a finding"
    page.fill('[name="role"]', "Night Planner")
    page.wait_for_selector(".st-since")
    yield "an own sentence whose facts have changed since"
    page.locator('[data-do="work-add"]').click()
    page.wait_for_function("() => document.querySelector('letter-composer').desk.work.letters.length === 2")
    yield "a second letter"
    page.locator('[data-do="back"]').click()
    page.locator('[data-do="work-link"]').click()
    page.wait_for_selector("[data-part=link]:not([hidden])")
    yield "a link"
    page.set_input_files('[data-do="open"]', {"name": "x.json", "mimeType": "application/json", "buffer": b"{"})
    page.wait_for_function("() => document.querySelector('[data-part=refusal]').textContent.trim()")
    yield "a file that is refused"


def every_document(page: Any) -> Iterator[str]:
    """Each document of the pack that is offered."""
    for document in page.locator("#document option").evaluate_all("all => all.map(({ value }) => value)"):
        show(page, document)
        yield document


def afterwards(page: Any) -> Iterator[str]:
    """What they answered, and the debrief."""
    options = page.locator("#their-answer option").evaluate_all("all => all.map(({ value }) => value).filter(Boolean)")
    for answer in options:
        page.select_option("#their-answer", answer)
        yield f"they answered: {answer}"
    page.fill("#note-first_asked", "Why this team?")
    page.fill("#note-first_better", "Because of the night buses")
    page.wait_for_selector("[data-part=sheet] >> text=Because of the night buses.")
    yield "a sheet for the next time"


def what_is_asked(page: Any) -> Iterator[str]:
    """What the page asks before it goes on: where a file goes, and which of two tabs keeps its words."""
    letter = {"id": "x", "name": "Opened", "chosen": ["tripped"], "answers": {"role": "Clerk"}}
    work = {"kind": "second-take", "schema": 2, "letters": [letter], "current": "x"}
    file = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(work).encode()}
    page.set_input_files('[data-do="open"]', file)
    page.wait_for_selector('[data-do="open-beside"]')
    yield "where a file goes"
    page.locator('[data-do="open-leave"]').click()
    page.locator('[data-do="keep-here"]').check()
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.fill('[name="company"]', "From the other tab")
    page.wait_for_selector("[data-part=tabs]:not([hidden])")
    yield "which of two tabs"
    page.locator('[data-do="tabs-both"]').click()
    tab.close()
    yield "both side by side"


def several_people(page: Any) -> Iterator[str]:
    """A panel, and a note to one of them."""
    page.locator('[data-add="interviewers"]').click()
    page.fill('[name="interviewers[1].name"]', "Tom Ellery")
    page.wait_for_selector("#document option[value=panel-1]", state="attached")
    show(page, "panel-1")
    yield "a note to one of two"
    choose(page, "overslept")
    page.wait_for_function("() => document.querySelector('letter-composer').last?.assessment.action === 'call'")
    yield "ring now"


def cleared(page: Any) -> Iterator[str]:
    """All gone, with ten seconds to bring it back."""
    page.locator('[data-do="clear"]').click()
    page.wait_for_selector('[data-do="undo-clear"]:not([hidden])')
    yield "all cleared"
    page.locator('[data-do="undo-clear"]').click()
    told(page, "back")
    yield "all back"


WALKS = {
    "before a letter": (before_a_letter,),
    "a letter": (with_a_letter,),
    "documents": (every_document,),
    "afterwards": (afterwards, cleared),
    "what is asked": (what_is_asked, several_people),
}


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_composer(open_page: OPEN, scheme: str, walk: str) -> None:
    page = open_page("composer/", width=1280, height=TALL, color_scheme=scheme, reduced_motion="reduce")
    page.set_default_timeout(60_000)
    if walk not in ("before a letter", "a letter"):
        first_letter(page)
        unfolded(page)
        page.wait_for_selector("#note-worst", state="attached")
    seen = {state: objections(page) for part in WALKS[walk] for state in part(page)}
    assert len(seen) >= 2
    assert {state: found for state, found in seen.items() if found} == {}
