"""The command line, run as a person runs it: what it prints where, what it writes, and how it ends."""

from __future__ import annotations

import base64
import email
import json
import re
from collections.abc import Callable
from datetime import date
from email import policy
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import update_examples
from secondtake import console
from secondtake.api import KINDS, handle
from secondtake.cli import main
from secondtake.formats import FORMATS
from secondtake.load import content

SITUATION = """
company = "Larkfield Water"
role = "Network Planner"
[[mishaps]]
id = "rambled"
[candidate]
name = "Zoe Hart"
[[interviewers]]
name = "Noor Haddad"
title = "Dr"
[interview]
date = 2026-11-24
[[evidence]]
answer = "I rank repairs by the number of homes without water."
"""
NOTHING = 'contact = "none"\n[[mishaps]]\nid = "visible-nerves"\n'
LETTER = "Subject: Hello\n\nDear Ms Ode,\n\nplum trees are nice. A pear grows.\n\nKind regards,\nZoe Hart\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in a folder that holds a situation, one that needs no letter, and a letter."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("told.toml", SITUATION), ("nothing.toml", NOTHING), ("letter.txt", LETTER)):
        Path(name).write_text(text, encoding="utf-8")

    def runs(*arguments: str, typed: str | bytes = "") -> Result:
        result = CliRunner().invoke(main, arguments, input=typed, prog_name="secondtake")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return runs


def engine(command: str, **request: Any) -> dict[str, Any]:
    situation = {
        "mishaps": [{"id": "rambled"}], "company": "Larkfield Water", "role": "Network Planner",
        "candidate": {"name": "Zoe Hart"}, "interviewers": [{"name": "Noor Haddad", "title": "Dr"}],
        "interview": {"date": "2026-11-24"}, "now": "2026-11-24T18:30:00",
        "evidence": [{"answer": "I rank repairs by the number of homes without water."}],
    }  # fmt: skip
    answer = json.loads(handle(json.dumps({"command": command, "situation": situation, **request})))
    result: dict[str, Any] = answer["result"]
    return result


# ---- assess, plan, mishaps -----------------------------------------------------------------------------------------


def test_assess_shows_headline_reasons_with_facts_the_other_view_certainty_and_steps(
    run: Callable[..., Result],
) -> None:
    shown = " ".join(run("assess", "told.toml").stdout.split())
    found = engine("assess")
    for text in [found["headline"], found["band_label"], found["certainty"]["text"], *found["steps"]]:
        assert text in shown
    for reason in [*found["reasons"], found["other_view"]]:
        assert f"{reason['text']} [{', '.join(reason['facts'])}" in shown
    assert all(one["text"] in shown for one in found["leave_out"])


def test_assess_as_json_is_the_answer_of_the_engine(run: Callable[..., Result]) -> None:
    shown = json.loads(run("assess", "told.toml", "--format", "json", "--now", "2026-11-24T18:30").stdout)
    assert shown == {"schema": 1, **engine("assess")}


def test_plan_shows_every_step_with_its_day(run: Callable[..., Result]) -> None:
    shown = run("plan", "told.toml", "--now", "2026-11-24T18:30").stdout
    for step in engine("plan")["steps"]:
        assert re.search(f"{step['date']}.*{re.escape(step['label'])}", shown)


def test_without_now_dates_count_from_the_clock(run: Callable[..., Result]) -> None:
    found = json.loads(run("plan", "told.toml", "--format", "json").stdout)
    assert date.fromisoformat(found["steps"][0]["date"]) >= date.today()


def test_now_in_the_file_goes_before_the_clock_and_the_option_before_the_file(run: Callable[..., Result]) -> None:
    Path("then.toml").write_text('now = 2026-06-01T10:00:00\n[[mishaps]]\nid = "rambled"\n', encoding="utf-8")
    days = [json.loads(run("plan", "then.toml", "--format", "json", *more).stdout)["steps"][0]["date"]
            for more in ([], ["--now", "2026-07-01T10:00"])]  # fmt: skip
    assert days == ["2026-06-01", "2026-07-01"]


def test_a_region_on_the_command_line_goes_before_the_file(run: Callable[..., Result]) -> None:
    letters = {run("compose", "told.toml", "--region", region).stdout for region in ("us", "uk")}
    assert len(letters) == 2


def test_mishaps_lists_every_id_under_its_group(run: Callable[..., Result]) -> None:
    shown = run("mishaps").stdout
    assert all(
        re.search(rf"^  {entry.id} +{re.escape(entry.label)}$", shown, re.M) for entry in content().mishaps.values()
    )
    assert [label for label in content().judgements["groups"].values() if label not in shown] == []


def test_mishaps_with_an_id_shows_its_verdict(run: Callable[..., Result]) -> None:
    entry = content().mishaps["wrong-name"]
    assert entry.verdict in " ".join(run("mishaps", entry.id).stdout.split())
    assert json.loads(run("mishaps", entry.id, "--format", "json").stdout)["verdict"] == entry.verdict
    assert len(json.loads(run("mishaps", "--format", "json").stdout)["mishaps"]) == len(content().mishaps)


# ---- compose -------------------------------------------------------------------------------------------------------


def test_standard_output_holds_the_letter_and_standard_error_what_is_missing(run: Callable[..., Result]) -> None:
    letter = engine("compose")["letter"]
    result = run("compose", "told.toml", "--now", "2026-11-24T18:30")
    assert result.stdout == f"Subject: {letter['subject']}\n\n{letter['text']}\n"
    assert result.stderr == ""
    bare = run("compose", "-", typed='mishaps = [{id = "rambled"}]')
    assert bare.exit_code == 0 and content().judgements["gaps"]["candidate"] in bare.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_prints_what_the_engine_exports(run: Callable[..., Result], form: str) -> None:
    result = run("compose", "told.toml", "--now", "2026-11-24T18:30", "--format", form, "-o", "out")
    assert result.exit_code == 0 and result.stdout == ""
    found = engine("export", format=form)
    data = found["text"].encode() if "text" in found else base64.b64decode(found["base64"])
    assert Path("out").read_bytes().rstrip(b"\r\n") == data.rstrip(b"\r\n")


def test_a_draft_file_keeps_the_line_ends_that_mail_needs(run: Callable[..., Result]) -> None:
    run("compose", "told.toml", "--format", "eml", "-o", "letter.eml")
    raw = Path("letter.eml").read_bytes()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert email.message_from_bytes(raw, policy=policy.default)["X-Unsent"] == "1"


def test_another_wording_and_another_register_change_the_letter(run: Callable[..., Result]) -> None:
    letters = [run("compose", "told.toml", *more).stdout for more in ([], ["--wording", "1"], ["--register", "warm"])]
    assert len(set(letters)) == 3


def test_when_nothing_should_be_sent_nothing_is_on_standard_output(run: Callable[..., Result]) -> None:
    result = run("compose", "nothing.toml")
    found = json.loads(run("assess", "nothing.toml", "--format", "json").stdout)
    assert (result.exit_code, result.stdout) == (0, "")
    assert found["headline"] in result.stderr and found["reasons"][0]["text"] in result.stderr
    assert "--kind" in result.stderr


def test_when_nothing_should_be_sent_no_file_is_written(run: Callable[..., Result]) -> None:
    run("compose", "nothing.toml", "--format", "eml", "-o", "letter.eml")
    assert not Path("letter.eml").exists()


def test_json_says_that_there_is_no_letter(run: Callable[..., Result]) -> None:
    shown = json.loads(run("compose", "nothing.toml", "--format", "json").stdout)
    assert (shown["subject"], shown["text"], shown["parts"]) == (None, None, [])
    assert shown["assessment"]["kind"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_naming_a_kind_overrules_with_a_letter_and_one_caution(run: Callable[..., Result], kind: str) -> None:
    result = run("compose", "nothing.toml", "--kind", kind)
    assert result.exit_code == 0 and result.stdout.startswith("Subject: ")
    assert content().judgements["cautions"]["overruled"][:40] in " ".join(result.stderr.split())


def test_a_calendar_file_without_its_library_says_what_to_install(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    monkeypatch.delitem(__import__("sys").modules, "secondtake.calendar_file", raising=False)
    result = run("compose", "told.toml", "--format", "ics")
    assert result.exit_code == 2 and "secondtake[calendar]" in result.stderr


# ---- --ask ---------------------------------------------------------------------------------------------------------


def test_ask_leads_from_nothing_to_a_letter_and_keeps_the_answers(run: Callable[..., Result]) -> None:
    typed = "rambled\n\n1\n1\nNoor Haddad\n\nPlanner\n.\n"
    result = run("compose", "--ask", "--save", "kept.toml", typed=typed)
    assert result.exit_code == 0 and result.stdout.startswith("Subject: ")
    assert "Noor Haddad" in result.stdout
    assert run("compose", "kept.toml").stdout == result.stdout
    assert "now" not in Path("kept.toml").read_text(encoding="utf-8"), "the moment of asking is not an answer"


def test_ask_with_a_file_asks_only_what_is_open_and_can_write_the_file_anew(run: Callable[..., Result]) -> None:
    result = run("compose", "told.toml", "--ask", "--save", "told.json", typed="no\n.\n")
    kept = json.loads(Path("told.json").read_text(encoding="utf-8"))
    assert kept["mishaps"] == [{"id": "rambled", "noticed": "no"}]
    assert kept["candidate"] == {"name": "Zoe Hart"}
    assert result.stdout.startswith("Subject: ")


def test_answers_are_kept_when_the_person_breaks_off(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter(["rambled", ""])

    def hear(_: object) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(console.Terminal, "hear", hear)
    assert run("compose", "--ask", "--save", "kept.toml").exit_code != 0
    assert 'id = "rambled"' in Path("kept.toml").read_text(encoding="utf-8")


def test_ask_that_ends_before_anything_is_said_is_refused(run: Callable[..., Result]) -> None:
    result = run("compose", "--ask", typed="")
    assert result.exit_code == 2 and "mishaps" in result.stderr.splitlines()[-1]


# ---- input that cannot be used -------------------------------------------------------------------------------------

BROKEN = {
    "unknown-value.toml": ('[[mishaps]]\nid = "rambled"\nextent = "all"\n', ["mishaps[0].extent", "most_of_it"]),
    "unknown-key.toml": ('colour = "blue"\n[[mishaps]]\nid = "rambled"\n', ["colour", "company"]),
    "unknown-mishap.toml": ('[[mishaps]]\nid = "ramble"\n', ["mishaps[0].id", "rambled"]),
    "no-mishap.json": ("{}", ["mishaps"]),
    "wrong-type.json": ('{"mishaps": "rambled"}', ["mishaps", "list"]),
    "not-a-table.json": ("[]", ["table"]),
    "broken.toml": ("[[mishaps", ["TOML"]),
    "broken.json": ('{"mishaps": [', ["JSON"]),
    "deep.json": ("[" * 100_000, ["JSON"]),
    "wrong-region.toml": ('region = "atlantis"\n[[mishaps]]\nid = "rambled"\n', ["region", "uk"]),
    "wrong-date.toml": ('[[mishaps]]\nid = "rambled"\n[interview]\ndate = "soon"\n', ["interview.date", "2026-11-24"]),
}  # fmt: skip


@pytest.mark.parametrize("command", ["assess", "compose", "plan"])
@pytest.mark.parametrize("name", BROKEN)
def test_input_that_cannot_be_used_ends_with_2_and_one_line_naming_file_field_and_what_would_do(
    run: Callable[..., Result], command: str, name: str
) -> None:
    text, named = BROKEN[name]
    Path(name).write_text(text, encoding="utf-8")
    result = run(command, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert all(part in result.stderr for part in (name, *named))


@pytest.mark.parametrize("arguments", [["assess", "gone.toml"], ["review", "gone.toml"], ["assess", "."]])
def test_a_file_that_is_not_there_ends_with_2_and_its_name(run: Callable[..., Result], arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and arguments[1] in result.stderr


@pytest.mark.parametrize("command", ["assess", "compose", "plan", "review"])
def test_bytes_that_are_no_text_end_with_2(run: Callable[..., Result], command: str) -> None:
    result = run(command, "-", typed=b"\xff\xfe\x00")
    assert result.exit_code == 2 and "UTF-8" in result.stderr and "standard input" in result.stderr


def test_a_file_that_cannot_be_written_ends_with_2(run: Callable[..., Result]) -> None:
    result = run("compose", "told.toml", "-o", "gone/letter.txt")
    assert result.exit_code == 2 and "gone/letter.txt" in result.stderr
    kept = run("compose", "--ask", "--save", "gone/kept.toml", typed="rambled\n\n.\n")
    assert kept.exit_code == 2 and "gone/kept.toml" in kept.stderr
    assert "> " not in kept.stderr, "nobody is asked for answers that cannot be kept"


@pytest.mark.parametrize(
    "arguments",
    [
        ["compose"],
        ["compose", "told.toml", "--save", "x.toml"],
        ["compose", "-", "--ask"],
        ["compose", "told.toml", "--kind", "poem"],
        ["compose", "told.toml", "--region", "atlantis"],
        ["plan", "told.toml", "--now", "soon"],
        ["review"],
        ["review", "-", "--situation", "-"],
        ["mishaps", "ramble"],
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_why(run: Callable[..., Result], arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and result.stdout == "" and result.stderr


def test_no_control_character_from_a_file_reaches_the_terminal(run: Callable[..., Result]) -> None:
    Path("odd.json").write_text(json.dumps({"mishaps": [{"id": "rambled"}], "\x1b[31mred": 1}), encoding="utf-8")
    assert "\x1b" not in run("assess", "odd.json").stderr
    run("review", "-", typed="plum \x1b[31m trees")
    assert "\x1b" not in run("review", "-", typed="Dear \x1b]0;x\x07 Ms Ode,\n\n[name] \x1b[31m").stdout


def test_json_and_toml_are_told_apart_without_an_ending(run: Callable[..., Result]) -> None:
    as_json = json.dumps({"mishaps": [{"id": "rambled"}]})
    assert (
        run("assess", "-", typed=as_json).stdout == run("assess", "-", typed='\ufeff[[mishaps]]\nid = "rambled"').stdout
    )


# ---- pack -----------------------------------------------------------------------------------------------------------


def test_the_pack_is_a_folder_with_every_document_that_fits_and_a_reason_for_each_that_does_not(
    run: Callable[..., Result],
) -> None:
    result = run("pack", "told.toml", "-o", "my-pack", "--now", "2026-11-24T18:30")
    assert result.exit_code == 0 and result.stdout == ""
    found = engine("pack")["documents"]
    offered = [one for one in found if not one["reason"]]
    for number, one in enumerate(offered, start=1):
        assert Path(f"my-pack/{number:02}-{one['id']}.txt").read_text(encoding="utf-8").endswith(one["text"] + "\n")
    assert [one["label"] for one in found if one["reason"] and one["label"] not in result.stderr] == []
    assert json.loads(Path("my-pack/pack.json").read_text(encoding="utf-8"))["documents"] == found


def test_a_file_of_the_pack_that_is_there_already_is_not_written_over_unasked(run: Callable[..., Result]) -> None:
    run("pack", "told.toml", "-o", "my-pack")
    edited = Path("my-pack/00-verdict.txt")
    edited.write_text("my own words", encoding="utf-8")
    refused = run("pack", "told.toml", "-o", "my-pack")
    assert refused.exit_code == 2 and "00-verdict.txt" in refused.stderr
    assert edited.read_text(encoding="utf-8") == "my own words"
    assert run("pack", "told.toml", "-o", "my-pack", "--replace").exit_code == 0
    assert edited.read_text(encoding="utf-8") != "my own words"


# ---- help and the page -----------------------------------------------------------------------------------------------


def commands() -> dict[str, click.Command]:
    return {"": main, **main.commands}


@pytest.mark.parametrize("name", commands())
def test_help_shows_an_example_that_runs(run: Callable[..., Result], name: str) -> None:
    shown = run(*filter(None, [name]), "--help").stdout
    examples = re.findall(r"^ +secondtake (.+)$", shown, re.MULTILINE)
    assert examples
    Path("my-interview.toml").write_text(SITUATION, encoding="utf-8")
    for example in examples:
        assert run(*example.split(), typed="rambled\n\n.\n").exit_code in (0, 1), example


@pytest.mark.parametrize("page", update_examples.PAGES, ids=lambda page: page.stem)
def test_every_example_on_a_page_prints_what_the_page_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert update_examples.refreshed(text) == text, "run scripts/update_examples.py and read the diff"
    assert len(update_examples.COMMAND.findall(text)) >= 5


def test_every_command_has_an_example_on_the_page() -> None:
    page = update_examples.PAGES[0].read_text(encoding="utf-8")
    assert [name for name in main.commands if f"$ secondtake {name}" not in page] == []


@pytest.mark.parametrize(("name", "page"), [*zip(("compose", "review"), update_examples.PAGES, strict=True)])
def test_every_option_is_on_the_page_of_its_command(name: str, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    options = {option for one in main.commands[name].params if isinstance(one, click.Option) for option in one.opts}
    assert [option for option in options if f"`{option}" not in text and f" {option} " not in text] == []
