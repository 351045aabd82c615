"""What the letter check found, as text for a terminal, as JSON, and as annotations for GitHub Actions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from .excerpt import excerpt, printable
from .findings import Finding, Review
from .places import Lines
from .rulebook import Rulebook
from .situation_file import STANDARD_INPUT, shown_name
from .terminal import blocks, folded, said, words
from .text import Span

SCHEMA = 1
_COLOURS = {"error": "31", "warning": "33", "note": "36"}
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One letter: where it came from, its text, and what the check says about it."""

    path: str
    text: str
    review: Review


@dataclass(frozen=True, slots=True)
class View:
    """How to show findings: all or the worst, in colour or not, and where the site with the rules page is.

    `limited` says that some rules were not asked, so that nothing found does not mean a good letter.
    """

    rules: Rulebook
    site: str
    colour: bool = False
    everything: bool = False
    limited: bool = False


Report = Callable[[Sequence[Checked], View], str]


def as_text(checked: Sequence[Checked], view: View) -> str:
    """Each letter: the worst findings with the line they are about, then the whole in a sentence."""
    return blocks(*(_letter(one, view, len(checked) > 1) for one in checked))


def _letter(one: Checked, view: View, named: bool) -> str:
    found, lines = one.review, Lines(one.text)
    shown = found.findings if view.everything else found.first
    summary = said("review", "limited") if view.limited and not found.findings else found.summary
    summary = f"{printable(shown_name(one.path))}: {summary}" if named else summary
    return blocks(
        *(_finding(one, lines, finding, view) for finding in shown),
        folded(" ".join([summary, *_left_out(found, len(found.findings) - len(shown))])),
    )


def _left_out(found: Review, more: int) -> list[str]:
    counts = (("more", more), ("dismissed", len(found.dismissed)))
    return [said("review", f"{name}_{'one' if count == 1 else 'many'}", count=count) for name, count in counts if count]


def _finding(one: Checked, lines: Lines, found: Finding, view: View) -> str:
    name, severity = printable(shown_name(one.path)), words()["severity"][found.severity]
    place = lines.place(found.start)
    whole = found.start == found.end == 0
    where = f"{name}: {said('review', 'whole')}" if whole else f"{name}:{place.line}:{place.column}"
    head = f"{where}: {_painted(severity, found.severity, view)} ({found.rule})"
    facts = f" [{', '.join(found.facts)}]" if found.facts else ""
    drawn = "" if whole else _drawn(one.text, lines, found, view)
    dismiss = folded(said("rules", "dismiss", key=found.key), "  ")
    said_of_it = (folded(found.message, "  "), _named("why", found.why + facts), _better(found), dismiss)
    return "\n".join(filter(None, [head, drawn, *said_of_it]))


def _named(name: str, text: str) -> str:
    return folded(text, f"  {words()['rules'][name]}: ")


def _better(found: Finding) -> str:
    """What to write instead, or what to add where nothing stands yet."""
    return _named("better" if found.quote else "add", _instead(found)) if found.suggestion is not None else ""


def _instead(found: Finding) -> str:
    """The suggested words in quotation marks, or to take these out: an empty pair of marks would tell nobody that."""
    suggested = printable(" ".join((found.suggestion or "").split()))
    return f'"{suggested}"' if suggested else words()["rules"]["take_out"]


def _painted(text: str, severity: str, view: View) -> str:
    return f"\x1b[1;{_COLOURS[severity]}m{text}\x1b[0m" if view.colour else text


def _drawn(text: str, lines: Lines, found: Finding, view: View) -> str:
    """The rows of an excerpt behind their line numbers."""
    shown, more = excerpt(text, lines, Span(found.start, found.end))
    wide = max(4, *(len(str(number)) for number, _, _ in shown)) if shown else 4
    drawn = []
    for number, line, marks in shown:
        drawn.append(f"{number or '':>{wide}} | {line}".rstrip())
        blank = len(marks) - len(marks.lstrip())
        drawn.append(f"{'':>{wide}} | {marks[:blank]}{_painted(marks[blank:], found.severity, view)}")
    return "\n".join([*drawn, *([f"{'':>{wide}} | ..."] if more else [])])


def as_json(checked: Sequence[Checked], _: View) -> str:
    """Findings and outline of one letter, or of each of several; positions count code points."""
    letters = [{"file": shown_name(one.path), **asdict(one.review)} for one in checked]
    data = letters[0] if len(letters) == 1 else {"letters": letters}
    return json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, indent=2) + "\n"


def as_github(checked: Sequence[Checked], _: View) -> str:
    """One workflow command a finding, which GitHub Actions shows beside the line."""
    return "\n".join(_annotation(one, Lines(one.text), found) for one in checked for found in one.review.findings)


def _annotation(one: Checked, lines: Lines, found: Finding) -> str:
    start, end = lines.place(found.start), lines.place(found.end)
    values = {"line": start.line, "endLine": end.line}
    if start.line == end.line:  # columns are only taken within one line
        values |= {"col": start.column, "endColumn": max(end.column, start.column)}
    named = {} if one.path == STANDARD_INPUT else {"file": one.path}
    properties = {**named, **values, "title": f"{found.rule}: {words()['severity'][found.severity]}"}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    better = "" if found.suggestion is None else f"\n{words()['rules']['better']}: {_instead(found)}"
    return f"::{_GITHUB[found.severity]} {written}::{_data(f'{found.message} {found.why}{better}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
