"""Plain data is read strictly: what does not fit is refused by name, and the JSON Schema says the same."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_schema import described, field_tables, situation_schema
from secondtake.schema import MOST_CHARACTERS, MOST_ITEMS, InputError, hints, json_schema, read
from secondtake.situation import MishapReport, Situation

SCHEMA = json_schema(Situation)
GOLDEN = Path(__file__).parent / "golden"
RAMBLED = {"mishaps": [{"id": "rambled"}]}


def refusal(data: object) -> InputError:
    with pytest.raises(InputError) as caught:
        read(Situation, data, "situation")
    return caught.value


def problem(data: object, path: str = "") -> InputError | None:
    try:
        read(Situation, data, path)
    except InputError as error:
        return error
    return None


# ---- a reader of JSON Schema that knows no more than the words our schema uses ----------------------------------

TYPES: dict[str, tuple[type, ...]] = {"object": (dict,), "array": (list,), "string": (str,), "integer": (int,)}
KEYWORDS = {"type", "enum", "properties", "required", "additionalProperties", "items", "maxItems", "minimum", "maximum",
            "maxLength", "pattern", "description", "examples"}  # fmt: skip


def valid(schema: dict[str, Any], value: object) -> bool:
    assert schema.keys() <= KEYWORDS, schema.keys() - KEYWORDS
    if "enum" in schema:
        return value in schema["enum"]
    if not isinstance(value, TYPES[schema["type"]]) or isinstance(value, bool):
        return False
    if isinstance(value, dict):
        known = schema["properties"]
        inside = all(name in known and valid(known[name], entry) for name, entry in value.items())
        return inside and set(schema["required"]) <= value.keys()
    if isinstance(value, list):
        return len(value) <= schema["maxItems"] and all(valid(schema["items"], entry) for entry in value)
    if isinstance(value, int):
        return bool(schema["minimum"] <= value <= schema["maximum"])
    assert isinstance(value, str)
    return len(value) <= schema.get("maxLength", 40) and bool(re.search(schema.get("pattern", ""), value))


def fitting(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema allows."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "object":
        known = {name: fitting(inner) for name, inner in schema["properties"].items()}
        needed = {name: known.pop(name) for name in schema["required"]}
        return st.fixed_dictionaries(needed, optional=known)
    if schema["type"] == "array":
        return st.lists(fitting(schema["items"]), max_size=3)
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z"))
    return st.text(max_size=20)


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.just(""), st.just([]), st.just({}),
    st.just("yes"), st.just("2026-11-24"), st.just("2026-W48-2"), st.just("24:00"), st.just("20261124"),
    st.just("2026-02-30"), st.just("1999-12-31"), st.just([None]), st.just([""]), st.just({"id": 1}), st.just({"": ""}),
)  # fmt: skip


def bent(data: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    """The same data with one value somewhere in it exchanged for an odd one."""
    name = draw(st.sampled_from([*data, "mishaps", "colour"]))
    value = data.get(name)
    if isinstance(value, dict) and value and draw(st.booleans()):
        return {**data, name: bent(value, draw)}
    if isinstance(value, list) and value and isinstance(value[0], dict) and draw(st.booleans()):
        return {**data, name: [bent(value[0], draw), *value[1:]]}
    return {**data, name: draw(ODD)}


@st.composite
def nearly_fitting(draw: st.DrawFn) -> dict[str, Any]:
    return bent(draw(fitting(SCHEMA)), draw)


def told(value: Any) -> Any:
    """The data without what counts as not said: null anywhere, and empty text, which a schema need not list."""
    if isinstance(value, dict):
        return {name: told(entry) for name, entry in value.items() if entry is not None and entry != ""}
    return [told(entry) for entry in value] if isinstance(value, list) else value


@given(fitting(SCHEMA))
@settings(deadline=None, max_examples=100)
def test_what_the_schema_allows_the_reader_reads(data: dict[str, Any]) -> None:
    assert valid(SCHEMA, data)
    error = problem(data)
    long_month = re.search("-(29|30|31)", repr(data))  # a pattern cannot say which months have 31 days
    assert error is None or (error.code == "unknown-value" and long_month), error


@given(nearly_fitting())
@settings(deadline=None, max_examples=250)
def test_what_the_reader_reads_the_schema_allows(data: dict[str, Any]) -> None:
    error = problem(data)
    nameless = error is None and any(report["id"] == "" for report in data["mishaps"])
    assert error is not None or nameless or valid(SCHEMA, told(data))


@given(st.recursive(ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)))
@settings(deadline=None)
def test_nothing_at_all_can_make_the_reader_fail_otherwise_than_by_refusing(data: object) -> None:
    for value in (data, {"mishaps": data}, {**RAMBLED, "interview": data}, {**RAMBLED, "now": data}):
        error = problem(value, "situation")
        assert error is None or (error.field and error.message.endswith("."))


# ---- sentences ---------------------------------------------------------------------------------------------------


def test_every_field_but_the_mishaps_is_optional() -> None:
    assert read(Situation, RAMBLED) == Situation(mishaps=(MishapReport("rambled"),))


def test_what_was_read_cannot_be_changed_afterwards() -> None:
    situation = read(Situation, RAMBLED)
    with pytest.raises(FrozenInstanceError):
        situation.role = "Planner"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("extra", "field"),
    [
        ({"colour": "blue"}, "situation.colour"),
        ({"candidate": {"nmae": "Ada"}}, "situation.candidate.nmae"),
        ({"mishaps": [{"id": "rambled"}, {"id": "off-day", "late": 3}]}, "situation.mishaps[1].late"),
        ({"evidence": [{"anwser": "I would."}]}, "situation.evidence[0].anwser"),
    ],
)
def test_an_unknown_key_is_refused_by_its_place_with_the_keys_there_are(extra: dict[str, Any], field: str) -> None:
    error = refusal({**RAMBLED, **extra})
    assert (error.code, error.field) == ("unknown-key", field) and error.allowed


@pytest.mark.parametrize("key", ["x" * 5000, "\x00\r\n", "${role}", "\ud800"])
def test_an_unknown_key_is_shown_short_whatever_it_holds(key: str) -> None:
    error = refusal({**RAMBLED, key: 1})
    assert error.code == "unknown-key" and len(error.field) <= 80


@pytest.mark.parametrize(
    ("extra", "field"),
    [
        ({"candidate": "Ada"}, "situation.candidate"),
        ({"candidate": []}, "situation.candidate"),
        ({"interviewers": {"name": "Noor"}}, "situation.interviewers"),
        ({"interviewers": "Noor"}, "situation.interviewers"),
        ({"interviewers": ["Noor"]}, "situation.interviewers[0]"),
        ({"role": 7}, "situation.role"),
        ({"role": ["Planner"]}, "situation.role"),
        ({"new_slots": [7]}, "situation.new_slots[0]"),
    ],
)
def test_a_wrong_type_is_refused_by_its_place(extra: dict[str, Any], field: str) -> None:
    error = refusal({**RAMBLED, **extra})
    assert (error.code, error.field) == ("wrong-type", field)


@pytest.mark.parametrize("data", [None, [], "rambled", 3])
def test_a_situation_that_is_no_table_is_refused(data: object) -> None:
    assert (refusal(data).code, refusal(data).field) == ("wrong-type", "situation")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "situation.mishaps"),
        ({"mishaps": None}, "situation.mishaps"),
        ({"mishaps": [{}]}, "situation.mishaps[0].id"),
        ({"mishaps": [{"id": None}]}, "situation.mishaps[0].id"),
    ],
)
def test_what_is_needed_and_not_there_is_named_and_null_counts_as_not_there(data: object, field: str) -> None:
    assert (refusal(data).code, refusal(data).field) == ("missing", field)


@pytest.mark.parametrize("value", ["Yes", "maybe", True, 1, ["yes"], {"yes": 1}])
def test_a_choice_takes_only_its_own_values_and_lists_them(value: object) -> None:
    error = refusal({"mishaps": [{"id": "rambled", "noticed": value}]})
    assert (error.code, error.field) == ("unknown-value", "situation.mishaps[0].noticed")
    assert error.allowed == ("yes", "unsure", "no") and all(word in error.message for word in error.allowed)


def test_a_wrong_value_nested_without_end_is_still_refused_in_a_short_sentence() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    error = refusal({"mishaps": [{"id": "rambled", "noticed": deep}]})
    assert error.code == "unknown-value" and len(error.message) < 200


@pytest.mark.parametrize(
    ("value", "fits"), [(0, True), (10, True), (-1, False), (11, False), (3.0, False), (True, False), ("3", False)]
)
def test_a_number_is_whole_and_inside_its_range(value: object, fits: bool) -> None:
    if fits:
        assert read(Situation, {**RAMBLED, "distress": value}).distress == value
    else:
        assert (refusal({**RAMBLED, "distress": value}).code) == "unknown-value"


def test_minutes_late_go_up_to_a_whole_day() -> None:
    assert read(MishapReport, {"id": "late-arrival", "minutes_late": 1440}).minutes_late == 1440
    assert "0 to 1440" in refusal({"mishaps": [{"id": "late-arrival", "minutes_late": 1441}]}).message


def test_a_text_may_be_long_and_not_endless() -> None:
    assert len(read(Situation, {**RAMBLED, "fit": "a" * MOST_CHARACTERS}).fit) == MOST_CHARACTERS
    error = refusal({**RAMBLED, "fit": "a" * (MOST_CHARACTERS + 1)})
    assert (error.code, error.field) == ("too-long", "situation.fit")


def test_a_list_may_be_long_and_not_endless() -> None:
    assert len(read(Situation, {"mishaps": [{"id": "rambled"}] * MOST_ITEMS}).mishaps) == MOST_ITEMS
    error = refusal({"mishaps": [{"id": "rambled"}] * (MOST_ITEMS + 1)})
    assert (error.code, error.field) == ("too-long", "situation.mishaps")


@pytest.mark.parametrize(
    ("name", "value", "moment"),
    [
        ("date", "2026-11-24", date(2026, 11, 24)),
        ("date", "2028-02-29", date(2028, 2, 29)),
        ("date", date(2026, 11, 24), date(2026, 11, 24)),
        ("time", "14:30", time(14, 30)),
        ("time", "14:30:05", time(14, 30, 5)),
        ("time", time(14, 30), time(14, 30)),
        ("date", "", None),
        ("date", None, None),
    ],
)
def test_dates_and_times_are_read_from_text_and_as_they_are(name: str, value: object, moment: object) -> None:
    assert getattr(read(Situation, {**RAMBLED, "interview": {name: value}}).interview, name) == moment


@pytest.mark.parametrize(
    "value", ["2026-11-24T18:30", "2026-11-24 18:30:00", "2026-11-24T18:30:00.000Z", datetime(2026, 11, 24, 18, 30)]
)
def test_the_moment_of_asking_may_be_written_as_programs_write_it(value: object) -> None:
    now = read(Situation, {**RAMBLED, "now": value}).now
    assert now and now.replace(tzinfo=None) == datetime(2026, 11, 24, 18, 30)


@pytest.mark.parametrize(
    "value",
    ["24/11/2026", "2026-02-30", "2027-02-29", "2026-13-01", "20261124", "2026-W48-2", "2026-11-24T18:30", "today",
     "1999-12-31", "9999-12-31", "0001-01-01", "2026-11-24\n", "\u0662026-11-24", 20261124, datetime(2026, 11, 24),
     date(9999, 12, 31), ["2026-11-24"]],
)  # fmt: skip
def test_a_date_written_otherwise_or_far_from_now_is_refused_with_the_form_it_takes(value: object) -> None:
    error = refusal({**RAMBLED, "interview": {"date": value}})
    assert (error.code, error.field) == ("unknown-value", "situation.interview.date") and "2026-11-24" in error.message


@pytest.mark.parametrize("value", ["24:00", "7:30", "14.30", "2 pm", "14:60", 1430])
def test_a_time_written_otherwise_is_refused(value: object) -> None:
    assert refusal({**RAMBLED, "interview": {"time": value}}).field == "situation.interview.time"


def test_empty_text_in_a_choice_a_number_or_a_date_counts_as_not_said() -> None:
    data = {"mishaps": [{"id": "rambled", "noticed": "", "minutes_late": ""}], "ask": "", "distress": "", "now": ""}
    assert read(Situation, data) == read(Situation, RAMBLED)


def test_one_line_answers_become_one_line_and_long_answers_keep_their_lines() -> None:
    situation = read(Situation, {**RAMBLED, "role": "Night\nPlanner", "fit": "One.\r\nTwo."})
    assert situation.role == "Night Planner" and situation.fit == "One.\nTwo."


def parts_of(cls: Any) -> list[Any]:
    """A dataclass and every dataclass inside it."""
    inner = [arg for kind in hints(cls).values() for arg in (kind, *getattr(kind, "__args__", ()))]
    return [cls, *(found for kind in inner if is_dataclass(kind) for found in parts_of(kind))]


@pytest.mark.parametrize("cls", parts_of(Situation), ids=lambda cls: cls.__name__)
def test_the_schema_names_every_field_and_closes_every_table(cls: Any) -> None:
    schema = json_schema(cls)
    assert list(schema["properties"]) == [item.name for item in fields(cls)]
    assert schema["additionalProperties"] is False and schema["description"].endswith(".")


# ---- what is published -------------------------------------------------------------------------------------------


def test_the_published_schema_allows_every_golden_situation_and_names_every_mishap() -> None:
    published = situation_schema()
    assert {"$schema", "$id", "title"} <= published.keys()
    bare = {key: value for key, value in published.items() if key not in ("$schema", "$id", "title")}
    bare["properties"]["mishaps"].pop("minItems")
    for path in sorted(GOLDEN.glob("*.json")):
        assert valid(bare, json.loads(path.read_text(encoding="utf-8"))["situation"]), path.name
    assert not valid(bare, {"mishaps": [{"id": "no-such-mishap"}]}) and not valid(bare, {**RAMBLED, "region": "mars"})


def test_the_published_tables_name_every_field_and_let_no_mark_through() -> None:
    tables = "\n\n".join(field_tables("", situation_schema()))
    named = set(re.findall(r"^\| `(\w+)` \| .+ \|$", tables, re.MULTILINE))
    assert named == {item.name for cls in parts_of(Situation) for item in fields(cls)}
    assert described("a | b <c> `d_e` *f*") == "a &#124; b &#60;c&#62; `d_e` &#42;f&#42;"
