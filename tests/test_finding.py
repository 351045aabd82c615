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
SITE_SEARCH_SHARE = 0.9  # of the queries without a slip of the fingers; the theme's search does not mend spelling

FIND_ALL = """async asked => {
  const { matches, mishaps } = await import(`${document.baseURI}assets/second-take/match-mishaps.js`);
  const index = await mishaps();
  return asked.map(text => matches(index, text).map(({ id }) => id));
}"""
LISTEN = """
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...more) { window.searcher = this; return post.call(this, message, ...more); };
"""
SEARCH = """text => new Promise(found => {
  const box = document.querySelector('.md-search__input');
  const heard = ({ data }) => {
    if (data.type !== 3) return;
    window.searcher.removeEventListener('message', heard);
    found(data.data.items.map(item => item[0].location));
  };
  window.searcher.addEventListener('message', heard);
  box.value = text;
  box.dispatchEvent(new KeyboardEvent('keyup'));
})"""


def missed(found: Sequence[Sequence[str]], queries: Sequence[dict[str, Any]] = QUERIES) -> list[str]:
    """Queries with no acceptable page among their first three results."""
    pairs = zip(queries, found, strict=True)
    return [f"{q['ask']}: {list(names[:3])}" for q, names in pairs if not set(names[:3]) & set(q["pages"])]


def test_there_are_enough_queries_and_most_were_written_before_the_pages_were_read() -> None:
    assert len(set(ASKED)) == len(ASKED) >= 120
    assert sum(query["blind"] for query in QUERIES) >= 0.75 * len(QUERIES)


def test_every_mishap_is_asked_for_and_every_answer_is_a_page(site_folder: Path) -> None:
    answers = {page for query in QUERIES for page in query["pages"]}
    assert set(content().mishaps) <= answers
    for page in answers:
        assert any((site_folder / folder / page / "index.html").exists() for folder in ("mishaps", "guide")), page


def test_the_terminal_puts_a_fitting_page_in_its_first_three_for_every_query() -> None:
    mishaps = content().mishaps
    assert missed([[entry.id for entry in matching(text, mishaps)] for text in ASKED]) == []


@pytest.mark.browser
def test_the_page_finds_what_the_terminal_finds(open_page: OPEN) -> None:
    found = open_page("").evaluate(FIND_ALL, ASKED)
    assert missed(found) == []
    mishaps = content().mishaps
    assert found == [[entry.id for entry in matching(text, mishaps)] for text in ASKED]


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "mishaps/", "no/such/page/"])
def test_typing_into_the_finder_leads_to_the_page(open_page: OPEN, path: str) -> None:
    page = open_page(path)
    page.fill("#find-mishap", "zoom frooze")
    page.wait_for_selector('[data-part="results"] a')
    page.click('[data-part="results"] a >> nth=0')
    page.wait_for_url("**/mishaps/connection-failed/")


@pytest.mark.browser
def test_the_sites_own_search_finds_most_of_it_too(open_page: OPEN) -> None:
    page = open_page("", before=lambda page: page.add_init_script(LISTEN))
    page.click('.md-header label[for="__search"]')
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('Type')")
    found = [[place.rstrip("/").split("/")[-1] for place in page.evaluate(SEARCH, text)] for text in ASKED]
    lost = missed(found)
    share = 1 - len(lost) / len(ASKED)
    print(f"the site's own search: {share:.0%} of {len(ASKED)} queries")
    assert share >= SITE_SEARCH_SHARE, lost


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
