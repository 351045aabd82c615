"""The command line. The clock is read here and nowhere else.

Standard output holds what was asked for and nothing besides; notes, questions and errors go to standard error.
Exit codes: 0 fine, 1 the letter check found an error, 2 the input cannot be used.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from .afterwards_command import afterwards
from .api import KINDS, REGISTERS
from .console import Refused, Terminal, a_moment, as_json, asked, completed, note, put_out, refusing
from .formats import FORMATS
from .interview import Interview
from .load import content, mishap_or_error
from .pack_command import pack
from .questionnaire import Data, Questionnaire
from .review_command import review
from .situation_file import STANDARD_INPUT, read_situation, shown_name, write_situation
from .terminal import catalogue, entry, notes, nothing_to_send, said, timetable, verdict


def a_region(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A region there is a file for."""
    known = tuple(content().regions) if value else ()
    if value and value not in known:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(known)}.", param=option)
    return value


def told_by(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say more about the situation than its file does."""
    for option in (
        click.option("-o", "output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to FILE."),
        click.option("--now", metavar="ISO", callback=a_moment, help="Count from this moment, not from the clock."),
        click.option("--region", metavar="REGION", callback=a_region, help="Where the job is: us, uk, de ..."),
        click.option("--kind", type=click.Choice(KINDS), help="Write this kind of letter, whatever the advice."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="secondtake")
def main() -> None:
    """After a job interview that went wrong: how bad it was, what to write, and when to send it.

    A SITUATION is a TOML or JSON file that says what went wrong; `-` reads it from standard input.

    \b
    Example:
      secondtake compose --ask
    """


@main.command()
@click.argument("situation", type=click.Path(allow_dash=True))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@told_by
def assess(
    situation: str, form: str, kind: str | None, region: str | None, now: str | None, output: str | None
) -> None:
    """Say how bad it was, what to do about it, and why.

    \b
    Example:
      secondtake assess my-interview.toml
    """
    with refusing(shown_name(situation)):
        told = completed(read_situation(situation), region, now)
        found = asked("assess", situation=told, kind=kind)
    put_out(as_json(found) if form == "json" else verdict(found, content(), told.get("region", "")), output)


@main.command()
@click.argument("situation", type=click.Path(allow_dash=True))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@told_by
def plan(situation: str, form: str, kind: str | None, region: str | None, now: str | None, output: str | None) -> None:
    """Say when to send, when to ask once, and when to stop.

    \b
    Example:
      secondtake plan my-interview.toml --now 2026-11-24T18:30
    """
    with refusing(shown_name(situation)):
        found = asked("plan", situation=completed(read_situation(situation), region, now), kind=kind)
    put_out(as_json(found) if form == "json" else timetable(found), output)


@main.command()
@click.argument("situation", type=click.Path(allow_dash=True), required=False)
@click.option("--ask", is_flag=True, help="Ask me, here in the terminal.")
@click.option("--save", metavar="FILE", type=click.Path(dir_okay=False), help="With --ask: keep my answers in FILE.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--register", type=click.Choice(REGISTERS), help="How the letter should sound.")
@click.option("--wording", type=click.IntRange(0, 9999), default=0, metavar="N", help="Another wording of the whole.")
@told_by
def compose(situation: str | None, ask: bool, save: str | None, form: str, register: str | None, wording: int,
            kind: str | None, region: str | None, now: str | None, output: str | None) -> None:  # fmt: skip
    """Write the letter, or say why there should be none.

    \b
    Examples:
      secondtake compose my-interview.toml --format eml -o letter.eml
      secondtake compose --ask --save my-interview.toml
    """
    source = shown_name(situation) if situation else ""
    with refusing(source):
        told = _told(situation, ask, save)
        told = completed(told, region, now)
        request = {"situation": told, "kind": kind, "register": register, "wording": wording}
        result = asked("compose", **request)
        if result["letter"] is None:
            found = result["assessment"]
            because = "" if ask else verdict(found, content(), told.get("region", ""))  # the interview has shown it
            _no_letter(found, because, form, output)
            return
        letter = _exported(form, request)
    if beside := notes(result):
        note(beside + "\n")
    put_out(letter, output)


def _exported(form: str, request: dict[str, Any]) -> str | bytes:
    try:
        found = asked("export", format=form, **request)
    except ModuleNotFoundError:
        raise Refused(said("calendar", "missing")) from None
    return b64decode(found["base64"]) if "base64" in found else str(found["text"])


def _no_letter(found: Data, because: str, form: str, output: str | None) -> None:
    """Nothing goes to standard output that might be sent; JSON has its shape, with nothing in it."""
    note(nothing_to_send(because, KINDS))
    if form == "json":
        put_out(as_json({"subject": None, "text": None, "parts": [], "assessment": found}), output)


def _told(situation: str | None, ask: bool, save: str | None) -> dict[str, Any]:
    """What the file says, what the person answers, or both."""
    if situation is None and not ask:
        raise click.UsageError("Name a SITUATION file, or use --ask.")
    if save and not ask:
        raise click.UsageError("--save keeps the answers of --ask.")
    if ask and situation == STANDARD_INPUT:
        raise click.UsageError("--ask needs standard input for your answers.")
    told = read_situation(situation) if situation else {}
    if save:
        Path(save).open("a").close()  # before anybody types what could not be kept
    return interviewed(told, save) if ask else told


def interviewed(told: dict[str, Any], save: str | None) -> dict[str, Any]:
    """Ask the person; keep what they said even when they break off."""
    paper = Questionnaire(told, content(), lambda data: asked("assess", situation=data))
    try:
        return Interview(paper, Terminal()).hold()
    finally:
        if save:
            write_situation(save, paper.situation())
            note("\n" + said("interview", "saved", file=save))


@main.command()
@click.argument("mishap", required=False, metavar="[ID]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def mishaps(mishap: str | None, form: str) -> None:
    """List what can go wrong, or show the verdict on one thing.

    \b
    Example:
      secondtake mishaps rambled
    """
    known = content()
    with refusing():
        chosen = mishap_or_error(mishap, known.mishaps, "ID") if mishap is not None else None
    if form == "json":
        every = asked("catalogue")
        found = every if chosen is None else next(one for one in every["mishaps"] if one["id"] == chosen.id)
        put_out(as_json(found), None)
    else:
        put_out(entry(chosen, known) if chosen else catalogue(known), None)


main.add_command(afterwards)
main.add_command(pack)
main.add_command(review)
