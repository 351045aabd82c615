"""Every entry has its twin, every list its least length, and nothing points to what is not there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Template

import pytest

from secondtake.load import ContentError, content, content_from, read_folder
from secondtake.model import Mishap
from secondtake.passages import of_register
from secondtake.schema import read
from secondtake.situation import MishapReport, Situation

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "mishaps"
ENTRIES = sorted(content().mishaps.values(), key=lambda entry: entry.code)
CODES = {"A": 14, "B": 9, "C": 17, "D": 8, "E": 25, "F": 5, "G": 10, "H": 10}
LEAST = 4  # wordings of a passage
ENTRY_SLOTS = {
    "acknowledgement": {"minutes", "role", "company"},
    "lead": {"question"},
    "repair": {"role", "company"},
}


def test_all_ninety_eight_rows_of_the_catalogue_are_there() -> None:
    assert sorted(entry.code for entry in ENTRIES) == [
        f"{k}{n:02}" for k, most in CODES.items() for n in range(1, most + 1)
    ]


def test_every_mishap_has_its_advice_page_and_every_advice_page_its_mishap() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"index"}
    assert {entry.id for entry in ENTRIES} == pages


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_points_only_to_what_exists(entry: Mishap) -> None:
    known = content()
    assert set(entry.facts) <= known.facts.keys()
    assert set(entry.related) <= known.mishaps.keys() - {entry.id} and len(entry.related) >= 2
    assert entry.letter in {"", *known.letters}
    assert all(address.startswith(("https://", "http://")) for address in entry.examples)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_reads_into_a_situation_with_its_defaults_and_sample(entry: Mishap) -> None:
    read(MishapReport, {"id": entry.id, **entry.defaults}, entry.id)
    read(Situation, {"mishaps": [{"id": entry.id}], **entry.sample}, entry.id)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_passages_of_an_entry_come_in_at_least_four_wordings_with_known_slots(entry: Mishap) -> None:
    for name, known in ENTRY_SLOTS.items():
        passages = getattr(entry, name)
        assert passages == () or len(passages) >= LEAST, name
        assert len(set(passages)) == len(passages), name
        for passage in passages:
            assert set(Template(passage).get_identifiers()) <= known, passage
            assert Template(passage).is_valid() and passage == passage.strip(), passage


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_what_may_be_named_can_be_named_and_what_may_not_has_another_way(entry: Mishap) -> None:
    quiet = entry.never_say or entry.move in ("stop", "care")
    assert quiet or entry.acknowledgement
    if entry.move in ("acknowledge", "call", "through") and not quiet:
        assert entry.repair


@pytest.mark.parametrize("kind", sorted(content().letters))
def test_every_part_of_a_letter_has_four_wordings_however_much_was_told(kind: str) -> None:
    for part in content().letters[kind].parts:
        if part.source not in ("words", "mishap"):
            continue
        for register in ("plain", "warm"):
            by_slots: dict[frozenset[str], int] = {}
            for passage in of_register(part.wordings, register):
                names = frozenset(Template(passage).get_identifiers())
                by_slots[names] = by_slots.get(names, 0) + 1
            assert all(count >= LEAST for count in by_slots.values()), (kind, part.id, register, by_slots)


def test_no_sentence_of_a_letter_stands_in_python() -> None:
    sentence = re.compile(r'"[A-Z][a-z]+(?: [a-z]+){5,}[^"]*[.?]"')
    code = [
        path
        for path in (ROOT / "src" / "secondtake").glob("*.py")
        if path.stem in ("compose", "assess", "plan", "slots")
    ]
    for path in code:
        body = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not sentence.search(body), path.name


def test_every_rule_the_engine_can_name_has_its_words() -> None:
    from secondtake.ruling import ACTION, KIND, ORDER

    words = content().judgements
    assert {*ORDER, *ACTION, *KIND} <= words["rules"].keys()
    assert set(ACTION.values()) <= words["actions"].keys()
    assert all(set(rule["facts"]) <= content().facts.keys() for rule in words["rules"].values())


def test_a_wrong_entry_is_refused_by_file_key_and_allowed_values() -> None:
    data = read_folder()
    data["mishaps"]["rambled"] = {**data["mishaps"]["rambled"], "move": "apologize"}
    with pytest.raises(ContentError, match=r"mishaps/rambled\.toml: move: 'apologize' is not one of none, re-answer"):
        content_from(data)


def test_an_unknown_key_and_a_missing_key_are_refused_by_name() -> None:
    data = read_folder()
    broken = {**data["mishaps"]["rambled"], "colour": "blue"}
    with pytest.raises(ContentError, match="colour"):
        content_from({**data, "mishaps": {"rambled": broken}})
    del broken["colour"], broken["verdict"]
    with pytest.raises(ContentError, match="verdict: missing"):
        content_from({**data, "mishaps": {"rambled": broken}})


def test_keys_of_an_entry_stand_in_one_order() -> None:
    order = [name for name in Mishap.__slots__ if name != "id"]
    for path in sorted((ROOT / "src/secondtake/content/mishaps").glob("*.toml")):
        assert list(tomllib.loads(path.read_text(encoding="utf-8"))) == order, path.name
