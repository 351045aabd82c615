"""The button on the privacy page: it shows each attempt refused, and says so when one is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from test_browser_policy import AS_BUILT, OPEN_TO_ALL, visit

__all__ = ["visit"]
pytestmark = pytest.mark.browser

BUTTON = '[data-do="prove"]'
STATUS = '.st-prove [data-part="status"]'
OUTCOMES = ".st-prove [data-part=outcome]"
DONE = "start => !['', start].includes(document.querySelector('.st-prove [data-part=status]').textContent)"


def prove(page: Any) -> list[str]:
    """Press the button by keyboard and read what each attempt came to."""
    trying = page.locator('.st-prove [data-say="trying"]').text_content()
    page.locator(BUTTON).press("Enter")
    page.wait_for_function(DONE, arg=trying)
    outcomes: list[str] = page.locator(OUTCOMES).all_inner_texts()
    return outcomes


def said(page: Any, name: str) -> str:
    """A sentence of the page, by its name."""
    return str(page.locator(f'.st-prove [data-say="{name}"]').text_content())


def test_the_proof_shows_every_attempt_refused_and_says_so_once(visit: Callable[..., Any], engine: str) -> None:
    page = visit("privacy/", AS_BUILT)
    outcomes = prove(page)
    assert len(outcomes) == 6
    assert said(page, "through") not in outcomes
    if engine == "chromium":  # the others do not tell a worker of every refusal, and the page says that too
        assert set(outcomes) == {said(page, "refused")}
        assert page.locator(STATUS).inner_text() == said(page, "all")
    assert page.locator(".st-prove [role=status]").count() == 1


def test_the_proof_says_so_when_an_attempt_gets_through(visit: Callable[..., Any]) -> None:
    page = visit("privacy/", OPEN_TO_ALL)
    outcomes = prove(page)
    assert outcomes[0] == said(page, "through")
    assert said(page, "refused") not in outcomes
    assert page.locator(STATUS).inner_text() == said(page, "some")


def test_the_proof_can_be_tried_again(visit: Callable[..., Any]) -> None:
    page = visit("privacy/", AS_BUILT)
    assert prove(page) == prove(page)
