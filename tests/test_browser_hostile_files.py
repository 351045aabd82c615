"""The hostile corpus in saved files and in links that carry work: it opens as the same text, or is refused in words."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from hostile import CORPUS, PROTOTYPE_KEYS, TEN_MEGABYTES
from test_browser_hostile import UNHARMED
from test_browser_keeping import FILE, LETTER, call

pytestmark = pytest.mark.browser
OPEN = Callable[..., Any]


def letter_of(text: str, number: int) -> dict[str, Any]:
    """A letter with the same text wherever a saved file may hold any."""
    fields = ("role", "company", "interviewers[0].name", "evidence[0].answer", "candidate.name")
    return {
        **LETTER,
        "id": f"n{number}",
        "name": text[:200],
        "answers": dict.fromkeys(fields, text),
        "edits": {"email-full": {"thanks": {"text": text, "base": text}}},
        "ignored": [text[:200]],
        "notes": {"worst": text},
    }


def file_of(letters: list[dict[str, Any]], **more: Any) -> str:
    """A saved file; odd characters are written as escapes, so that a lone half of a pair can be in it."""
    return json.dumps({**FILE, "letters": letters, "current": letters[0]["id"], **more})


def packed(text: str | bytes) -> str:
    """What a link carries behind its mark."""
    data = text.encode() if isinstance(text, str) else text
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.urlsafe_b64encode(squeezed.compress(data) + squeezed.flush()).decode().rstrip("=")


SHOW = """id => {
  const list = document.querySelector('[data-part="letters"]');
  list.value = id;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}"""
TEXTS = list(CORPUS.values())
ALL = [TEXTS[at : at + 40] for at in range(0, len(TEXTS), 40)]


def open_file(page: Any, text: str) -> None:
    """Open a saved file by its control."""
    page.set_input_files(
        '[data-do="open"]', {"name": "work.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def refused(page: Any, code: str) -> None:
    """The page says in its own words why it does not open something."""
    words = page.locator(f'letter-composer [data-say="refused-{code}"]').text_content()
    said = "words => document.querySelector('[data-part=\"refusal\"]').textContent === words"
    page.wait_for_function(said, arg=words)


def still_works(page: Any) -> None:
    """An answer typed afterwards is taken."""
    page.fill('[name="role"]', "Range Planner")
    assert page.input_value('[name="role"]') == "Range Planner"


@pytest.mark.parametrize("texts", ALL, ids=lambda texts: f"{len(texts)} texts")
def test_a_saved_file_of_hostile_texts_opens_as_the_same_text(open_page: OPEN, texts: list[str]) -> None:
    page = open_page("privacy/")
    letters = [letter_of(text, number) for number, text in enumerate(texts)]
    same = """const read = m.fromText(text); const again = m.fromText(m.toText(read));
      return { read: JSON.stringify(read) === JSON.stringify(again), letters: JSON.stringify(read.letters) };"""
    found = call(page, "saved-work", same, text=file_of(letters))
    assert found["read"]
    assert json.loads(found["letters"]) == json.loads(json.dumps(letters))


@pytest.mark.parametrize("texts", ALL, ids=lambda texts: f"{len(texts)} texts")
def test_the_page_shows_a_saved_file_of_hostile_texts_as_text(open_page: OPEN, texts: list[str]) -> None:
    page = open_page("composer/")
    before = page.evaluate(UNHARMED)
    open_file(page, file_of([letter_of(text, number) for number, text in enumerate(texts)]))
    page.wait_for_function(f"() => document.querySelectorAll('[data-part=\"letters\"] option').length === {len(texts)}")
    for number in range(len(texts)):
        page.evaluate(SHOW, f"n{number}")
        assert page.evaluate(UNHARMED) == before, texts[number]
    page.wait_for_timeout(500)
    assert page.evaluate(UNHARMED) == before
    still_works(page)


@pytest.mark.parametrize("name", CORPUS)
def test_a_link_carries_a_hostile_text_there_and_back(open_page: OPEN, name: str) -> None:
    page = open_page("composer/")
    before = page.evaluate(UNHARMED)
    code = """const address = await m.linkFor(w.fromText(text)); history.replaceState(null, "", address);
      return JSON.stringify((await m.takeFromAddress()).letters);"""
    letter = letter_of(CORPUS[name], 0)
    assert json.loads(call(page, "work-link", code, text=file_of([letter]))) == json.loads(json.dumps([letter]))
    assert "#" not in page.url
    assert page.evaluate(UNHARMED) == before


@pytest.mark.parametrize("key", PROTOTYPE_KEYS)
def test_keys_that_reach_behind_objects_get_in_by_no_file_and_no_link(open_page: OPEN, key: str) -> None:
    poison = {key: {"hostile": 1, "prototype": {"hostile": 1}}}
    places = ("answers", "edits", "wordings", "notes")
    letter = {**LETTER, **poison, **{place: {**LETTER[place], **poison} for place in places}}  # type: ignore[dict-item]
    text = file_of([letter], **poison)
    page = open_page(f"composer/#work={packed(text)}")
    page.wait_for_function("() => document.querySelector('[name=\"role\"]').value.startsWith('Planner')")
    assert page.evaluate("typeof ({}).hostile") == "undefined"
    open_file(page, text)
    page.click('[data-do="open-replace"]')
    assert page.evaluate("typeof ({}).hostile") == "undefined"
    still_works(page)


@pytest.mark.parametrize(
    ("packed_work", "code"),
    [
        ("AAAA", "damaged"),
        ("%E2%80%AE", "damaged"),
        (packed(b"\xff\xfe\x00"), "damaged"),
        (packed("<img src=x onerror=self.hostile=1>"), "damaged"),
        (packed('{"kind": "other"}'), "foreign"),
        (packed(" " * 20_000_000), "too-long"),
        ("A" * 40_000, "too-long"),
    ],
    ids=["nothing", "escapes", "no text", "markup", "another program's", "a bomb", "too long an address"],
)
def test_a_link_that_cannot_be_read_is_refused_in_words_and_costs_nothing(
    open_page: OPEN, packed_work: str, code: str
) -> None:
    page = open_page(f"composer/#work={packed_work}")
    words = page.locator(f'letter-composer [data-say="refused-{code}"]').text_content()
    page.wait_for_function(
        "words => document.querySelector('[data-part=\"refusal\"]').textContent === words", arg=words
    )
    assert "#" not in page.url
    still_works(page)


def test_a_name_of_ten_megabytes_in_a_file_is_refused_in_words(open_page: OPEN) -> None:
    page = open_page("composer/")
    page.fill('[name="role"]', "Store Planner")
    open_file(page, file_of([{**LETTER, "name": TEN_MEGABYTES}]))
    words = page.locator('letter-composer [data-say="refused-too-long"]').text_content()
    page.wait_for_function(
        "words => document.querySelector('[data-part=\"refusal\"]').textContent === words", arg=words
    )
    assert page.input_value('[name="role"]') == "Store Planner"
    still_works(page)


def test_a_name_of_ten_megabytes_in_a_field_leaves_the_page_at_work(open_page: OPEN) -> None:
    page = open_page("composer/")
    page.fill('[name="role"]', "Store Planner")
    page.evaluate(
        """text => {
          const field = document.querySelector('[name="company"]');
          field.value = text;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        TEN_MEGABYTES,
    )
    still_works(page)
    page.fill('[name="company"]', "Cobalt Foods")
    assert page.input_value('[name="company"]') == "Cobalt Foods"
