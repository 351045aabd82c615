"""The facts, their sources, and the promise that no page states a number with nothing behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import build_evidence
from evidence import DOCS, content_files, facts_named, pages, read, uses

FACTS: dict[str, Any] = read("facts.toml")
SOURCES: dict[str, Any] = read("sources.toml")
TEXTS: dict[str, Any] = read("evidence.toml")
PAGES = dict(pages())

FACT_KEYS = {"finding", "topic", "grade", "checked", "carry", "sample", "caveat", "sources"}
FACT_EXTRAS = {"grade_also", "settled", "print"}

# A number that only a survey or a study can give. Plain counts ("three lines", "ten minutes") are not meant.
WHO = (
    "managers|recruiters|employers|people|candidates|applicants|interviewers|students|respondents|workers|seekers|"
    "adults|votes|interviews|studies|texts|professionals"
)
SURVEY = re.compile(
    r"\d+(?:\.\d+)?\s?%|\bper ?cent\b|\b\d{1,2} (?:in|out of) \d{1,2}\b"
    rf"|(?<![\d.])\d[\d,]*(?: [A-Za-z]+){{0,2}} (?:{WHO})\b",
    re.IGNORECASE,
)
LINK = re.compile(r"#(f\d+|our-count)\b")
# What a person might say or write is quoted or set as code; it is theirs to count, not ours.
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|`[^`]*`|^>.*$|^#.*$', re.MULTILINE)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a page without its front matter. A table belongs to the sentence above it."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    held = ""
    for block in re.split(r"\n\s*\n", body):
        if block.startswith(("|", "#")) and held and not held.startswith("#"):
            held += "\n" + block
            continue
        if held.startswith("#"):
            held += "\n" + block
            continue
        if held:
            yield held
        held = block
    yield held


def unsupported(text: str) -> list[str]:
    """Survey numbers that stand in a paragraph with no fact behind it."""
    found = []
    for paragraph in paragraphs(text):
        if not LINK.search(paragraph):
            found += SURVEY.findall(QUOTED.sub("", paragraph))
    return found


def test_every_fact_and_every_source_of_the_list_is_there_in_order() -> None:
    assert list(FACTS) == [f"F{number}" for number in range(1, 132)]
    assert list(SOURCES) == [f"R{number}" for number in range(1, 148)]


@pytest.mark.parametrize("fact_id", FACTS)
def test_a_fact_says_everything_a_reader_needs_to_judge_it(fact_id: str) -> None:
    fact = FACTS[fact_id]
    assert FACT_KEYS <= set(fact) <= FACT_KEYS | FACT_EXTRAS
    assert fact["topic"] in TEXTS["topics"]
    assert {fact["grade"], fact.get("grade_also", fact["grade"])} <= set(TEXTS["grades"])
    assert fact["checked"] in TEXTS["checked"]
    assert str(fact["carry"]) in TEXTS["carry"]
    assert all(fact[key].strip().endswith((".", "?")) for key in ("finding", "sample", "caveat"))


def test_every_source_a_fact_names_exists_and_every_source_is_named() -> None:
    named = {source for fact in FACTS.values() for source in fact["sources"]}
    assert named == set(SOURCES)


def test_a_source_without_an_address_is_marked_as_from_memory() -> None:
    for source_id, source in SOURCES.items():
        assert source["urls"] or source["checked"] == "m", source_id
        assert all(url.startswith(("https://", "http://")) for url in source["urls"]), source_id


def test_a_fact_from_memory_or_without_a_source_is_never_settled() -> None:
    for fact_id, fact in FACTS.items():
        if fact["checked"] in {"m", "n/a"} or not fact["sources"]:
            assert fact.get("settled", True) is False, fact_id


def test_an_unsettled_fact_says_so_before_it_says_anything_else() -> None:
    page = build_evidence.facts_page(FACTS, TEXTS)
    for fact_id, fact in FACTS.items():
        if not fact.get("settled", True) and fact.get("print", True):
            card = page.split(f'id="{fact_id.lower()}"', 1)[1].split("</article>", 1)[0]
            assert 0 < card.index(TEXTS["words"]["unsettled"]) < card.index(fact["finding"][:20]), fact_id


def test_a_number_we_refuse_is_not_printed_as_a_finding() -> None:
    page = build_evidence.facts_page(FACTS, TEXTS)
    refused = [fact for fact in FACTS.values() if not fact.get("print", True)]
    assert refused
    assert not [fact for fact in refused if fact["finding"][10:40] in page]
    assert page.count(TEXTS["words"]["refused"]) == len(refused)


def test_no_page_uses_a_number_we_refuse() -> None:
    signs = [sign for entry in TEXTS["refused"] for sign in entry["signs"]]
    assert not [(page, sign) for page, text in PAGES.items() for sign in signs if sign in text.lower()]
    for fact_id, fact in FACTS.items():
        if not fact.get("print", True):
            assert not [page for page, text in PAGES.items() if f"#{fact_id.lower()})" in text]


def test_every_survey_number_on_a_page_has_a_fact_beside_it() -> None:
    assert {page: found for page, text in PAGES.items() if (found := unsupported(text))} == {}


def test_the_search_for_survey_numbers_sees_them_and_leaves_plain_counts_alone() -> None:
    assert unsupported("Most fail. In fact 40% of 500 managers said so.")
    assert unsupported("About 1 in 4 do it.")
    assert unsupported("A survey of 1,014 US managers.\n\n| a | 5% |")
    assert not unsupported("40% said so ([F1](evidence.md#f1)).")
    assert not unsupported("As asked ([F1](evidence.md#f1)):\n\n| Lies | 71% |")
    assert not unsupported('Write: "I cut returns by 12%." Then wait 20 minutes, in three lines.')


@pytest.mark.parametrize("page", [page for page, text in PAGES.items() if "%" in text])
def test_a_percentage_beside_a_fact_is_one_that_the_fact_states(page: str) -> None:
    for paragraph in paragraphs(PAGES[page]):
        linked = [FACTS[link.upper()] for link in LINK.findall(paragraph) if link != "our-count"]
        stated = " ".join(fact["finding"] + fact["sample"] + fact["caveat"] for fact in linked)
        for share in re.findall(r"(\d+(?:\.\d+)?)\s?%", QUOTED.sub("", paragraph)):
            states_it = re.search(rf"(?<![\d.]){re.escape(share)}(?:%| to \d)", stated)
            assert not linked or states_it, f"{share}% in: {paragraph[:80]}"


def test_every_fact_a_page_or_a_content_file_cites_exists() -> None:
    cited = {(page, link.upper()) for page, text in PAGES.items() for link in re.findall(r"evidence\.md#(f\d+)", text)}
    cited |= {(path.name, fact) for path, data in content_files() for fact in facts_named(data)}
    cited |= {("evidence.md", link.upper()) for link in re.findall(r"\(#(f\d+)\)", PAGES["evidence.md"])}
    cited |= {("evidence.toml", fact) for entry in TEXTS["refused"] for fact in entry["facts"]}
    assert len(cited) > 100
    assert not [pair for pair in cited if pair[1] not in FACTS]


def test_a_page_that_leans_on_an_unsettled_fact_says_that_it_is_from_memory() -> None:
    unsettled = {fact_id.lower() for fact_id, fact in FACTS.items() if not fact.get("settled", True)}
    for page, text in PAGES.items():
        for paragraph in paragraphs(text):
            if unsettled & set(LINK.findall(paragraph)):
                assert re.search(r"from memory|not checked", paragraph), f"{page}: {paragraph[:80]}"


def test_facts_and_the_places_that_use_them_are_linked_both_ways() -> None:
    places = uses()
    assert "guide/how-bad.md" in {use.page for use in places["F61"]}
    assert "mishaps/late-arrival.md" in {use.page for use in places["F22"]}
    named = {use.page.partition("#")[0] for found in places.values() for use in found}
    assert not [page for page in named if not (DOCS / page).exists()]


def test_every_fact_and_source_has_its_anchor_on_the_evidence_page() -> None:
    facts = build_evidence.facts_page(FACTS, TEXTS)
    sources = build_evidence.sources_page(FACTS, SOURCES, TEXTS)
    assert all(f'id="{fact_id.lower()}"' in facts for fact_id in FACTS)
    assert all(f'id="{source_id.lower()}"' in sources for source_id in SOURCES)


def test_the_filters_stay_hidden_until_the_script_that_serves_them_runs() -> None:
    form = build_evidence.filter_form(TEXTS)
    assert form.startswith("<form")
    assert " hidden>" in form.split("</form>")[0].split("<div")[0]
    assert "evidence-filter.js" in form
    assert form.count("<option") == len(TEXTS["grades"]) + len(TEXTS["topics"]) + 2


def test_what_stands_in_a_fact_can_not_become_markup() -> None:
    odd = {**FACTS["F1"], "finding": "<b>a</b> & F2", "sample": '"><script>', "caveat": "x"}
    card = build_evidence.fact_card("F1", odd, [], TEXTS)
    assert "<b>" not in card
    assert "<script>" not in card
    assert '<a href="#f2">F2</a>' in card
