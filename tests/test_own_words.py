"""The pages and letters are written in our own words, and the check would notice if they were not."""

from __future__ import annotations

from pathlib import Path

import pytest

import check_own_words
from check_own_words import HASHES, borrowed, hashed, repeated, runs, words_of


def known() -> set[str]:
    return set(HASHES.read_text(encoding="utf-8").split())


def test_no_run_of_eight_words_is_shared_with_the_founding_articles() -> None:
    assert len(known()) > 1500
    assert list(borrowed(known())) == []


def test_no_paragraph_stands_on_two_pages() -> None:
    assert list(repeated()) == []


def test_a_borrowed_run_is_found_whatever_its_capitals_and_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    article = "One two three four five six seven eight nine."
    hashes = {hashed(run) for run in runs(article)}
    text = "It said: ONE, two three\u2014four five; six seven eight!"
    monkeypatch.setattr(check_own_words, "texts", lambda: iter([("page.md", text)]))
    assert len(list(borrowed(hashes))) == 1
    assert list(borrowed(set())) == []


def test_a_repeated_paragraph_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(
            "# Title\n\nThis paragraph has more than eight words in it today.\n", encoding="utf-8"
        )
    monkeypatch.setattr(check_own_words, "DOCS", tmp_path)
    monkeypatch.setattr(check_own_words, "pages", lambda: sorted(tmp_path.glob("*.md")))
    assert len(list(repeated())) == 1


def test_words_are_compared_with_one_kind_of_apostrophe() -> None:
    assert words_of("Don\u2019t STOP") == ["don't", "stop"]
