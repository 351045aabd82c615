"""Hostile text typed into the tools: it is shown as text, nothing runs, and the tool goes on working."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from hostile import CORPUS
from test_browser_ui import BEGGING, choose

pytestmark = pytest.mark.browser

OPEN = Callable[..., Any]
NEVER = "main :is(img, iframe, script, object, embed, a[href^='javascript' i], [onerror], [onload], [onfocus])"
MADE = f"document.querySelectorAll({json.dumps(NEVER)})"
UNHARMED = f"({{ made: {MADE}.length, ran: typeof self.hostile, object: typeof {{}}.hostile }})"


def test_hostile_text_in_the_composer_is_shown_as_text(open_page: OPEN) -> None:
    page = open_page("composer/")
    choose(page)
    before = page.evaluate(UNHARMED)
    for number, text in enumerate(CORPUS.values()):
        for field in ('[name="interviewers[0].name"]', '[name="company"]', '[name="role"]'):
            page.fill(field, text)
        page.fill('[name="evidence[0].answer"]', f"{text} I priced {number} lines.")
        page.wait_for_function(
            "words => document.querySelector('letter-composer').innerText.includes(words)"
            " || document.querySelector('[data-part=status]').textContent !== ''",
            arg=f"priced {number} lines",
        )
        assert page.evaluate(UNHARMED) == before, text
    page.fill('[name="role"]', "Store Planner")
    page.fill('[name="company"]', "")
    page.fill('[name="interviewers[0].name"]', "Ana Costa")
    page.fill('[name="evidence[0].answer"]', "I would start from the cost of one crate.")
    page.wait_for_function("() => document.querySelector('.st-letter').textContent.includes('one crate')")
    page.reload()
    assert page.input_value('[name="role"]') == "Store Planner"


def test_hostile_text_in_the_letter_check_is_shown_as_text(open_page: OPEN) -> None:
    page = open_page("letter-check/")
    before = page.evaluate(UNHARMED)
    for number, text in enumerate(CORPUS.values()):
        page.fill("#letter-text", f"{BEGGING}\n\n{text}\n\nI beg you {number} times.")
        page.wait_for_selector("li.st-finding")
        assert page.evaluate(UNHARMED) == before, text
    page.fill("#letter-text", BEGGING)
    page.wait_for_selector("li.st-finding")


def test_a_kept_draft_with_keys_behind_objects_changes_no_object(open_page: OPEN) -> None:
    page = open_page("composer/")
    page.fill('[name="role"]', "Store Planner")
    poison = (
        '{"__proto__":{"hostile":1},"constructor":{"prototype":{"hostile":1}},"answers":{"__proto__":{"hostile":1}}}'
    )
    keys = "Object.keys(sessionStorage).filter((key) => key.startsWith('second-take'))"
    assert page.evaluate(f"poison => {keys}.map((key) => sessionStorage.setItem(key, poison)).length", poison) >= 1
    page.reload()
    assert page.evaluate("typeof ({}).hostile") == "undefined"
    page.fill('[name="role"]', "Range Planner")
    assert page.input_value('[name="role"]') == "Range Planner"
    assert json.loads(page.evaluate("JSON.stringify({})")) == {}
