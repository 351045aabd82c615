"""What the command line prints, as plain text: verdicts, plans, mishaps, rules, findings. Its words: terminal.toml."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from .model import Content, Mishap

WIDTH = 88
Data = Mapping[str, Any]


@cache
def words() -> Data:
    """The fixed words of the command line."""
    return tomllib.loads(files(__package__).joinpath("content", "terminal.toml").read_text(encoding="utf-8"))


def said(section: str, name: str, **values: object) -> str:
    """One of the fixed words, with its slots filled once."""
    return Template(words()[section][name]).substitute({key: str(value) for key, value in values.items()})


def folded(text: str, first: str = "", later: str | None = None) -> str:
    """A text broken into lines of readable width, behind `first` and then behind `later`."""
    rest = " " * len(first) if later is None else later
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def listed(title: str, lines: Iterable[str], mark: str = "- ") -> str:
    """A heading with a list below it; nothing at all for an empty list."""
    items = [folded(line, mark) for line in lines]
    return "\n".join([title, *items]) if items else ""


def rows(pairs: Iterable[tuple[str, str | None]]) -> str:
    """Names and values in two columns; pairs without a value are left out."""
    kept = [(name, value) for name, value in pairs if value]
    wide = max((len(name) for name, _ in kept), default=0) + 2
    return "\n".join(folded(value, f"{name}:".ljust(wide + 1)) for name, value in kept)


def blocks(*parts: str) -> str:
    """Parts with an empty line between them, the empty ones left out."""
    return "\n\n".join(part for part in parts if part)


def with_facts(reason: Data) -> str:
    """A reason with the numbers of its facts and the name of its rule."""
    marks = ", ".join([*reason["facts"], f"rule {reason['rule']}"])
    return f"{reason['text']} [{marks}]"


def verdict(found: Data, content: Content, region: str = "") -> str:
    """An assessment: what to do first, then how bad, why, what others say, and how sure we are."""
    name = words()["verdict"]
    table = rows(
        [
            (name["band"], f"{found['band_label']}. {found['band_text']}"),
            (name["action"], found["action_label"]),
            (name["kind"], found["kind_label"]),
            (name["channel"], found["channel_label"]),
            (name["window"], found["window"]["label"]),
        ]
    )
    care = blocks(folded(found["care"]), help_lines(content, region, found)) if found["care"] else ""
    return blocks(
        care,
        folded(found["headline"]),
        table,
        listed(name["reasons"], map(with_facts, found["reasons"])),
        listed(name["other_view"], [with_facts(found["other_view"])] if found["other_view"] else []),
        listed(name["certainty"], [found["certainty"]["text"]]),
        listed(name["leave_out"], [one["text"] for one in found["leave_out"]]),
        _numbered(name["steps"], found["steps"]),
        listed(name["caution"], [found["caution"]] if found["caution"] else []),
    )


def _numbered(title: str, lines: Iterable[str]) -> str:
    items = [folded(line, f"{number}. ") for number, line in enumerate(lines, 1)]
    return "\n".join([title, *items]) if items else ""


def help_lines(content: Content, region: str, found: Data) -> str:
    """People to talk to now, by country, where the verdict is to look after oneself."""
    if found["action"] != "care":
        return ""
    countries = [one for one in content.lines["countries"].values() if (region or "other") in one["regions"]]
    return blocks(*map(_country, countries))


def _country(country: Data) -> str:
    lines = [": ".join(filter(None, (one["name"], one["number"]))) for one in country["crisis"]]
    details = [f"{line}. {one['hours']}. {one['url']}" for line, one in zip(lines, country["crisis"], strict=True)]
    emergency = f"{words()['verdict']['emergency']}: {country['emergency']}"
    return listed(country["label"], [emergency, *filter(None, [country["note"]]), *details])


def nothing_to_send(because: str, kinds: Iterable[str]) -> str:
    """That there is no letter, why, and how to have one all the same."""
    return blocks(said("letter", "nothing"), because, folded(said("letter", "overrule", kinds=", ".join(kinds))))


def notes(result: Data) -> str:
    """What goes with a composed letter: a word of care, a caution, the gaps, and what the letter check objects to."""
    name, found, letter = words()["letter"], result["assessment"], result["letter"]
    objections = [one for one in result["findings"] if one["rule"] != "placeholder"]
    return blocks(
        folded(found["care"]) if found["care"] else "",
        listed(name["caution"], [found["caution"]] if found["caution"] else []),
        listed(name["gaps"], [gap["label"] for gap in letter["gaps"]]),
        listed(name["findings"], [f"{one['message']} ({one['rule']})" for one in objections]),
    )


def timetable(found: Data) -> str:
    """The plan, one step a paragraph, each with its day."""
    steps = [_step(step, found["there"]) for step in found["steps"]]
    undated = all(step["date"] is None for step in found["steps"])
    return blocks(*steps, words()["plan"]["dateless"] if undated else "")


def _step(step: Data, city: str | None) -> str:
    when = f"{date.fromisoformat(step['date']):%a} {step['date']}" if step["date"] else words()["plan"]["undated"]
    at = f" {step['time'][:5]}" if step["time"] else ""
    at += f" ({datetime.fromisoformat(step['there']):%a %H:%M}, {city})" if step["there"] else ""
    facts = f" [{', '.join(step['facts'])}]" if step["facts"] else ""
    return "\n".join([f"{when}{at}  {step['label']}", folded(step["why"] + facts, "  ")])


def afterwards_report(found: Data) -> str:
    """Where an answer leads, or the answers there are; then the sheet for next time."""
    outcome, names = found["outcome"], words()["afterwards"]
    if outcome is None:
        answers = rows((one["id"], one["label"]) for one in found["answers"])
        return blocks(names["which"] + "\n" + answers, _sheet(found["sheet"], names))
    facts = f" [{', '.join(outcome['facts'])}]" if outcome["facts"] else ""
    day = f" ({outcome['day']})" if outcome["day"] else ""
    said_so = f"{outcome['label']}{day}\n{folded(outcome['text'] + facts, '  ')}"
    documents = [f"{one['label']} ({one['id']})" for one in outcome["documents"]]
    return blocks(said_so, listed(names["documents"], documents), _sheet(found["sheet"], names))


def _asked(question: str) -> str:
    return question + (" " if question.endswith("?") else ": ") if question else ""


def _sheet(sheet: Data, names: Data) -> str:
    heads = sheet["headings"]
    broke = [f"{one['label']}. {names['leave_out']}: {', '.join(one['avoid'])}." for one in sheet["troubles"]]
    answers = [_asked(one["question"]) + one["answer"] for one in sheet["answers"]]
    dates = [f"{one['date']}: {one['label']}." for one in sheet["dates"]]
    return blocks(
        heads["title"],
        listed(heads["broke"], broke),
        listed(heads["answers"], answers),
        listed(heads["checks"], sheet["checks"], "[ ] "),
        listed(names["dates"], [*dates, sheet["before"] + "."]),
    )


def catalogue(content: Content) -> str:
    """Every mishap by group: id and label."""
    wide = max(map(len, content.mishaps)) + 2
    entries = sorted(content.mishaps.values(), key=lambda entry: entry.code)
    groups = content.judgements["groups"]
    return blocks(
        *("\n".join([label, *(f"  {one.id:<{wide}}{one.label}" for one in entries if one.group == group)])
          for group, label in groups.items())
    )  # fmt: skip


def entry(mishap: Mishap, content: Content) -> str:
    """One mishap: its verdict, the usual letter, what not to write, and what it rests on."""
    name = words()["mishaps"]
    kind = content.letters[mishap.letter].label if mishap.letter else name["no_letter"]
    table = rows(
        [
            (name["gravity"], words()["gravity"][str(mishap.gravity)]),
            (name["letter"], kind),
            (name["bad"], mishap.swap.bad),
            (name["better"], mishap.swap.better),
            (name["facts"], ", ".join(mishap.facts)),
            (name["related"], ", ".join(mishap.related)),
            (name["page"], f"mishaps/{mishap.id}/"),
        ]
    )
    return blocks(f"{mishap.label} ({mishap.id})", folded(mishap.verdict), table, listed(name["avoid"], mishap.avoid))
