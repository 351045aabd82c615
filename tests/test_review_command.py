"""`secondtake review`, run as a person runs it: what it shows, what it writes, what it refuses, how it ends."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

import secondtake
from build_review_schema import review_schema
from secondtake import review_command
from secondtake.cli import main
from secondtake.findings import CHANNELS, SEVERITIES
from secondtake.load import content, read_folder
from secondtake.model import Content
from secondtake.rules import rules_from

ROOT = Path(__file__).resolve().parent.parent
LETTER = "Subject: Hello\n\nDear Ms Ode,\n\nplum trees are nice. A pear grows.\n\nKind regards,\nZoe Hart\n"
RULE = {"severity": "error", "check": "phrasing", "message": "No fruit here.", "why": "Fruit is off the point.",
        "page": "rules.md#fruit", "source": "reasoned", "facts": ["F1"]}  # fmt: skip
RULES: dict[str, dict[str, Any]] = {
    "plum": {**RULE, "lists": {"sure": ["plum trees"]}, "bad": ["plum trees are nice"],
             "good": ["Dear Ada,\n\ntrees\n\nBye"]},
    "pear": {**RULE, "severity": "note", "replace": {"a pear": "an idea"}},
    "dates": {**RULE, "severity": "warning", "replace": {"a date": "plum trees"}},
}
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in a folder that holds a letter."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SITE_URL", raising=False)
    Path("letter.txt").write_text(LETTER, encoding="utf-8")

    def runs(*arguments: str, typed: str | bytes = "") -> Result:
        result = CliRunner().invoke(main, ["review", *arguments], input=typed, prog_name="secondtake")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return runs


@cache
def orchard() -> Content:
    return replace(content(), rules=rules_from(RULES, read_folder()["lexicon"]))


@pytest.fixture
def fruit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter check with rules of our own, so that no test here rests on the wording of the real ones."""
    monkeypatch.setattr(review_command, "content", orchard)


pytestmark = pytest.mark.usefixtures("fruit")


def found(result: Result) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return findings


# ---- what it shows -------------------------------------------------------------------------------------------------


def test_it_ends_with_1_only_when_there_is_an_error(run: Run) -> None:
    assert run("letter.txt").exit_code == 1
    assert run("letter.txt", "--ignore", "plum").exit_code == 0
    assert run("letter.txt", "--select", "pear").exit_code == 0
    assert run("-", typed="plum trees").exit_code == 1


def test_text_shows_the_line_with_the_quotation_marked_the_severity_in_words_and_why(run: Run) -> None:
    shown = run("letter.txt").stdout
    assert "letter.txt:5:1: error, could cost you the job (plum)" in shown
    assert "   5 | plum trees are nice. A pear grows.\n     | ~~~~~~~~~~\n" in shown
    assert f"  {RULE['message']}\n  Why: {RULE['why']} [F1]\n" in shown
    assert "   5 | plum trees are nice. A pear grows.\n     |                      ~~~~~~\n" in shown
    assert '  Better: "An idea"\n' in shown


def test_every_finding_in_text_ends_with_what_dismisses_it(run: Run) -> None:
    keys = re.findall(r"--dismiss ([0-9a-f]{16})$", run("letter.txt").stdout, re.MULTILINE)
    assert keys == [one["key"] for one in found(run("letter.txt", "--format", "json"))]


def test_at_most_seven_are_shown_and_the_rest_are_said_to_exist(run: Run) -> None:
    text = "A date. A pear. " * 4 + "plum trees. " + "A pear. " * 3
    shown = run("-", typed=text).stdout
    severities = re.findall(r"^standard input:\d+:\d+: (\w+),", shown, re.MULTILINE)
    assert severities == ["error"] + ["warning"] * 4 + ["note"] * 2
    assert "5 more findings are not shown, none of them worse" in " ".join(shown.split())
    whole = run("-", "--all", typed=text).stdout
    assert len(re.findall(r"^standard input:\d", whole, re.MULTILINE)) == 12 and "more finding" not in whole


@pytest.mark.parametrize(("pears", "said"), [(7, ""), (8, "One more finding is not shown."), (9, "2 more findings")])
def test_the_rest_is_counted_in_words_that_fit(run: Run, pears: int, said: str) -> None:
    shown = run("-", typed="A pear. " * pears).stdout
    assert said in shown and (said != "" or "more finding" not in shown)


def test_a_clean_letter_gets_one_sentence_and_what_is_left_to_do(run: Run) -> None:
    shown = run("-", typed="Dear Ms Ode,\n\nApples.\n\nZoe").stdout
    assert " ".join(shown.split()) == content().rules.words["summary"]["clean"]["one"]


def test_with_rules_left_out_nothing_found_is_no_praise(run: Run) -> None:
    shown = run("letter.txt", "--select", "dates").stdout
    assert shown.strip() == "The rules you chose find nothing here. The others were not asked."


def test_several_letters_are_told_apart(run: Run) -> None:
    Path("clean.txt").write_text("Apples.", encoding="utf-8")
    result = run("clean.txt", "letter.txt")
    assert result.exit_code == 1 and "letter.txt:5:1:" in result.stdout and "clean.txt: Nothing here" in result.stdout
    both = json.loads(run("clean.txt", "letter.txt", "--format", "json").stdout)
    assert [(one["file"], len(one["findings"])) for one in both["letters"]] == [("clean.txt", 0), ("letter.txt", 2)]


def test_no_control_character_from_a_letter_or_its_name_reaches_the_terminal(run: Run) -> None:
    Path("\x1b[2Jx.txt").write_text("plum \x1b[31m trees. plum trees \x1b]0;x\x07 \u202e \x9b", encoding="utf-8")
    shown = run("\x1b[2Jx.txt").stdout
    assert "plum trees" in shown and not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_colour_is_for_terminals_and_for_those_who_want_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("letter.txt").stdout
    monkeypatch.setattr(review_command, "_colourful", lambda: True)
    shown = run("letter.txt").stdout
    assert "\x1b[1;31merror" in shown and "\x1b[1;31m~~~~~~~~~~\x1b[0m" in shown
    run("letter.txt", "-o", "out.txt")
    assert "\x1b" not in Path("out.txt").read_text(encoding="utf-8")
    assert "\x1b" not in run("letter.txt", "--format", "github").stdout


@pytest.mark.parametrize(
    ("terminal", "told", "colour"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_needs_a_terminal_and_no_wish_against_it(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, told: dict[str, str], colour: bool
) -> None:
    for name, value in {"TERM": "xterm", **told}.items():
        monkeypatch.setenv(name, value)
    if "NO_COLOR" not in told:
        monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert review_command._colourful() is colour


# ---- rules ---------------------------------------------------------------------------------------------------------


def test_rules_are_chosen_by_repeating_an_option_or_with_commas(run: Run) -> None:
    for options in (["--select", "plum", "--select", "pear"], ["--select", "plum, pear"], ["--ignore", "dates"]):
        assert {one["rule"] for one in found(run("letter.txt", "--format", "json", *options))} == {"plum", "pear"}


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_a_rule_that_is_not_there_is_refused_with_those_near_to_it(run: Run, option: str) -> None:
    near = run("letter.txt", option, "plumm")
    assert near.exit_code == 2 and near.stdout == ""
    assert option in near.stderr and "Near to it: plum." in near.stderr
    far = run("letter.txt", option, "quince")
    assert far.exit_code == 2 and "Rules: dates, pear, plum." in far.stderr


def test_explain_shows_message_why_facts_sources_and_both_kinds_of_example(run: Run) -> None:
    shown = run("--explain", "plum").stdout
    flat, fact = " ".join(shown.split()), content().facts["F1"]
    assert all(text in flat for text in (RULE["message"], RULE["why"], *RULES["plum"]["bad"]))
    assert f"F1: {fact['finding']}" in flat
    assert all(content().sources[source]["citation"] in flat for source in fact["sources"])
    assert "- Dear Ada,\n\n  trees\n\n  Bye\n" in shown


# ---- suggestions ---------------------------------------------------------------------------------------------------


def test_fix_changes_the_file_says_what_it_changed_and_leaves_the_rest(run: Run) -> None:
    result = run("letter.txt", "--fix")
    assert Path("letter.txt").read_text(encoding="utf-8") == LETTER.replace("A pear", "An idea")
    assert 'letter.txt:5:22: changed: "A pear" -> "An idea" (pear)' in result.stdout
    assert "(plum)" in result.stdout and result.exit_code == 1
    again = run("letter.txt", "--fix")
    assert "Nothing was changed" in again.stdout
    assert Path("letter.txt").read_text(encoding="utf-8") == LETTER.replace("A pear", "An idea")


def test_fix_does_not_put_in_what_would_make_the_letter_worse(run: Run) -> None:
    Path("letter.txt").write_text("A date. A pear. A date.", encoding="utf-8")
    result = run("letter.txt", "--fix")
    assert Path("letter.txt").read_text(encoding="utf-8") == "A date. An idea. A date." and result.exit_code == 0


def test_fix_from_standard_input_prints_the_letter_and_nothing_else(run: Run) -> None:
    result = run("-", "--fix", typed="A pear. A pear.")
    assert result.stdout == "An idea. An idea.\n"
    assert result.stderr.count("changed:") == 2


def test_fix_to_another_file_leaves_the_first_alone(run: Run) -> None:
    result = run("letter.txt", "--fix", "-o", "better.txt")
    assert Path("letter.txt").read_text(encoding="utf-8") == LETTER and result.stdout == ""
    assert Path("better.txt").read_text(encoding="utf-8") == LETTER.replace("A pear", "An idea")


def test_fix_keeps_line_ends_and_the_mark_of_order(run: Run) -> None:
    before = b"\xef\xbb\xbf" + LETTER.replace("\n", "\r\n").encode()
    Path("letter.txt").write_bytes(before)
    run("letter.txt", "--fix")
    assert Path("letter.txt").read_bytes() == before.replace(b"A pear", b"An idea")


def test_fix_touches_no_dismissed_finding(run: Run) -> None:
    key = next(one["key"] for one in found(run("letter.txt", "--format", "json")) if one["rule"] == "pear")
    run("letter.txt", "--dismiss", key)
    run("letter.txt", "--fix")
    assert Path("letter.txt").read_text(encoding="utf-8") == LETTER


def test_fix_takes_several_letters_to_their_own_files(run: Run) -> None:
    Path("other.txt").write_text("A pear.", encoding="utf-8")
    run("letter.txt", "other.txt", "--fix")
    assert Path("other.txt").read_text(encoding="utf-8") == "An idea."
    assert "An idea" in Path("letter.txt").read_text(encoding="utf-8")


# ---- dismissing ----------------------------------------------------------------------------------------------------


def key_of(run: Run, rule: str = "plum") -> str:
    return next(one["key"] for one in found(run("letter.txt", "--format", "json")) if one["rule"] == rule)


def test_a_dismissed_finding_stays_dismissed_and_no_text_is_stored(run: Run) -> None:
    key = key_of(run)
    result = run("letter.txt", "--dismiss", key)
    assert result.exit_code == 0 and "(plum)" not in result.stdout and "Noted in .secondtake-ignore." in result.stderr
    again = run("letter.txt")
    assert again.exit_code == 0 and "One finding was dismissed before" in " ".join(again.stdout.split())
    stored = Path(".secondtake-ignore").read_text(encoding="utf-8")
    assert [line for line in stored.splitlines() if not line.startswith("#")] == [f"{key} plum"]
    assert not any(word in stored for word in ("trees", "nice", "Ode"))
    assert [one["key"] for one in json.loads(run("letter.txt", "--format", "json").stdout)["dismissed"]] == [key]


def test_dismissing_twice_writes_once(run: Run) -> None:
    key = key_of(run)
    run("letter.txt", "--dismiss", key)
    before = Path(".secondtake-ignore").read_bytes()
    assert run("letter.txt", "--dismiss", key).exit_code == 0
    assert Path(".secondtake-ignore").read_bytes() == before


def test_an_ignore_file_above_the_letter_counts_up_to_the_root_of_the_repository(run: Run) -> None:
    key = key_of(run)
    deep = Path("home/repository/letters/spring")
    deep.mkdir(parents=True)
    letter = str(deep / "letter.txt")
    Path(letter).write_text(LETTER, encoding="utf-8")
    Path("home/.secondtake-ignore").write_text(f"{key} plum\n", encoding="utf-8")
    assert run(letter).exit_code == 1, "without a repository only the folder of the letter counts"
    Path("home/repository/.git").mkdir()
    assert run(letter).exit_code == 1, "what is above the repository does not count"
    Path("home/repository/.secondtake-ignore").write_text("# mine\n\n", encoding="utf-8")
    run(letter, "--dismiss", key)
    assert Path("home/repository/.secondtake-ignore").read_text(encoding="utf-8") == f"# mine\n\n{key} plum\n"
    assert run(letter).exit_code == 0 and not (deep / ".secondtake-ignore").exists()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("plum", ["key"]),
        ("0123456789abcdef", ["key"]),
        ("0123456789ABCDEF plum", ["key"]),
        ("0123456789abcdef plumm", ["plumm", "Near to it: plum."]),
        ("0123456789abcdef plum and more", ["key"]),
    ],
)
def test_a_bad_line_is_refused_by_file_and_line(run: Run, line: str, named: list[str]) -> None:
    Path(".secondtake-ignore").write_text(f"# fine\n0123456789abcdef plum # fine\n{line}\n", encoding="utf-8")
    result = run("letter.txt")
    assert result.exit_code == 2 and result.stdout == "" and len(result.stderr.splitlines()) == 1
    assert all(part in result.stderr for part in (".secondtake-ignore:3:", *named))


def test_an_ignore_file_that_is_no_text_is_refused_by_name(run: Run) -> None:
    Path(".secondtake-ignore").write_bytes(b"\xff\xfe")
    assert ".secondtake-ignore" in run("letter.txt").stderr


def test_a_key_that_no_finding_has_is_refused(run: Run) -> None:
    result = run("letter.txt", "--dismiss", "0123456789abcdef")
    assert result.exit_code == 2 and "0123456789abcdef" in result.stderr
    assert not Path(".secondtake-ignore").exists()


# ---- for programs --------------------------------------------------------------------------------------------------


def test_json_is_versioned_fits_its_published_schema_and_its_positions_slice_the_letter(run: Run) -> None:
    shown = json.loads(run("letter.txt", "--format", "json").stdout)
    assert shown["schema"] == 1 and shown["outline"]["words"] > 0
    assert [one["severity"] for one in shown["findings"]] == sorted(
        (one["severity"] for one in shown["findings"]), key=SEVERITIES.index
    )
    assert all(LETTER[one["start"] : one["end"]] == one["quote"] for one in shown["findings"])


def corpus() -> list[Path]:
    return sorted((ROOT / "tests" / "corpus" / "develop").glob("*.toml"))[::9]


def test_json_over_real_rules_fits_the_published_schema(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_command, "content", content)
    schema = jsonschema.Draft202012Validator(review_schema())
    jsonschema.Draft202012Validator.check_schema(review_schema())
    names = []
    for path in corpus():
        names.append(f"{path.stem}.txt")
        Path(names[-1]).write_text(tomllib.loads(path.read_text(encoding="utf-8"))["text"], encoding="utf-8")
        schema.validate(json.loads(run(names[-1], "--format", "json").stdout))
    schema.validate(json.loads(run(*names, "--format", "json").stdout))


@pytest.mark.parametrize(
    "change",
    [{"schema": 2}, {"findings": [{}]}, {"findings": None}, {"outline": {}}, {"summary": 1}],
)
def test_the_schema_refuses_another_form(change: dict[str, Any]) -> None:
    good = {"schema": 1, "findings": [], "dismissed": [], "summary": ""}
    outline = {
        "channel": "email", "kind": "", "parts": {"body": [0, 1], "close": None}, "missing": [], "passages": [],
        "words": 0, "slip_words": 0, "slip_share": 0.0, "slip_limit": 0.25, "seconds": 0, "thanked": [], "asked": [],
    }  # fmt: skip
    schema = jsonschema.Draft202012Validator(review_schema())
    assert schema.is_valid({**good, "outline": outline, "more": "is allowed"})
    assert not schema.is_valid({**good, "outline": outline, **change})


def test_the_library_takes_a_text_and_a_situation() -> None:
    text = "Subject: Planner\n\nDear Dr Hadad,\n\nThank you for Tuesday.\n\nKind regards,\nZoe Hart"
    bare = secondtake.review(text)
    known = secondtake.review(text, situation={"interviewers": [{"name": "Noor Haddad", "title": "Dr"}]})
    assert {one.rule for one in known.findings} - {one.rule for one in bare.findings} == {"name-mismatch"}


# ---- channels ------------------------------------------------------------------------------------------------------


def rules_of(text: str, channel: str) -> set[str]:
    return {one.rule for one in secondtake.review(text, channel=channel).findings}


def test_only_an_email_needs_a_subject_line() -> None:
    text = "Dear Ms Lee,\n\nThank you for meeting me on Tuesday about the night rota.\n\nKind regards,\nTom Reed"
    missing = {channel for channel in CHANNELS if "missing-subject" in rules_of(text, channel)}
    assert missing == {"email"}


def test_each_channel_has_its_own_length() -> None:
    most = content().rules.get("too-long")
    assert most is not None
    limits = {channel: int(most.params[f"over_{channel}"]) for channel in CHANNELS}
    assert limits["sms"] < limits["linkedin"] < limits["email"] <= limits["letter"]
    for channel, limit in limits.items():
        fits, over = (f"Dear Ms Lee,\n\n{'word ' * count}.\n\nTom Reed" for count in (limit, limit + 1))
        assert "too-long" not in rules_of(fits, channel) and "too-long" in rules_of(over, channel)


def test_a_text_message_needs_less_of_a_greeting_than_a_letter() -> None:
    text = "Thank you for the talk about the night rota on Tuesday. Tom Reed"
    assert "missing-greeting" in rules_of(text, "letter")
    assert "missing-signoff" not in rules_of(text, "sms")


# ---- hooks ---------------------------------------------------------------------------------------------------------


def test_the_commit_hook_runs_as_declared_over_several_letters(tmp_path: Path) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["language"] == "python" and hook["types"] == ["text"]
    pattern = re.compile(hook["files"])
    names = ("letters/a.txt", "b.letter", "c.letter.txt", "notes/letter.md", "src/letters.py")
    assert [name for name in names if pattern.search(name)] == ["letters/a.txt", "b.letter", "c.letter.txt"]
    for name, text in (("good.txt", "Thank you for Tuesday."), ("bad.txt", "I am begging you to hire me.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("secondtake")), *shlex.split(hook["entry"])[1:]]
    ran = [
        subprocess.run([*command, *names], cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ)
        for names in (["good.txt", "good.txt"], ["good.txt", "bad.txt"])
    ]
    assert [one.returncode for one in ran] == [0, 1], ran
    assert "bad.txt:1:1: error" in ran[1].stdout


def test_the_piece_of_python_on_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "about" / "letter-check.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code
    exec(code[1], {})  # noqa: S102
    assert "error" in capsys.readouterr().out
