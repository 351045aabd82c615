"""One door: JSON text in, JSON text out, never an exception."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.api import COMMANDS, handle

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


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=12), inner), max_leaves=20), st.sampled_from(sorted(COMMANDS)))  # fmt: skip  # noqa: E501
@settings(max_examples=300, deadline=None)
def test_no_data_makes_the_door_raise(data: Any, command: str) -> None:
    json.loads(handle(json.dumps({"command": command, "situation": data, "text": data, "format": data})))


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
        ({"command": "export", "situation": ONE, "format": "docx"}, "unknown-value", "format"),
        ({"command": "review", "text": 4}, "wrong-type", "text"),
        ({"command": "review", "text": "x", "channel": "fax"}, "unknown-value", "channel"),
        ({"command": "plan", "situation": ONE, "extra": 1}, "unknown-key", "extra"),
    ],
)
def test_bad_input_is_refused_by_code_and_field(request_: dict[str, Any], code: str, field: str) -> None:
    found = error(**request_)
    assert (found["code"], found["field"]) == (code, field) and found["message"].endswith(".")


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


def test_the_keys_of_each_answer_are_the_documented_ones() -> None:
    composed = ask(command="compose", situation=ONE)["result"]
    assert set(composed) == {"assessment", "letter", "findings"}
    assert {"kind", "subject", "salutation", "parts", "close", "signature", "text", "words", "gaps"} <= set(
        composed["letter"]
    )
    assert {"id", "role", "paragraph", "text", "because", "wording"} == set(composed["letter"]["parts"][0])
    assert {"answers", "rule", "facts", "own_words"} == set(composed["letter"]["parts"][0]["because"])
    assert set(ask(command="plan", situation=ONE)["result"]) == {"steps", "stop"}
    reviewed = ask(command="review", text="I beg you.")["result"]
    assert {"findings", "outline", "summary", "shown_first"} == set(reviewed)
    assert {"groups", "mishaps", "kinds", "regions", "formats"} == set(ask(command="catalogue")["result"])


def test_the_answer_is_plain_ascii_text() -> None:
    assert handle(json.dumps({"command": "compose", "situation": {**ONE, "role": "Zoë \U0001f600"}})).isascii()
