"""Whatever is pasted: no error, spans that slice the letter, findings in order, and work in proportion."""

from __future__ import annotations

import cProfile
import json
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import secondtake
from secondtake.api import handle
from secondtake.findings import CHANNELS, SEVERITIES, Review, Rule
from secondtake.load import content
from secondtake.review import review

LETTER = "Dear Ms Ode,\n\nThank you. I beg you!! I just wanted to ask [name].\n\nKind regards,\nZoe Hart"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
CLOSED = {"unknown-value", "unknown-key", "wrong-type", "missing", "too-long"}
ODD = {
    "nothing": "",
    "blanks": " \t \n \u00a0 \u3000 ",
    "one character": "x",
    "a million characters": "the plan for the winter leaks " * 33_334,
    "nine thousand findings": "I beg you. " * 9_000,
    "a hundred thousand lines": "on\n" * 100_000,
    "a very long word": "a" * 1_000_000,
    "carriage returns": LETTER.replace("\n", "\r"),
    "windows line ends": LETTER.replace("\n", "\r\n"),
    "line separators": LETTER.replace("\n", "\u2028").replace("\u2028\u2028", "\u2029"),
    "form feeds and next lines": LETTER.replace("\n", "\x0c\x85\x0b"),
    "nulls": LETTER.replace(" ", "\x00"),
    "every control": "".join(map(chr, (*range(32), *range(0x7F, 0xA0)))) + LETTER,
    "lone surrogates": "\ud800" + LETTER.replace("beg", "b\udfffeg") + "\udc00\ud800",
    "a tower of marks": LETTER + "e" + "\u0301" * 5_000,
    "nothing but marks": "\u0301\u20dd" * 500,
    "composed": unicodedata.normalize("NFC", "Dear Zo\u00eb,\n\nI am se\u00f1or. I beg you."),
    "decomposed": unicodedata.normalize("NFD", "Dear Zo\u00eb,\n\nI am se\u00f1or. I beg you."),
    "joiners": LETTER.replace(" ", "\u200d \u200b\u200c\u2060"),
    "marks of order": "\ufeff" + LETTER + "\ufeff",
    "turned around": "\u202e" + LETTER + "\u202c\u2066 \u2067 \u2069 \u200f\u200e\u061c",
    "arabic": "\u0639\u0632\u064a\u0632\u064a \u0646\u0648\u0631\u060c\n\n\u0634\u0643\u0631\u0627 \u0644\u0643\u0645. I beg you.\n\n\u0632\u0648\u064a",  # noqa: E501
    "hebrew": "\u05e9\u05dc\u05d5\u05dd \u05e0\u05d5\u05e2\u05d4,\n\n\u05ea\u05d5\u05d3\u05d4. I beg you.",
    "thai": "\u0e40\u0e23\u0e35\u0e22\u0e19\u0e04\u0e38\u0e13\u0e19\u0e38\u0e48\u0e19 \u0e02\u0e2d\u0e1a\u0e04\u0e38\u0e13\u0e04\u0e23\u0e31\u0e1a",  # noqa: E501
    "devanagari": "\u092a\u094d\u0930\u093f\u092f \u0928\u0942\u0930, \u0927\u0928\u094d\u092f\u0935\u093e\u0926",
    "chinese": "\u5c0a\u656c\u7684\u674e\u5973\u58eb\uff1a\u8c22\u8c22\u60a8\u3002\u6211\u6c42\u60a8\uff01",
    "turkish capitals": "Dear \u0130pek I\u015f\u0131k,\n\n\u0130 \u0130 I beg you. \u0130",
    "sharp s and ligatures": "Dear Herr Gro\u00df, \ufb03 \u0149 \u01c5 stra\u00dfe. I beg you.",
    "one name": "Dear Sukarno,\n\nThank you.\n\nPel\u00e9",
    "a surname of one letter": "Dear Ms O,\n\nThank you.\n\nKim E",
    "apostrophes and hyphens": "Dear Ms O'Neill-D\u2019Souza,\n\nI''ll -- 'tis ''''' \u2019\u2019 ok.\n\nN'Golo",
    "null and none": "Dear None,\n\nnull undefined NaN true\n\nnull",
    "families and flags": f"Dear Ms Ode {FAMILY},\n\n\U0001f1f3\U0001f1f4{FAMILY}I beg you{FAMILY}!!\U0001f44d\U0001f3fd",  # noqa: E501
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>I beg you &amp; <b>you</b><!-- -->]]>",
    "markdown": "# Dear\n\n**I beg** [you](javascript:alert(1)) `code` | a | b |\n> quoted\n```\n",
    "template braces": "Dear {{name}}, ${x} $x {0} %(y)s {% raw %} {name!r:>{width}} I beg you \\1 \\g<0>",
    "a second header": "Subject: Hello%0D%0ABcc: x@example.org\r\nBcc: y@example.org\r\n\r\nI beg you.",
    "many subjects": "Subject: a\nSubject: b\nRe: c\nFrom: d\n" * 50,
    "mail addresses": "mailto:a@example.org?subject=x&body=y I beg you javascript:alert(1) data:text/html,x",
    "formulas": "=HYPERLINK(1)\n+1\n-1\n@SUM(A1)\n\t=1\nI beg you.",
    "quotation marks": "\"" * 5_000 + "I beg you" + "'" * 5_000 + "\u201c" * 5_000,
    "brackets": "[" * 5_000 + "name" + "]" * 5_000 + "{" * 5_000 + "<a" * 2_500 + "(insert " * 2_000,
    "stops": "." * 5_000 + "!" * 5_000 + "?" * 5_000 + "\u2026" * 500,
    "underscores and signs": "_" * 5_000 + "%A" * 2_500 + "X" * 5_000 + "+1 " * 2_000,
    "quoted replies": "> " * 5_000 + "\n" + "> I beg you\n" * 500 + "On Monday wrote:\n" * 50,
    "bullets": "- I beg you\n" * 1_000 + "1) I beg you\n" * 1_000,
}  # fmt: skip
SMALL = [name for name, text in ODD.items() if len(text) < 60_000]


def assert_sound(text: str, found: Review) -> None:
    """Spans slice the text, findings come worst first, and the outline stays inside the letter."""
    for one in (*found.findings, *found.dismissed):
        assert 0 <= one.start <= one.end <= len(text) and text[one.start : one.end] == one.quote
    order = [(SEVERITIES.index(one.severity), one.start, one.end) for one in found.findings]
    assert order == sorted(order) and found.first == found.findings[:7]
    places = [(one.start, one.end) for one in found.outline.passages]
    assert places == sorted(places) and all(0 <= start < end <= len(text) for start, end in places)
    assert all(0 <= pair[0] <= pair[1] <= len(text) for pair in found.outline.parts.values() if pair)
    assert found.summary


def door(command: str, **request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"command": command, **request})))
    return answer


def assert_sound_over_the_door(text: str, found: dict[str, Any]) -> None:
    """The same, counted as a browser counts, in the text with its broken halves made whole."""
    units = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-16-le")
    for one in found["findings"]:
        assert units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") == one["quote"]
    size = len(units) // 2
    assert all(0 <= one["start"] < one["end"] <= size for one in found["outline"]["passages"])
    assert all(0 <= pair[0] <= pair[1] <= size for pair in found["outline"]["parts"].values() if pair)


# ---- what may be pasted --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ODD)
def test_any_text_can_be_reviewed(name: str) -> None:
    assert_sound(ODD[name], secondtake.review(ODD[name]))


@pytest.mark.parametrize("name", ODD)
def test_any_text_can_be_reviewed_over_the_door(name: str) -> None:
    answer = door("review", text=ODD[name])
    assert answer["ok"]
    assert_sound_over_the_door(ODD[name], answer["result"])


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("name", SMALL)
def test_any_text_can_be_reviewed_for_any_channel_with_names_like_it(name: str, channel: str) -> None:
    text = ODD[name]
    who = {"name": text[:200], "title": "Dr"}
    situation = {"interviewers": [who], "company": text[:200], "role": text[:200], "candidate": {"name": text[:200]}}
    answer = door("review", text=text, channel=channel, situation=situation)
    assert answer["ok"]
    assert_sound_over_the_door(text, answer["result"])


def situation_of(text: str) -> dict[str, Any]:
    """A situation with the text in every place that a person can type into."""
    return {
        "mishaps": [{"id": "late-arrival", "cause": text, "change": text, "minutes_late": 20}],
        "candidate": {"name": text, "email": text, "phone": text, "address": text},
        "interviewers": [{"name": text, "signed_as": text, "talked_about": text, "position": text}],
        "company": text, "role": text, "highlight": text, "fit": text, "interest": text, "words": text,
        "agency": {"consultant": text, "firm": text}, "coordinator": text, "new_slots": [text],
        "evidence": [{"question": text, "answer": text, "result": text}],
        "correction": {"said": text, "right": text, "proof": text}, "adjustment": {"part": text, "need": text},
        "conduct": {"act": text, "to": text},
    }  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_any_text_in_any_answer_is_assessed_and_composed_or_refused_by_name(name: str) -> None:
    for command in ("assess", "compose", "plan"):
        answer = door(command, situation=situation_of(ODD[name]))
        if not answer["ok"]:
            assert answer["error"]["code"] in CLOSED and answer["error"]["field"].startswith("situation.")
            assert len(ODD[name]) > 20_000, "only what is too long is refused"
        elif command == "compose" and answer["result"]["letter"]:
            letter = answer["result"]["letter"]
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", letter["text"])
            assert "\n" not in letter["subject"]


@pytest.mark.parametrize("day", ["2000-02-29", "2096-02-29", "2000-01-01", "2099-12-31"])
@pytest.mark.parametrize("now", ["2000-01-01T00:00", "2099-12-31T23:59:59"])
def test_days_at_the_ends_of_the_calendar_are_reviewed_assessed_and_planned(day: str, now: str) -> None:
    told = {"mishaps": [{"id": "rambled"}], "interview": {"date": day}, "now": now}
    assert all(door(command, situation=told)["ok"] for command in ("assess", "compose", "plan"))
    assert door("review", text=LETTER, situation=told)["ok"]


@pytest.mark.parametrize("day", ["1999-12-31", "2026-02-30", "2025-02-29", "0000-00-00", "99999-01-01"])
def test_days_that_are_none_are_refused_by_field(day: str) -> None:
    for command in ("assess", "plan"):
        error = door(command, situation={"mishaps": [{"id": "rambled"}], "interview": {"date": day}})["error"]
        assert error["field"] == "situation.interview.date"


def phrases() -> list[str]:
    """Pieces that the rules know, to be put together in ways nobody planned."""
    pieces = {word for rule in content().rules for text in (*rule.bad[:2], *rule.good[:1]) for word in text.split(" ")}
    return sorted(pieces)


ANY = st.lists(
    st.sampled_from(phrases()) | st.text(max_size=12) | st.sampled_from(["\n\n", "\r", "> ", "Subject: "]), max_size=40
)


@given(ANY, st.sampled_from(CHANNELS))
@settings(deadline=None, max_examples=150)
def test_no_text_whatever_makes_the_review_raise_or_point_beside_the_words(pieces: list[str], channel: str) -> None:
    text = " ".join(pieces)
    found = secondtake.review(text, channel=channel)
    assert_sound(text, found)
    again = secondtake.review(text, channel=channel, dismissed={one.key for one in found.findings})
    assert again.findings == () and len(again.dismissed) == len(found.findings)


@given(
    st.text(st.characters(), max_size=80)
    | st.text(st.sampled_from("ab \n.!?\"'[]{}<>()%_-:,\u0301\u200d\ud800\U0001f600"))
)
@settings(deadline=None, max_examples=150)
def test_spans_are_right_in_code_points_and_in_utf16(text: str) -> None:
    whole = f"Subject: {text}\n\nDear {text},\n\n{text} I beg you!! {text}"
    assert_sound(whole, secondtake.review(whole))
    assert_sound_over_the_door(whole, door("review", text=whole)["result"])


# ---- work in proportion --------------------------------------------------------------------------------------------


def work(text: str, channel: str) -> int:
    """How many calls a review makes: the same on every machine, however busy."""
    profile = cProfile.Profile(builtins=True)
    profile.enable()
    review(text, content().rules, channel=channel)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def trigger(rule: Rule) -> str:
    """The first half of a sentence that a rule objects to, where it must look hardest whether it has one."""
    words = rule.bad[0].split()
    return " ".join(words[: max(2, len(words) // 2)][:12])


@pytest.mark.parametrize("rule", tuple(content().rules), ids=lambda rule: rule.id)
@pytest.mark.parametrize("between", [" ", ". "], ids=["in one sentence", "in many"])
def test_four_times_what_sets_a_rule_off_is_at_most_four_times_the_work(rule: Rule, between: str) -> None:
    start, channel = trigger(rule) + between, rule.channels[0]
    work(start, channel)  # what is learned once is not counted
    assert work(start * 240, channel) <= 4.4 * work(start * 60, channel)
