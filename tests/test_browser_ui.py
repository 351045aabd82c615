"""The tools as a person uses them: by keyboard, on a phone, with script off, with the engine refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from test_browser_requests import settle

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("", "checklist/", "composer/", "letter-check/", "mishaps/rambled/", "mishaps/")
ANSWER = "I would start from the cost of one crate. At Cobalt Foods I priced 40 lines that way."
BEGGING = (
    "Subject: Please\n\nDear Ms Costa,\n\nPlease please give me one more chance. I am desperate for this job.\n\nSam"
)
OPEN = Callable[..., Any]


def axe_violations(page: Any) -> list[str]:
    """What axe objects to, as `rule: element`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run({ runOnly: tags }).then(({ violations }) =>"
        " violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)))",
        AXE_TAGS,
    )
    result: list[str] = found
    return result


def tab_to(page: Any, selector: str, most: int = 120) -> None:
    """Press Tab until the element with the focus matches."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} was not reached with {most} tabs")


def choose(page: Any, words: str = "rambled") -> None:
    """Pick a slip by typing a few words."""
    page.fill("#pick-mishap", words)
    page.click('[data-part="matches"] button >> nth=0')


def first_letter(page: Any) -> None:
    """A composer with a slip, an interviewer, a role and an answer, and its letter."""
    choose(page)
    page.fill('[name="interviewers[0].name"]', "Ana Costa")
    page.fill('[name="role"]', "Store Planner")
    page.fill('[name="evidence[0].answer"]', ANSWER)
    page.wait_for_function("text => document.querySelector('.st-letter')?.textContent.includes(text)", arg=ANSWER)


def sentence(page: Any, words: str) -> Any:
    return page.locator(".st-sentence", has_text=words).first


def test_from_the_home_page_to_a_copied_letter_with_the_keyboard_alone(open_page: OPEN) -> None:
    for width in (1280, 390):
        page = open_page("", width=width, permissions=["clipboard-read", "clipboard-write"])
        tab_to(page, '.st-door a[href*="composer"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/composer/")
        tab_to(page, "#pick-mishap")
        page.keyboard.type("rambled")
        page.wait_for_selector('[data-part="matches"] button')
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        tab_to(page, '[name="interviewers[0].name"]')
        page.keyboard.type("Ana Costa")
        tab_to(page, '[name="role"]')
        page.keyboard.type("Store Planner")
        tab_to(page, '[name="evidence[0].answer"]')
        page.keyboard.type(ANSWER)
        page.wait_for_function("text => document.querySelector('.st-letter')?.textContent.includes(text)", arg=ANSWER)
        tab_to(page, '[data-do="copy"]')
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('[data-part=status]').textContent.includes('clipboard')")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Dear Ana Costa,")
        assert ANSWER in copied


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_home_page_and_the_tools(open_page: OPEN, scheme: str, width: int) -> None:
    for path in PAGES:
        page = open_page(path, width=width, color_scheme=scheme)
        assert axe_violations(page) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_composer_with_a_letter_and_an_open_sentence(open_page: OPEN, scheme: str) -> None:
    page = open_page("composer/", width=390, color_scheme=scheme)
    first_letter(page)
    sentence(page, "Dear Ana Costa").click()
    page.click('[data-part="overrule"] summary')
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert axe_violations(page) == []


def test_axe_finds_nothing_in_a_letter_check_with_findings(open_page: OPEN) -> None:
    page = open_page("letter-check/", width=390)
    page.fill("#letter-text", BEGGING)
    page.wait_for_selector("li.st-finding")
    assert axe_violations(page) == []


def test_what_was_typed_survives_a_reload_and_clear_removes_it_and_can_be_taken_back(open_page: OPEN) -> None:
    page = open_page("composer/")
    first_letter(page)
    page.reload()
    assert page.input_value('[name="role"]') == "Store Planner"
    page.wait_for_function("text => document.querySelector('.st-letter')?.textContent.includes(text)", arg=ANSWER)
    page.click('[data-do="clear"]')
    assert page.input_value('[name="role"]') == ""
    assert page.locator(".st-letter").is_hidden()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('second-take'))") == []
    page.click('[data-do="undo-clear"]')
    assert page.input_value('[name="role"]') == "Store Planner"


def test_no_request_is_made_between_the_first_letter_and_leaving(open_page: OPEN, recorder: Any) -> None:
    page = open_page("composer/")
    page.click("#pick-mishap")
    settle(page)
    first_letter(page)
    before = len(recorder.requests)
    page.fill('[name="company"]', "Bright & Co")
    sentence(page, "Dear Ana Costa").click()
    page.click('[data-do="another"]')
    page.wait_for_timeout(600)
    assert recorder.requests[before:] == []


def test_a_sentence_opened_by_keyboard_says_which_answer_it_rests_on(open_page: OPEN) -> None:
    page = open_page("composer/")
    first_letter(page)
    sentence(page, "Store Planner role").press("Enter")
    note = page.locator(".st-note")
    assert "Which role was it for?" in note.inner_text()
    page.keyboard.press("Escape")
    assert note.count() == 0


def test_an_edited_sentence_stays_when_an_answer_changes_and_says_so(open_page: OPEN) -> None:
    page = open_page("composer/")
    first_letter(page)
    thanks = sentence(page, "Store Planner role")
    thanks.click()
    page.fill("#own-wording", "Thank you for the long talk.")
    page.wait_for_function(
        "() => document.querySelector('.st-letter').textContent.includes('Thank you for the long talk.')"
    )
    page.fill('[name="role"]', "Range Planner")
    page.wait_for_function("() => document.querySelector('[data-changed]')")
    text = page.locator(".st-letter").inner_text()
    assert "Thank you for the long talk." in text
    assert "Range Planner" in text


def test_another_wording_changes_the_letter_and_leaves_the_persons_own_sentences(open_page: OPEN) -> None:
    page = open_page("composer/")
    first_letter(page)
    before = page.locator(".st-letter").inner_text()
    page.click('[data-do="another"]')
    page.wait_for_function("before => document.querySelector('.st-letter').innerText !== before", arg=before)
    assert ANSWER in page.locator(".st-letter").inner_text()


def test_markup_in_an_answer_is_shown_as_text(open_page: OPEN) -> None:
    page = open_page("composer/")
    first_letter(page)
    page.fill('[name="interviewers[0].name"]', "<img src=x onerror=alert(1)>")
    page.wait_for_function("() => document.querySelector('.st-letter').textContent.includes('<img')")
    assert page.locator(".st-letter img").count() == 0


def test_the_letter_is_no_live_region_and_one_status_line_tells_of_changes(open_page: OPEN) -> None:
    page = open_page("composer/")
    first_letter(page)
    assert (
        page.locator("[aria-live], [role=alert], [role=log]").count() == page.locator(".md-header [aria-live]").count()
    )
    assert page.locator('letter-composer [role="status"]').count() == 1
    page.wait_for_function("() => /\\d+ words/.test(document.querySelector('[data-part=status]').textContent)")


def test_when_the_engine_is_refused_answers_stay_and_a_second_try_works(open_page: OPEN) -> None:
    refused = True

    def before(page: Any) -> None:
        page.route("**/assets/runtime/*.wasm", lambda route: route.abort() if refused else route.continue_())

    page = open_page("composer/?mishap=rambled", before=before)
    page.fill('[name="role"]', "Store Planner")
    page.wait_for_timeout(1500)  # each change tries again by itself; let the last of them fail
    page.wait_for_selector('[data-part="failure"]:not([hidden])')
    assert page.get_attribute('[data-part="sample"]', "href") == "../mishaps/rambled/#sample-letter"
    refused = False
    page.click('[data-do="retry"]')
    page.wait_for_selector(".st-letter .st-sentence")
    assert page.input_value('[name="role"]') == "Store Planner"
    assert page.locator('[data-part="failure"]').is_hidden()


def test_the_slip_from_a_link_is_chosen_and_leaves_the_address(open_page: OPEN) -> None:
    page = open_page("composer/?mishap=rambled")
    assert "I rambled" in page.locator('[data-part="chosen"]').inner_text()
    assert page.url.endswith("/composer/")


def test_the_verdict_can_be_overruled_and_followed_again(open_page: OPEN) -> None:
    page = open_page("composer/?mishap=visible-nerves")
    page.wait_for_selector(".st-verdict")
    page.click('[data-part="overrule"] summary')
    page.select_option('[name="choose.kind"]', "owning-it")
    page.wait_for_selector("[data-follow]:not([hidden])")
    page.wait_for_selector(".st-letter .st-sentence")
    page.click("[data-follow]")
    page.wait_for_function("() => document.querySelector('[name=\"choose.kind\"]').value === ''")


def test_only_the_letter_is_printed(open_page: OPEN) -> None:
    page = open_page("composer/")
    first_letter(page)
    page.emulate_media(media="print")
    assert page.locator(".st-letter").is_visible()
    for hidden in (".st-questions", ".st-dock", ".st-bar", ".st-verdict", ".md-header", ".md-footer"):
        assert page.locator(hidden).first.is_hidden(), hidden


def test_ticks_stay_and_the_sorting_questions_give_a_verdict_in_place(open_page: OPEN) -> None:
    page = open_page("checklist/", width=390)
    page.check("#t-absorb")
    choose(page, "rambled")
    page.wait_for_selector(".st-sort .st-verdict")
    page.reload()
    assert page.is_checked("#t-absorb")
    page.click('[data-part="onward"] a')
    page.wait_for_selector('[data-part="chosen"] li')
    assert "I rambled" in page.locator('[data-part="chosen"]').inner_text()


def test_a_finding_leads_to_its_words_and_can_be_ignored(open_page: OPEN) -> None:
    page = open_page("letter-check/")
    page.fill("#letter-text", BEGGING)
    page.wait_for_selector("li.st-finding blockquote")
    finding = page.locator("li.st-finding", has=page.locator("blockquote")).first
    quote = finding.locator("blockquote").inner_text()
    finding.get_by_role("button", name="Show it in the letter").click()
    selected = page.evaluate("(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))"
                             "(document.querySelector('#letter-text'))")  # fmt: skip
    assert selected == quote
    assert page.locator(".st-marks mark").count() > 0
    finding.get_by_role("button", name="Ignore this one").click()
    page.wait_for_selector('[data-part="ignored"]:not([hidden])')
    assert page.locator(f'li.st-finding blockquote:text-is("{quote}")').count() == 0


def test_a_letter_being_checked_survives_a_reload_and_clear_removes_it(open_page: OPEN) -> None:
    page = open_page("letter-check/")
    page.fill("#letter-text", BEGGING)
    page.reload()
    assert page.input_value("#letter-text") == BEGGING
    page.click('[data-do="clear"]')
    assert page.input_value("#letter-text") == ""
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('second-take'))") == []


def test_plain_words_on_the_home_page_find_the_page(open_page: OPEN) -> None:
    page = open_page("", width=390)
    page.fill("#find-mishap", "my mind went blank")
    page.wait_for_selector(".st-results a")
    assert "mishaps/mind-went-blank/" in page.get_attribute(".st-results a >> nth=0", "href")


def test_the_next_step_is_on_the_first_screen_of_a_phone(open_page: OPEN) -> None:
    page = open_page("", width=390, height=664)
    box = page.locator(".st-hero .st-button").bounding_box()
    assert box["y"] + box["height"] < 664


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_at_320_pixels(open_page: OPEN, path: str) -> None:
    page = open_page(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_script_the_questions_can_be_read_and_lead_to_sample_letters(open_page: OPEN) -> None:
    page = open_page("composer/", java_script_enabled=False)
    assert page.get_by_text("What would you add if you could answer again?").is_visible()
    assert page.get_by_text("Did they notice?").first.is_visible()
    assert page.locator('noscript a[href="../mishaps/"]').is_visible()


def test_tick_boxes_stay_visible_in_forced_colours(open_page: OPEN) -> None:
    page = open_page("checklist/", forced_colors="active")
    box = page.locator("#t-absorb")
    assert box.evaluate("box => getComputedStyle(box).appearance") in {"auto", "checkbox"}
    assert box.bounding_box()["width"] >= 20
