"""The composer as a whole: every document of the pack, several letters, steps back, keeping, carrying, afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from test_browser_ui import first_letter

pytestmark = pytest.mark.browser
OPEN = Callable[..., Any]
SHEET = ".st-letter"
# What is handed to the browser as a file. Only Chromium's driver tells of a download; the random walk makes real ones.
KEEP_BLOB = """() => {
  const plain = URL.createObjectURL;
  URL.createObjectURL = (blob) => { globalThis.saved = blob; return plain.call(URL, blob); };
}"""


@pytest.fixture
def page(open_page: OPEN) -> Any:
    """The composer with a first letter in it."""
    opened = open_page("composer/")
    opened.set_default_timeout(60_000)
    first_letter(opened)
    return opened


def show(page: Any, document: str) -> None:
    page.select_option("#document", document)
    page.wait_for_function(
        "id => document.querySelector('#document').value === id && !document.querySelector('[data-part=letter]').hidden"
        " && document.querySelector('letter-composer').shown === id",
        arg=document,
    )


def change_sentence(page: Any, words: str) -> None:
    """Put own words in place of the first sentence after the greeting."""
    frame = "[data-piece=subject], [data-piece=salutation], [data-piece=head]"
    page.locator(f"{SHEET} [data-piece]:not({frame})").first.click()
    page.fill("#own-wording", words)
    page.get_by_role("button", name="Close", exact=True).click()
    page.wait_for_function("words => document.querySelector('.st-letter').innerText.includes(words)", arg=words)


def unfold(page: Any, summary: str) -> None:
    page.locator("summary", has_text=summary).first.click()


def told(page: Any, words: str) -> None:
    said = "words => document.querySelector('[data-part=status]').textContent.includes(words)"
    page.wait_for_function(said, arg=words)


def work(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("document.querySelector('letter-composer').desk.work")
    return found


def test_each_document_of_the_pack_can_be_shown_with_its_length_against_its_limit(page: Any) -> None:
    documents = page.locator("#document option").evaluate_all("options => options.map(({ value }) => value)")
    assert {"email-full", "linkedin-note", "printed-letter", "status-question", "note-to-self"} <= set(documents)
    show(page, "linkedin-note")
    assert "300 at most" in page.inner_text("[data-part=length]")
    show(page, "printed-letter")
    assert page.locator(f"{SHEET} [data-piece=head]").count() == 1
    show(page, "referee-brief")
    assert page.locator("[data-part=checked]").is_hidden()


def test_what_is_missing_from_the_pack_is_listed_with_the_reason(page: Any) -> None:
    unfold(page, "What is not in the pack")
    assert "Correction: There is no fact to put right" in page.inner_text("[data-part=missing]")


def test_switching_between_documents_loses_no_edit(page: Any) -> None:
    change_sentence(page, "My own first line.")
    show(page, "handwritten-card")
    change_sentence(page, "My own card.")
    show(page, "email-full")
    assert "My own first line." in page.inner_text(SHEET) and "My own card." not in page.inner_text(SHEET)
    page.reload()
    page.wait_for_function("() => document.querySelector('.st-letter')?.innerText.includes('My own first line.')")
    show(page, "handwritten-card")
    assert "My own card." in page.inner_text(SHEET)


def test_everything_can_be_taken_back_and_done_again(page: Any) -> None:
    change_sentence(page, "My own first line.")
    page.fill('[name="company"]', "Larkfield Water")
    page.keyboard.press("Tab")
    back, forth = page.locator('[data-do="back"]'), page.locator('[data-do="forth"]')
    back.click()
    assert page.input_value('[name="company"]') == ""
    back.click()
    page.wait_for_function("() => !document.querySelector('.st-letter').innerText.includes('My own first line.')")
    forth.click()
    forth.click()
    page.wait_for_function("() => document.querySelector('.st-letter').innerText.includes('My own first line.')")
    assert page.input_value('[name="company"]') == "Larkfield Water" and forth.is_disabled()


def test_several_letters_stand_side_by_side_and_one_removed_comes_back_with_undo(page: Any) -> None:
    unfold(page, "Keep it, carry it")
    page.fill("#letter-name", "The first one")
    page.get_by_role("button", name="Start another letter").click()
    assert page.locator("#which-letter option").count() == 2 and page.input_value('[name="role"]') == ""
    page.get_by_role("button", name="Remove this one").click()
    told(page, "Removed")
    assert "The first one" in page.locator("#which-letter option").inner_text()
    page.locator('[data-do="back"]').click()
    assert page.locator("#which-letter option").count() == 2


def test_a_file_saved_and_opened_elsewhere_holds_every_word(page: Any, open_page: OPEN, tmp_path: Path) -> None:
    change_sentence(page, "My own first line.")
    unfold(page, "Keep it, carry it")
    page.evaluate(KEEP_BLOB)
    page.get_by_role("button", name="Save everything to a file").click()
    saved = tmp_path / "second-take.json"
    saved.write_text(page.evaluate("globalThis.saved.text()"), encoding="utf-8")
    before = work(page)
    other = open_page("composer/")
    unfold(other, "Keep it, carry it")
    other.set_input_files('[data-do="open"]', saved)
    told(other, "It is open")
    assert work(other) == before
    assert json.loads(saved.read_text(encoding="utf-8"))["schema"] == 2


def test_an_opened_file_goes_beside_what_is_there_or_in_its_place_or_nowhere(page: Any, tmp_path: Path) -> None:
    letter = {"id": "x", "name": "Opened", "chosen": ["tripped"], "answers": {"role": "Clerk"}}
    other = {"kind": "second-take", "schema": 2, "letters": [letter], "current": "x"}
    file = tmp_path / "other.json"
    file.write_text(json.dumps(other), encoding="utf-8")
    before = work(page)["letters"]
    for button, names in (("Nowhere, leave it", [""]), ("Beside it", ["", "Opened"]), ("In its place", ["Opened"])):
        page.set_input_files('[data-do="open"]', file)
        page.get_by_role("button", name=button).click()
        assert [one["name"] for one in work(page)["letters"]] == names
        if button != "Nowhere, leave it":
            page.locator('[data-do="back"]').click()
    assert work(page)["letters"] == before


@pytest.mark.parametrize(("text", "words"), [("{", "damaged"), ("[1]", "no file of Second Take"),
                                             ('{"kind": "second-take", "schema": 9}', "newer version")])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_by_name_and_changes_nothing(
    page: Any, tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "file.json").write_text(text, encoding="utf-8")
    before = work(page)
    page.set_input_files('[data-do="open"]', tmp_path / "file.json")
    told(page, words)
    assert work(page) == before


def test_a_link_opens_the_same_work_and_no_word_is_in_the_part_that_servers_see(page: Any, open_page: OPEN) -> None:
    unfold(page, "Keep it, carry it")
    page.get_by_role("button", name="Make a link").click()
    page.wait_for_selector("[data-part=link]:not([hidden])")
    address = page.input_value("#link-text")
    assert "#work=" in address and "Planner" not in address
    other = open_page("composer/#" + address.split("#")[1])
    told(other, "It is open")
    assert work(other) == work(page) and "#" not in other.url


def test_kept_in_this_browser_it_is_there_in_a_new_tab_and_clear_leaves_nothing(page: Any) -> None:
    unfold(page, "Keep it, carry it")
    page.locator('[data-do="keep-here"]').check()
    told(page, "Kept in this browser")
    tab = page.context.new_page()
    tab.goto(page.url)
    assert tab.input_value('[name="role"]') == page.input_value('[name="role"]')
    tab.close()
    page.locator('[data-do="clear"]').click()
    told(page, "Everything is gone")
    keys = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [key for key in keys if key.startswith("second-take/")] == []
    page.locator('[data-do="undo-clear"]').click()
    assert page.input_value('[name="role"]') != "" and page.locator('[data-do="keep-here"]').is_checked()


def test_two_tabs_ask_before_one_writes_over_the_other(page: Any) -> None:
    unfold(page, "Keep it, carry it")
    page.locator('[data-do="keep-here"]').check()
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.fill('[name="company"]', "From the other tab")
    page.wait_for_selector("[data-part=tabs]:not([hidden])")
    page.fill('[name="company"]', "From this tab")
    assert "From this tab" not in json.dumps(tab.evaluate("({ ...localStorage })"))
    page.get_by_role("button", name="Keep both side by side").click()
    companies = {letter["answers"].get("company") for letter in work(page)["letters"]}
    assert companies == {"From the other tab", "From this tab"}


@pytest.mark.parametrize(("step", "shown"), [("check-in", "status-question"), ("stop", "email-full")])
def test_a_calendar_entry_leads_back_to_its_own_step(page: Any, step: str, shown: str) -> None:
    page.goto(page.url + f"#step={step}")
    page.reload()
    page.wait_for_function("id => document.querySelector('letter-composer').shown === id", arg=shown)
    assert "#" not in page.url
    assert page.locator("[data-part=afterwards]").evaluate("fold => fold.open") is (step == "stop")


def test_each_answer_leads_on_and_the_debrief_becomes_practice(page: Any) -> None:
    unfold(page, "They answered, or they did not")
    page.wait_for_selector("#their-answer option:nth-child(2)", state="attached")
    page.select_option("#their-answer", "no")
    page.get_by_role("button", name="Show me: Reply to a no").click()
    page.wait_for_function("() => document.querySelector('letter-composer').shown === 'reply-to-a-no'")
    unfold(page, "Debrief: eight minutes")
    page.fill("#note-first_asked", "Why this team?")
    page.fill("#note-first_better", "Because of the night buses")
    page.wait_for_selector("[data-part=sheet] >> text=Because of the night buses.")
    page.reload()
    unfold(page, "They answered, or they did not")
    page.wait_for_selector("#note-first_better", state="attached")
    assert page.input_value("#note-first_better") == "Because of the night buses"


def test_every_answer_is_on_the_review_with_a_way_back_to_its_question(page: Any) -> None:
    unfold(page, "Check your answers")
    page.wait_for_selector("[data-part=answers] dt")
    rows = page.inner_text("[data-part=answers]")
    for name, value in work(page)["letters"][0]["answers"].items():
        assert value in rows or "." in name, name
    page.get_by_role("button", name="Change: Which role was it for?").click()
    assert page.evaluate("document.activeElement.name") == "role"


def test_a_panel_gets_notes_that_differ_and_says_how_much_they_share(page: Any) -> None:
    unfold(page, "You and the letter")
    page.locator('[name="region"]').select_option("us")
    unfold(page, "Who was there")
    page.locator('[data-add="interviewers"]').click()
    page.fill('[name="interviewers[1].name"]', "Tom Ellery")
    page.wait_for_selector("#document option[value=panel-1]", state="attached")
    show(page, "panel-1")
    assert "Tom Ellery" in page.inner_text(SHEET)
    assert int(page.inner_text("[data-part=alike]").split()[2]) < 50


def test_clearing_takes_the_name_of_a_letter_with_it_even_while_it_is_being_typed(page: Any) -> None:
    unfold_work = "document.querySelector('[data-part=work]').open = true"
    page.evaluate(unfold_work)
    page.fill("#letter-name", "Quill shop")
    page.evaluate("document.querySelector('[data-do=clear]').click()")
    assert page.input_value("#letter-name") == ""
    page.evaluate("document.querySelector('[data-do=undo-clear]').click()")
    page.wait_for_function("() => document.querySelector('#letter-name').value === 'Quill shop'")
