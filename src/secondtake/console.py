"""What every command needs: the door, one line for input that cannot be used, the clock, and where things go."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .api import SCHEMA, handle
from .finder import matching
from .load import content
from .plain import clean_line
from .schema import InputError
from .situation_file import STANDARD_INPUT, shown_name
from .terminal import said

_UNKNOWN_ID = re.compile(r" is (['\"])(.*)\1, which")


class Refused(click.ClickException):
    """Input that cannot be used: one line on standard error, exit code 2."""

    exit_code = 2


@contextmanager
def refusing(source: str = "") -> Iterator[None]:
    """Turn what is wrong with the input into one line that names its source first."""
    try:
        yield
    except InputError as problem:
        message = problem.message.removeprefix("situation.")
        if problem.code == "unknown-mishap":
            message += " " + _near(message)
        named = message if not source or message.startswith(source) else f"{source}: {message}"
        raise Refused(clean_line(named)) from None
    except OSError as problem:
        raise Refused(clean_line(f"{problem.filename}: {problem.strerror}.")) from None


def _near(message: str) -> str:
    typed = _UNKNOWN_ID.search(message)
    found = matching(typed.group(2), content().mishaps) if typed else ()
    near = ", ".join(one.id for one in found)
    return said("mishaps", "unknown", near=near) if near else said("mishaps", "unknown_far")


def asked(command: str, **request: Any) -> dict[str, Any]:
    """The engine's answer to a request, through the door that the page uses too. Raises InputError."""
    given = {name: value for name, value in request.items() if value is not None}
    answer = json.loads(handle(json.dumps({"schema": SCHEMA, "command": command, **given})))
    if not answer["ok"]:
        error = answer["error"]
        raise InputError(error["code"], error["field"], error["message"], tuple(error["allowed"]))
    result: dict[str, Any] = answer["result"]
    return result


def put_out(text: str | bytes, output: str | None, colour: bool | None = None) -> None:
    """Write to the file that was asked for, or else to standard output. Bytes go as they are."""
    if output is None:
        click.echo(text, nl=isinstance(text, str) and not text.endswith("\n"), color=colour)
        return
    if isinstance(text, str):
        text = (text if text.endswith("\n") else text + "\n").encode("utf-8", "replace")
    with refusing():
        Path(output).write_bytes(text)
    note(said("letter", "saved", file=output))


def note(text: str) -> None:
    """Say something beside the result."""
    if text:
        click.echo(text, err=True)


def as_json(data: Mapping[str, Any]) -> str:
    """An answer as JSON, with the version of its form."""
    return json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, indent=2) + "\n"


class Terminal:
    """The voice of the interview: it speaks on standard error and listens on standard input."""

    def say(self, text: str) -> None:
        """Show a text to the person."""
        click.echo(text, err=True)

    def hear(self) -> str:
        """One line from the person; EOFError when the input has ended."""
        click.echo("> ", nl=False, err=True)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            raise Refused(f"{shown_name(STANDARD_INPUT)}: is not text.") from None
        if not line:
            raise EOFError
        return line


def a_moment(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date and time as the engine takes it."""
    try:
        return datetime.fromisoformat(value).isoformat() if value else None
    except ValueError:
        raise click.BadParameter("must look like 2026-11-24T18:30.", param=option) from None


def completed(told: Mapping[str, Any], region: str | None = None, now: str | None = None) -> dict[str, Any]:
    """A situation with what the options say, and with the time of asking."""
    moment = now or told.get("now") or datetime.now().replace(second=0, microsecond=0).isoformat()
    return {**told, **({"region": region} if region else {}), "now": moment}
