"""Run the examples of the command line pages and write what they print into them.

A block `toml` or `text` with a title is a file; a block `console` is a run: what follows `$ ` is the command,
`| head -N` may cut it, and lines after `> ` are typed answers. Read the diff before you keep it.

    python scripts/update_examples.py
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from secondtake.cli import main as command_line

ABOUT = Path(__file__).resolve().parent.parent / "docs" / "about"
PAGES = (ABOUT / "command-line.md", ABOUT / "letter-check.md")
BLOCK = re.compile(r'^``` ?(?P<kind>\w+)(?: title="(?P<title>[\w.-]+)")?\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ secondtake (?P<arguments>.*?)(?: \| head -(?P<most>\d+))?$", re.MULTILINE)


def printed(arguments: str, typed: str, most: int | None) -> str:
    """What a terminal shows for one command, output and notes together; the exit code where it is not 0."""
    run = CliRunner(echo_stdin=True).invoke(command_line, shlex.split(arguments), input=typed, prog_name="secondtake")
    if run.exception is not None and not isinstance(run.exception, SystemExit):
        raise run.exception
    lines = [line.rstrip() for line in run.output.rstrip("\n").split("\n")]
    code = f"\n[exit code {run.exit_code}]" if run.exit_code else ""
    return "\n".join(lines[:most]) + code + "\n"


def rerun(body: str) -> str:
    """A console block with each of its commands run again."""
    commands = list(COMMAND.finditer(body))
    ends = [one.start() for one in commands[1:]] + [len(body)]
    shown = []
    for command, end in zip(commands, ends, strict=True):
        typed = "".join(line[2:] + "\n" for line in body[command.end() : end].split("\n") if line[:1] == ">")
        most = int(command["most"]) if command["most"] else None
        shown.append(f"{command.group()}\n{printed(command['arguments'], typed, most)}")
    return "\n".join(shown)


@contextmanager
def fresh_folder() -> Iterator[None]:
    """An empty working folder for the files of the examples."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def refreshed(page: str) -> str:
    """The page as it should be: its files written, its commands run, their output in place."""

    def block(found: re.Match[str]) -> str:
        if found["title"]:
            Path(found["title"]).write_text(found["body"], encoding="utf-8")
        if found["kind"] != "console":
            return found.group()
        return found.group().replace(found["body"], rerun(found["body"]))

    with fresh_folder():
        return BLOCK.sub(block, page)


def main() -> None:
    """Write a page when an example on it prints something else now."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    for page in PAGES:
        before = page.read_text(encoding="utf-8")
        after = refreshed(before)
        if after != before:
            page.write_text(after, encoding="utf-8")
        print(f"  examples of {page.name}: {'changed' if after != before else 'as they were'}")


if __name__ == "__main__":
    main()
