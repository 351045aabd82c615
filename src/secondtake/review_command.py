"""`secondtake review`: the letter check on the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import click

from .api import KINDS
from .console import Refused, a_moment, completed, note, put_out, refusing
from .door import known_of
from .excerpt import printable
from .findings import CHANNELS, Finding, Review, ReviewContext
from .fixing import mended
from .ignore_file import dismissed, keep_dismissed, near_name
from .load import content
from .places import Lines
from .report import Checked, Report, View, as_github, as_json, as_text
from .review import review as check_letter
from .rule_choice import chosen, named
from .rule_help import explained
from .sarif import as_sarif
from .situation_file import STANDARD_INPUT, read_situation, read_text, shown_name, write_text
from .terminal import said

REPORTS: Mapping[str, Report] = {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}
SITE = "http://127.0.0.1:8010/second-take/"  # where `make serve` shows it


def split(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """What an option names, each time it is given, with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command()
@click.argument("letters", metavar="LETTER...", type=click.Path(allow_dash=True), nargs=-1)
@click.option("--situation", metavar="FILE", type=click.Path(allow_dash=True), help="What the letter is about.")
@click.option("--channel", type=click.Choice(CHANNELS), default="email", show_default=True, help="How it will be sent.")
@click.option("--kind", type=click.Choice(KINDS), help="The kind of letter it is.")
@click.option("--format", "form", type=click.Choice(list(REPORTS)), default="text", show_default=True)
@click.option("--select", multiple=True, metavar="RULE", callback=split, help="Only these rules: a name, or several.")
@click.option("--ignore", multiple=True, metavar="RULE", callback=split, help="Without these rules.")
@click.option("--all", "everything", is_flag=True, help="Show every finding, not only the worst seven.")
@click.option("--explain", metavar="RULE", help="Say what a rule looks for, with examples, and stop.")
@click.option("--fix", is_flag=True, help="Put safe suggestions into the letter: the file, or standard output for `-`.")
@click.option("--dismiss", multiple=True, metavar="KEY", callback=split, help="Never show this finding again.")
@click.option("--site", metavar="URL", envvar="SITE_URL", default=SITE, help="Where sarif links to for its rules.")
@click.option("--now", metavar="ISO", callback=a_moment, help="Count from this moment, not from the clock.")
@click.option("-o", "output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to FILE.")
def review(letters: tuple[str, ...], situation: str | None, channel: str, kind: str | None, form: str,
           select: tuple[str, ...], ignore: tuple[str, ...], everything: bool, explain: str | None, fix: bool,
           dismiss: tuple[str, ...], site: str, now: str | None, output: str | None) -> None:  # fmt: skip
    """Check letters: yours, ours or anybody's. A first line `Subject: ...` is the subject line.

    Exits with 1 when something could cost the job, and with 2 when it was asked for something it cannot do.

    \b
    Examples:
      secondtake review letter.txt --situation my-interview.toml
      secondtake review letter.txt --fix -o better.txt
      secondtake review --explain begging
    """
    if explain is not None:
        put_out(_explained(explain), output)
        return
    _refuse_clashes(letters, situation, fix, output)
    with refusing():
        rules = chosen(content().rules, select, ignore)
    check = partial(check_letter, rules=rules, context=_context(situation, kind, now), kind=kind, channel=channel)
    checked = [_checked(letter, check, fix, output) for letter in letters]
    if dismiss:
        checked = _without(checked, dismiss, check)
    colour = output is None and form == "text" and _colourful()
    report = REPORTS[form](checked, View(rules, site, colour, everything, limited=bool(select or ignore)))
    if fix and (output or letters == (STANDARD_INPUT,)):
        note(report)
    elif report or output:
        put_out(report, output, colour)
    if any(found.severity == "error" for one in checked for found in one.review.findings):
        click.get_current_context().exit(1)


def _refuse_clashes(letters: tuple[str, ...], situation: str | None, fix: bool, output: str | None) -> None:
    if not letters:
        raise click.UsageError("Name a LETTER file, or - for standard input.")
    if (*letters, situation).count(STANDARD_INPUT) > 1:
        raise click.UsageError("Only one of LETTER and --situation can be standard input.")
    if fix and len(letters) > 1 and (output or STANDARD_INPUT in letters):
        raise click.UsageError("--fix writes several letters only back to their own files.")


def _explained(names: str) -> str:
    known = content()
    with refusing():
        wanted = named([names], "--explain", known.rules)
    return "\n\n".join(explained(rule, known) for rule in known.rules if rule.id in wanted)


def _context(path: str | None, kind: str | None, now: str | None) -> ReviewContext | None:
    """What the letter check may know from a situation file, which needs no mishap in it."""
    if path is None:
        return None
    with refusing(shown_name(path)):
        return known_of(completed(read_situation(path), now=now), kind)


def _checked(letter: str, check: Callable[..., Review], fix: bool, output: str | None) -> Checked:
    with refusing():
        text, keys = read_text(letter), dismissed(letter, content().rules)
    check = partial(check, dismissed=keys)
    if fix:
        text = _fixed(letter, text, check, output)
    return Checked(letter, text, check(text))


def _fixed(letter: str, text: str, check: Callable[[str], Review], output: str | None) -> str:
    """Mend a letter, say what was changed, and put the letter where it belongs."""
    better, changes = mended(text, check)
    aside = output is not None or letter == STANDARD_INPUT
    for before, found in changes:
        click.echo(_change(letter, before, found), err=aside)
    click.echo("" if changes else said("review", "nothing_changed") + "\n", err=aside)
    if aside:
        put_out(better, output)
    elif changes:
        with refusing():
            write_text(letter, better)
    return better


def _change(letter: str, text: str, found: Finding) -> str:
    place = Lines(text).place(found.start)
    shown = {"before": found.quote, "after": found.suggestion or ""}
    values = {name: '"' + printable(" ".join(value.split())) + '"' for name, value in shown.items()}
    where = f"{printable(shown_name(letter))}:{place.line}:{place.column}"
    return f"{where}: {said('review', 'changed', rule=found.rule, **values)}"


def _without(checked: Sequence[Checked], keys: tuple[str, ...], check: Callable[..., Review]) -> list[Checked]:
    """Note these findings in the ignore file of their letter, and check again."""
    every = [found for one in checked for found in (*one.review.findings, *one.review.dismissed)]
    for key in keys:
        if key not in {found.key for found in every}:
            raise Refused(said("review", "unknown_key", key=printable(key[:60])))
    again = []
    for one in checked:
        chosen_here = {found.key: found for found in one.review.findings if found.key in keys}
        with refusing():
            if chosen_here:
                note(said("review", "noted", file=near_name(keep_dismissed(one.path, chosen_here.values()))))
            now_dismissed = dismissed(one.path, content().rules)
        again.append(Checked(one.path, one.text, check(one.text, dismissed=now_dismissed)))
    return again


def _colourful() -> bool:
    """Colour only where a person looks, and not where they said that they do not want it (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
