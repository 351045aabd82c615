"""`secondtake review`: the letter check on the command line."""

from __future__ import annotations

from functools import partial

import click

from .api import KINDS
from .assess import assess
from .checking import chosen, mended, named
from .console import a_moment, completed, note, put_out, refusing
from .door import situation_from
from .door_values import review_context
from .findings import CHANNELS, ReviewContext
from .load import content
from .review import review as check_letter
from .situation_file import STANDARD_INPUT, read_situation, read_text, shown_name
from .terminal import REPORTS, explained


@click.command()
@click.argument("letter", type=click.Path(allow_dash=True), required=False)
@click.option("--situation", metavar="FILE", type=click.Path(allow_dash=True), help="What the letter is about.")
@click.option("--channel", type=click.Choice(CHANNELS), default="email", show_default=True)
@click.option("--kind", type=click.Choice(KINDS), help="The kind of letter it is.")
@click.option("--format", "form", type=click.Choice(list(REPORTS)), default="text", show_default=True)
@click.option("--select", multiple=True, metavar="RULE", help="Only this rule. May be repeated.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Without this rule. May be repeated.")
@click.option("--explain", metavar="RULE", help="Say what a rule looks for, with examples, and stop.")
@click.option("--fix", is_flag=True, help="Print the letter with our suggestions in place.")
@click.option("--now", metavar="ISO", callback=a_moment, help="Count from this moment, not from the clock.")
@click.option("-o", "output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to FILE.")
def review(letter: str | None, situation: str | None, channel: str, kind: str | None, form: str,
           select: tuple[str, ...], ignore: tuple[str, ...], explain: str | None, fix: bool,
           now: str | None, output: str | None) -> None:  # fmt: skip
    """Check a letter: yours, ours or anybody's. A first line `Subject: ...` is its subject line.

    Exits with 1 when something would likely cost the job.

    \b
    Examples:
      secondtake review letter.txt --situation my-interview.toml
      secondtake review letter.txt --fix -o better.txt
    """
    if explain is not None:
        _explain(explain, output)
        return
    if letter is None:
        raise click.UsageError("Name a LETTER file, or - for standard input.")
    if letter == situation == STANDARD_INPUT:
        raise click.UsageError("Only one of LETTER and --situation can be standard input.")
    with refusing():
        text, rules = read_text(letter), chosen(content().rules, select, ignore)
    check = partial(check_letter, rules=rules, context=_context(situation, kind, now), kind=kind, channel=channel)
    text = mended(text, check) if fix else text
    found = check(text)
    report = REPORTS[form](shown_name(letter), text, found)
    if fix:
        note(report)
    put_out(text if fix else report, output)
    if any(one.severity == "error" for one in found.findings):
        click.get_current_context().exit(1)


def _explain(name: str, output: str | None) -> None:
    known = content()
    with refusing():
        wanted = named([name], "--explain", known.rules)
    put_out("\n\n".join(explained(rule) for rule in known.rules if rule.id in wanted), output)


def _context(path: str | None, kind: str | None, now: str | None) -> ReviewContext | None:
    """What the letter check may know from a situation file."""
    if path is None:
        return None
    with refusing(shown_name(path)):
        told = situation_from(completed(read_situation(path), now=now))
    return review_context(told, assess(told, content()), content(), kind)
