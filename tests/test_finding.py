"""Finding a page in everyday words: on the page, in the terminal, and with the site's own search."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.finder import alike, matching
from secondtake.load import content

HERE = Path(__file__).resolve().parent
QUERIES = tomllib.loads((HERE / "data" / "everyday-queries.toml").read_text(encoding="utf-8"))["query"]
ASKED = [query["ask"] for query in QUERIES]
OPEN = Callable[..., Any]
FULL_TEXT_SHARE = 0.75  # the theme's own index, which knows no stems and no slips of the fingers; 0.80 when written

FIND_ALL = """async asked => {
  const { matches, mishaps } = await import(`${document.baseURI}assets/second-take/match-mishaps.js`);
  const index = await mishaps();
  return asked.map(text => matches(index, text).map(({ id }) => id));
}"""
LISTEN = """
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...more) {
  window.searcher = this;
  return post.call(this, message, ...more);
};
"""
SEARCH = """text => new Promise(found => {
  const box = document.querySelector('.md-search__input');
  const shown = () => [...document.querySelectorAll('.st-search [data-part="results"] a')].map(link => link.pathname);
  const heard = ({ data }) => {
    if (data.type !== 3) return;
    window.searcher.removeEventListener('message', heard);
    const pages = data.data.items.map(item => item[0].location);
    requestAnimationFrame(() => found({ first: shown(), pages }));
  };
  window.searcher.addEventListener('message', heard);
  box.value = text;
  box.dispatchEvent(new InputEvent('input'));
  box.dispatchEvent(new KeyboardEvent('keyup'));
})"""


def missed(found: Sequence[Sequence[str]], queries: Sequence[dict[str, Any]] = QUERIES) -> list[str]:
    """Queries with no acceptable page among their first three results."""
    pairs = zip(queries, found, strict=True)
    return [f"{q['ask']}: {list(names[:3])}" for q, names in pairs if not set(names[:3]) & set(q["pages"])]


@pytest.fixture(scope="module")
def terminal() -> list[list[str]]:
    """What the terminal's finder answers, best first."""
    mishaps = content().mishaps
    return [[entry.id for entry in matching(text, mishaps)] for text in ASKED]


def test_there_are_enough_queries_and_most_were_written_before_the_pages_were_read() -> None:
    assert len(set(ASKED)) == len(ASKED) >= 120
    assert sum(query["blind"] for query in QUERIES) >= 0.75 * len(QUERIES)


def test_every_mishap_is_asked_for_and_every_answer_is_a_page(site_folder: Path) -> None:
    answers = {page for query in QUERIES for page in query["pages"]}
    assert set(content().mishaps) <= answers
    for page in answers:
        assert any((site_folder / folder / page / "index.html").exists() for folder in ("mishaps", "guide")), page


def test_the_terminal_puts_a_fitting_page_in_its_first_three_for_every_query(
    terminal: list[list[str]],
) -> None:
    assert missed(terminal) == []


@pytest.mark.browser
def test_the_page_finds_what_the_terminal_finds(open_page: OPEN, terminal: list[list[str]]) -> None:
    found = open_page("").evaluate(FIND_ALL, ASKED)
    assert missed(found) == []
    assert found == terminal


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "mishaps/", "no/such/page/"])
def test_typing_into_the_finder_leads_to_the_page(open_page: OPEN, path: str) -> None:
    page = open_page(path)
    page.fill("#find-mishap", "zoom frooze")
    page.wait_for_selector('[data-part="results"] a')
    page.click('[data-part="results"] a >> nth=0')
    page.wait_for_url("**/mishaps/connection-failed/")


def stems(places: Sequence[str]) -> list[str]:
    """Pages named by the last part of their address."""
    return [place.rstrip("/").split("/")[-1] for place in places]


@pytest.mark.browser
def test_the_search_box_of_every_page_shows_a_fitting_page_first_and_the_full_text_below(open_page: OPEN) -> None:
    page = open_page("guide/first-hour/", before=lambda page: page.add_init_script(LISTEN))
    page.click(".md-search__input")
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for()
    found = [page.evaluate(SEARCH, text) for text in ASKED]
    assert missed([stems(one["first"]) for one in found]) == []
    lost = missed([stems(one["pages"]) for one in found])
    share = 1 - len(lost) / len(ASKED)
    print(f"full text alone: {share:.0%} of {len(ASKED)} queries")
    assert share >= FULL_TEXT_SHARE, lost


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_the_answer_is_a_short_list_without_repeats(typed: str) -> None:
    found = [entry.id for entry in matching(typed, content().mishaps)]
    assert len(found) == len(set(found)) <= 6


def test_a_slip_of_the_fingers_is_forgiven_and_another_word_is_not() -> None:
    assert alike("interveiw", "interview")
    assert alike("frooze", "froze")
    assert not alike("fail", "mail")
    assert not alike("cat", "car")
