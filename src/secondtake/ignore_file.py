"""`.secondtake-ignore`: the findings that somebody waved away. It holds keys and rule names, and no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .dismissals import KEY
from .findings import Finding
from .rule_choice import rule_or_error
from .rulebook import Rulebook
from .schema import InputError
from .situation_file import STANDARD_INPUT, read_text

NAME = ".secondtake-ignore"
HEAD = "# Findings of the letter check that were dismissed: a key and its rule on each line. No text of a letter.\n"


def folders(letter: str) -> Iterator[Path]:
    """The folder of a letter, then its parents up to the root of the repository; alone where there is none."""
    own = Path.cwd() if letter == STANDARD_INPUT else Path(letter).resolve().parent
    every = (own, *own.parents)
    roots = [place for place, folder in enumerate(every) if (folder / ".git").exists()]
    yield from every[: roots[0] + 1] if roots else (own,)


def near_name(path: Path) -> str:
    """The name of a file as seen from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def ignore_files(letter: str) -> tuple[Path, ...]:
    """The ignore files that count for a letter, the nearest first."""
    return tuple(folder / NAME for folder in folders(letter) if (folder / NAME).is_file())


def dismissed(letter: str, rules: Rulebook) -> frozenset[str]:
    """The keys that were dismissed for a letter. Raises InputError, naming file and line, for a line that is wrong."""
    return frozenset(key for path in ignore_files(letter) for key in _keys(path, rules))


def _keys(path: Path, rules: Rulebook) -> Iterator[str]:
    for number, line in enumerate(read_text(str(path)).splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        where = f"{near_name(path)}:{number}"
        if len(words) != 2 or not KEY.fullmatch(words[0]):
            message = f"{where}: must be a key of 16 of the characters 0-9 and a-f, and the name of its rule."
            raise InputError("unknown-value", where, message)
        rule_or_error(words[1], where, rules)
        yield words[0]


def keep_dismissed(letter: str, findings: Iterable[Finding]) -> Path:
    """Add findings to the nearest ignore file of a letter, or to a new one beside it. Returns the file."""
    near = ignore_files(letter)
    path = near[0] if near else next(folders(letter)) / NAME
    before = read_text(str(path)) if near else HEAD
    lines = "".join(f"{one.key} {one.rule}\n" for one in findings)
    path.write_bytes((before + ("\n" if before and not before.endswith("\n") else "") + lines).encode())
    return path
