"""One door: JSON text in, JSON text out, never an exception."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.api import COMMANDS, FIELDS, handle
from secondtake.load import content

ONE = {"mishaps": [{"id": "rambled"}]}


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    return answer


def error(**request: Any) -> dict[str, Any]:
    answer = ask(**request)
    assert not answer["ok"]
    found: dict[str, Any] = answer["error"]
    return found


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_door_raise(text: str) -> None:
    answer = json.loads(handle(text))
    assert answer["schema"] == 1 and answer["ok"] is False


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)
NAMES = sorted({name for fields in FIELDS.values() for name in fields})


@given(ANY, st.sampled_from(sorted(COMMANDS)))
@settings(max_examples=200, deadline=None)
def test_no_data_makes_the_door_raise(data: Any, command: str) -> None:
    json.loads(handle(json.dumps({"command": command, "situation": data, "text": data, "format": data})))


@given(st.sampled_from(sorted(COMMANDS)), st.sampled_from(NAMES), ANY)
@settings(max_examples=400, deadline=None)
def test_one_odd_field_beside_good_ones_is_answered_or_refused_by_its_name(command: str, name: str, odd: Any) -> None:
    good = {"situation": ONE, "text": "Dear Sam, thank you.", "format": "text", "kind": "check-in"}
    known = {key: value for key, value in good.items() if key in FIELDS[command]}
    answer = ask(command=command, **{**known, name: odd})
    assert answer["ok"] or answer["error"]["field"].split(".")[0].split("[")[0] == name


@pytest.mark.parametrize("mishap", sorted(content().mishaps))
def test_every_mishap_is_answered_by_every_command_whatever_kind_is_chosen(mishap: str) -> None:
    situation = {"mishaps": [{"id": mishap}], "now": "2026-11-24T18:30"}
    assert ask(command="assess", situation=situation)["ok"] and ask(command="plan", situation=situation)["ok"]
    for kind in (None, *content().letters):
        answer = ask(command="compose", situation=situation, kind=kind)
        assert answer["ok"] and (kind is None or answer["result"]["letter"]["kind"] == kind)


@pytest.mark.parametrize(
    "around",
    [
        '{"command":"assess","situation":{"mishaps":[{"id":"rambled","extent":%s}]}}',
        '{"command":"compose","situation":{"mishaps":[{"id":"rambled"}]},"wordings":{"a":%s}}',
        '{"command":"review","text":"x","channel":%s}',
        '{"command":%s}',
        '{"schema":%s}',
    ],
)
def test_nesting_of_any_depth_is_refused(around: str) -> None:
    for depth in (*range(1, 40), *range(880, 1020), 5000):
        assert json.loads(handle(around % ("[" * depth + "]" * depth)))["ok"] is False


def test_deep_nesting_is_refused_as_bad_json() -> None:
    assert error_of("[" * 100_000)["code"] == "not-json"


def error_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(handle(text))["error"]
    return found


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        ({"command": "sing"}, "unknown-command", "command"),
        ({"schema": 2, "command": "assess"}, "too-new", "schema"),
        ({"command": "assess"}, "wrong-type", "situation"),
        ({"command": "assess", "situation": {}}, "missing", "situation.mishaps"),
        ({"command": "assess", "situation": {"mishaps": []}}, "missing", "situation.mishaps"),
        (
            {"command": "assess", "situation": {"mishaps": [{"id": "nope"}]}},
            "unknown-mishap",
            "situation.mishaps[0].id",
        ),
        ({"command": "assess", "situation": {**ONE, "colour": 1}}, "unknown-key", "situation.colour"),
        ({"command": "assess", "situation": {**ONE, "region": "mars"}}, "unknown-value", "situation.region"),
        ({"command": "assess", "situation": {**ONE, "distress": 11}}, "unknown-value", "situation.distress"),
        ({"command": "assess", "situation": {**ONE, "now": "soon"}}, "unknown-value", "situation.now"),
        ({"command": "compose", "situation": ONE, "kind": "poem"}, "unknown-value", "kind"),
        ({"command": "compose", "situation": ONE, "wording": -1}, "unknown-value", "wording"),
        ({"command": "export", "situation": ONE, "format": "papyrus"}, "unknown-value", "format"),
        ({"command": "export", "situation": ONE}, "unknown-value", "format"),
        ({"command": "compose", "situation": ONE, "wording": 1.5}, "unknown-value", "wording"),
        ({"command": "compose", "situation": ONE, "wording": True}, "unknown-value", "wording"),
        ({"command": "compose", "situation": ONE, "wordings": []}, "wrong-type", "wordings"),
        ({"command": "compose", "situation": ONE, "wordings": {"lead": "x"}}, "unknown-value", "wordings.lead"),
        ({"command": "compose", "situation": ONE, "to": -1}, "unknown-value", "to"),
        ({"command": "compose", "situation": ONE, "printed": "yes"}, "wrong-type", "printed"),
        ({"command": "compose", "situation": ONE, "register": "loud"}, "unknown-value", "register"),
        ({"command": "assess", "situation": {**ONE, "fit": "a" * 20_001}}, "too-long", "situation.fit"),
        ({"command": "assess", "situation": {"mishaps": [{"id": "rambled"}] * 41}}, "too-long", "situation.mishaps"),
        ({"command": "assess", "situation": {"mishaps": [{"id": None}]}}, "missing", "situation.mishaps[0].id"),
        ({"command": "assess", "situation": {**ONE, "now": "9999-12-31T23:00"}}, "unknown-value", "situation.now"),
        (
            {"command": "assess", "situation": {**ONE, "choose": {"kind": "poem"}}},
            "unknown-value",
            "situation.choose.kind",
        ),
        ({"command": "review", "text": "a" * 2_000_001}, "too-long", "text"),
        ({"command": "review", "text": "x", "situation": ONE, "kind": "poem"}, "unknown-value", "kind"),
        ({"command": "catalogue", "situation": ONE}, "unknown-key", "situation"),
        ({"command": ["assess"]}, "unknown-command", "command"),
        ({}, "unknown-command", "command"),
        ({"schema": "1", "command": "assess"}, "unknown-value", "schema"),
        ({"schema": 0, "command": "assess"}, "unknown-value", "schema"),
        ({"command": "review", "text": 4}, "wrong-type", "text"),
        ({"command": "review", "text": "x", "channel": "fax"}, "unknown-value", "channel"),
        ({"command": "plan", "situation": ONE, "extra": 1}, "unknown-key", "extra"),
    ],
)
def test_bad_input_is_refused_by_code_and_field(request_: dict[str, Any], code: str, field: str) -> None:
    found = error(**request_)
    assert (found["code"], found["field"]) == (code, field) and found["message"].endswith(".")


@pytest.mark.parametrize("text", ["[]", "null", "1", '"assess"', "NaN"])
def test_a_request_that_is_no_object_is_refused(text: str) -> None:
    assert error_of(text)["code"] == "wrong-type"


def test_every_error_has_the_same_four_keys_and_says_it_in_one_line() -> None:
    for text in ("", "[]", "{}", '{"command":"assess","x\\r\\n":1}'):
        found = error_of(text)
        assert set(found) == {"code", "field", "message", "allowed"} and isinstance(found["allowed"], list)


def test_allowed_values_are_listed() -> None:
    found = error(command="assess", situation={"mishaps": [{"id": "rambled", "extent": "a bit"}]})
    assert found["allowed"] == ["one_moment", "one_answer", "most_of_it"]


def test_positions_count_as_browsers_do() -> None:
    text = "Subject: Role\n\nDear \U0001f600 Sam,\n\nThank you \U0001f600 for today. I beg you to see me again."
    found = [one for one in ask(command="review", text=text)["result"]["findings"] if one["rule"] == "begging"]
    units = text.encode("utf-16-le")
    assert found
    for one in found:
        assert units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") == one["quote"]


def test_a_lone_surrogate_is_no_error() -> None:
    assert ask(command="review", text="Dear \ud800 Sam, thank you.")["ok"]
    assert ask(command="compose", situation={**ONE, "role": "\ud800x"})["ok"]


def test_nothing_to_send_is_an_answer_not_an_error() -> None:
    answer = ask(command="compose", situation={"mishaps": [{"id": "told-not-to-contact"}]})
    assert answer["ok"] and answer["result"]["letter"] is None
    assert (
        error(command="export", format="text", situation={"mishaps": [{"id": "told-not-to-contact"}]})["code"]
        == "missing"
    )


ASSESSMENT = """
    action action_label band band_label band_text care caution certainty channel channel_label headline kind kind_label
    lead_mishap leave_out mention other_view overruled pause points reasons rule steps window"""
LETTER = """
    cap channel close gaps kind label parts purpose region salutation seconds signature slip_share subject target text
    words"""
FINDING = "also end facts key message page quote rule severity start suggestion why"
OUTLINE = """asked channel kind missing parts passages seconds slip_limit slip_share slip_words thanked words"""
FULL = {
    "mishaps": [{"id": "late-arrival", "noticed": "yes", "minutes_late": 25}],
    "role": "Planner",
    "interview": {"date": "2026-11-20", "time": "10:00"},
    "now": "2026-11-20T17:00",
}


def keys(table: dict[str, Any], names: str) -> bool:
    return set(table) == set(names.split())


def test_every_answer_says_its_schema_and_its_command() -> None:
    for command in COMMANDS:
        fields = {"situation": FULL, "format": "text"}
        answer = ask(command=command, **{name: value for name, value in fields.items() if name in FIELDS[command]})
        assert keys(answer, "schema ok command result") and answer["command"] == command and answer["schema"] == 1


def test_an_assessment_has_its_keys() -> None:
    found = ask(command="assess", situation=FULL)["result"]
    assert keys(found, ASSESSMENT)
    assert keys(found["window"], "id label until") and keys(found["certainty"], "level text")
    assert all(keys(one, "rule text facts") for one in [*found["reasons"], found["other_view"]])
    assert all(keys(one, "text") for one in found["leave_out"])
    calm = ask(command="assess", situation={"mishaps": [{"id": "told-not-to-contact"}]})["result"]
    assert keys(calm, ASSESSMENT) and (calm["kind"], calm["caution"], calm["care"]) == (None, None, None)


def test_a_letter_has_its_keys() -> None:
    found = ask(command="compose", situation=FULL)["result"]
    assert keys(found, "assessment letter findings") and keys(found["letter"], LETTER)
    for part in found["letter"]["parts"]:
        assert keys(part, "id role paragraph text because wording") and keys(part["wording"], "index count")
        assert keys(part["because"], "answers rule facts own_words")
    assert found["letter"]["gaps"] and all(keys(gap, "slot label") for gap in found["letter"]["gaps"])
    assert found["assessment"] == ask(command="assess", situation=FULL)["result"]


def test_a_review_has_its_keys() -> None:
    found = ask(command="review", text="Dear Sam,\n\nI beg you. Thank you for today.\n\nBye,\nAda")["result"]
    assert keys(found, "findings outline summary shown_first dismissed") and found["findings"]
    assert all(keys(one, FINDING) for one in found["findings"])
    assert keys(found["outline"], OUTLINE)
    assert all(keys(one, "start end words roles job") for one in found["outline"]["passages"])


def test_a_plan_and_an_export_have_their_keys() -> None:
    found = ask(command="plan", situation=FULL)["result"]
    assert keys(found, "steps stop recipient contacts there") and found["steps"]
    assert all(keys(step, "id kind label date time why facts there") for step in found["steps"])
    assert keys(ask(command="export", situation=FULL, format="text")["result"], "filename media_type text")


def test_the_catalogue_has_its_keys_and_everything_there_is_to_choose() -> None:
    found = ask(command="catalogue")["result"]
    shapes = {
        "groups": "id label",
        "mishaps": "id code label group gravity move slip basis verdict letter page everyday",
        "kinds": "id code label words cap",
        "regions": "id label",
        "formats": "id label media_type extension",
    }
    assert set(found) == set(shapes) and all(keys(row, shapes[name]) for name in shapes for row in found[name])
    known = content()
    assert {row["id"] for row in found["mishaps"]} == set(known.mishaps)
    assert {row["id"] for row in found["kinds"]} == set(known.letters)
    assert {row["id"] for row in found["regions"]} == set(known.regions)
    assert [row["code"] for row in found["mishaps"]] == sorted(row["code"] for row in found["mishaps"])


def test_choosing_a_kind_beside_the_situation_or_in_it_is_the_same() -> None:
    beside = ask(command="compose", situation=FULL, kind="check-in")
    inside = ask(command="compose", situation={**FULL, "choose": {"kind": "check-in"}})
    assert beside == inside and beside["result"]["assessment"]["overruled"]
    both = ask(command="compose", situation={**FULL, "choose": {"kind": "withdrawal"}}, kind="check-in")
    assert both["result"]["letter"]["kind"] == "check-in"


def test_null_counts_as_not_said() -> None:
    bare = ask(command="compose", situation=FULL)
    assert ask(command="compose", situation={**FULL, "company": None, "region": None}, kind=None, register=None) == bare


@given(st.text(st.sampled_from("a. \n\U0001f600\u00e9") | st.characters(), max_size=60))
@settings(deadline=None, max_examples=150)
def test_positions_of_findings_and_outline_count_as_browsers_do(text: str) -> None:
    letter = f"Subject: {text}\n\nDear {text},\n\n{text} Please, I beg you. I am begging you {text}. Thank you."
    whole = letter.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    units = whole.encode("utf-16-le")
    found = ask(command="review", text=letter)["result"]
    for one in found["findings"]:
        assert units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") == one["quote"]
    ends = [(one["start"], one["end"]) for one in found["outline"]["passages"]]
    assert all(0 <= start < end <= len(units) // 2 for start, end in ends) and ends == sorted(ends)


def test_positions_in_a_composed_letter_count_its_subject_line() -> None:
    situation = {**FULL, "role": "\U0001f600 Planner", "fit": "I beg you, \U0001f600 I beg you to see me again."}
    found = ask(command="compose", situation=situation, kind="thank-you-note")["result"]
    units = f"Subject: {found['letter']['subject']}\n\n{found['letter']['text']}".encode("utf-16-le")
    assert found["findings"]
    for one in found["findings"]:
        assert units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") == one["quote"]


def test_the_answer_is_plain_ascii_text() -> None:
    assert handle(json.dumps({"command": "compose", "situation": {**ONE, "role": "Zoë \U0001f600"}})).isascii()
