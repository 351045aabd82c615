"""The rules page shows every rule with its grounds, its examples and its record, and the record is the measured one."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

import bench_review
import build_rules
from build_rules import CORPUS, FEW, WORDS, measured_section, record, rule_section
from secondtake.findings import Rule
from secondtake.load import content

RULES = tuple(content().rules)
MEASURED: dict[str, Any] = json.loads((CORPUS / "report.json").read_text(encoding="utf-8"))
ABOUT = {name: f"The {name} sentence." for name in ("made", "labelled", "limits")}


def seen(rule: Rule, measured: Any = MEASURED) -> str:
    """A section as a reader sees it: entities resolved, line ends as blanks."""
    return html.unescape(" ".join(rule_section(rule, measured).replace("<br>", " ").split()))


def with_counts(rule: str, right: int, wrong: int, missed: int) -> dict[str, Any]:
    return {**MEASURED, "rules": {rule: {"right": right, "wrong": wrong, "missed": missed}}}


def named(name: str) -> Rule:
    rule = content().rules.get(name)
    assert rule is not None
    return rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_shows_its_reason_its_facts_and_all_its_examples(rule: Rule) -> None:
    shown = seen(rule)
    assert f"{{ #{rule.id} }}" in shown and rule.why in shown and rule.source in shown and "${" not in shown
    assert all(f"[{fact}](evidence.md#{fact.lower()})" in shown for fact in rule.facts)
    assert all(" ".join(text.split()) in shown for text in (*rule.bad, *rule.good))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_whether_it_has_words_to_offer(rule: Rule) -> None:
    offered = [one.suggestion for text in rule.bad for one in build_rules.found_by(rule, text) if one.suggestion]
    shown = seen(rule)
    assert (WORDS["no_offer"] in shown) == (not offered)
    assert not offered or " ".join(offered[0].split()) in shown


def test_a_share_is_only_given_where_there_are_letters_enough() -> None:
    rule = named("begging")
    few = record(rule, with_counts("begging", 3, 1, 2))
    assert "3 of 5" in few and WORDS["few"] in few
    many = record(rule, with_counts("begging", FEW, FEW, 0))
    assert "So 50 in 100" in many and WORDS["few"] not in many


def test_a_rule_that_no_test_letter_needs_says_so() -> None:
    assert "No test letter" in record(named("begging"), with_counts("begging", 0, 2, 0))
    assert record(named("attachment-claimed"), with_counts("begging", 1, 0, 0)) == WORDS["uncounted"]


def test_rules_of_one_family_point_to_the_one_they_are_counted_under() -> None:
    assert "[Pressure](#pressure)" in record(named("hounding"), MEASURED)
    assert "[Pressure](#pressure)" not in record(named("pressure"), MEASURED)


def test_the_page_says_what_the_letters_are_and_gives_the_measured_totals() -> None:
    shown = html.unescape(measured_section(MEASURED, ABOUT))
    assert all(sentence in shown for sentence in ABOUT.values())
    assert f"{MEASURED['letters']} test letters" in shown and f"{MEASURED['faultless']} of them" in shown
    assert f"{round(100 * MEASURED['precision'])} in 100 were right" in shown
    assert f"found {round(100 * MEASURED['recall'])} in 100" in shown
    assert MEASURED["date"] in shown and MEASURED["commit"][:7] in shown


def test_the_kept_counts_fit_together() -> None:
    names = {rule.family or rule.id for rule in RULES}
    totals = {kind: sum(one[kind] for one in MEASURED["rules"].values()) for kind in ("right", "wrong", "missed")}
    assert MEASURED["rules"].keys() <= names and re.fullmatch("[0-9a-f]{40}", MEASURED["commit"])
    assert MEASURED["precision"] == round(totals["right"] / (totals["right"] + totals["wrong"]), 4)
    assert MEASURED["recall"] == round(totals["right"] / (totals["right"] + totals["missed"]), 4)
    letters = len(list((CORPUS / "report").glob("*.toml")))  # none while new ones are being written
    assert letters in (0, MEASURED["letters"]), "measure again: python scripts/bench_review.py --write"


def test_counting_compares_what_is_said_with_the_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = bench_review.Letter(
        "one", "I am begging you.", "sms", frozenset({"begging", "blame"}), bench_review.context({})
    )
    monkeypatch.setattr(bench_review, "letters", lambda part: iter([letter]))
    found = bench_review.counted("develop")
    assert (found.letters, found.faultless, found.right["begging"], found.missed["blame"]) == (1, 0, 1, 1)
    assert found.recall == 0.5 and found.wrong["begging"] == 0


def test_the_page_includes_both_parts() -> None:
    page = (CORPUS.parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
    assert '--8<-- "rules.md"' in page and '--8<-- "rules-measured.md"' in page


def test_counts_are_not_kept_for_work_that_is_not_committed(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(bench_review, "KEPT", tmp_path / "report.json")
    monkeypatch.setattr(bench_review, "_git", lambda *arguments: " M src/secondtake/review.py")
    with pytest.raises(SystemExit, match=r"review\.py"):
        bench_review.keep(bench_review.counted("nothing"))
    assert not (tmp_path / "report.json").exists()
