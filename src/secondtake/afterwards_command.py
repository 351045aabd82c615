"""`secondtake afterwards`: they answered, or they did not. What now, and the sheet for next time."""

from __future__ import annotations

from typing import Any

import click

from .afterwards import ANSWERS
from .console import a_moment, as_json, asked, completed, put_out, refusing
from .situation_file import read_situation, shown_name
from .terminal import afterwards_report

Data = dict[str, Any]


@click.command()
@click.argument("situation", type=click.Path(allow_dash=True))
@click.option("--answer", type=click.Choice(ANSWERS), help="What has come since. Without it: the sheet alone.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--now", metavar="ISO", callback=a_moment, help="Count from this moment, not from the clock.")
@click.option("-o", "output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to FILE.")
def afterwards(situation: str, answer: str | None, form: str, now: str | None, output: str | None) -> None:
    """Say what to do now that they have answered, or have not, and print the sheet for next time.

    \b
    Example:
      secondtake afterwards my-interview.toml --answer nothing
    """
    with refusing(shown_name(situation)):
        told = completed(read_situation(situation), None, now)
        found = asked("afterwards", situation=told, answer=answer)
    put_out(as_json(found) if form == "json" else afterwards_report(found), output)
