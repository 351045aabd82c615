"""The pages are plain, and the gate would notice if they were not."""

from __future__ import annotations

from pathlib import Path

import pytest

import check_plain_words
from check_plain_words import Measure, measured, problems
from prose import pages, paragraphs


def test_every_page_passes_the_gate() -> None:
    assert problems([measure for path in pages() if (measure := measured(path))]) == []


def test_a_hard_page_a_long_sentence_and_an_idiom_are_refused() -> None:
    hard = Measure("hard.md", 11.2, 18.0, "word " * 40, 0.4, ("touch base",))
    refused = problems([hard])
    assert len(refused) == 4


def test_the_measures_of_a_page_are_those_of_its_prose(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    front = "---\ntitle: A title nobody counts because it stands in front matter\n---\n"
    page.write_text(front + "# Short\n\n" + "The cat sat on the mat. It was seen by a dog. " * 8, encoding="utf-8")
    monkeypatch.setattr(check_plain_words, "DOCS", tmp_path)
    found = measured(page)
    assert found is not None and found.grade < 3
    assert 0.4 < found.passive < 0.6 and found.longest_words == 6


def test_links_facts_tables_and_includes_are_no_prose(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('Go [home](index.md) ([F1](../evidence.md#f1)).\n\n--8<-- "x.md"\n\n| a | b |\n', encoding="utf-8")
    assert list(paragraphs(page)) == ["Go home ."] or list(paragraphs(page)) == ["Go home."]
