"""`secondtake pack`: every document that the facts of one interview make, as files in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .api import REGISTERS
from .console import Refused, a_moment, as_json, asked, completed, note, refusing
from .load import content
from .pack_plan import MODES
from .situation_file import read_situation, shown_name
from .terminal import said, timetable, verdict

Data = dict[str, Any]


@click.command()
@click.argument("situation", type=click.Path(allow_dash=True))
@click.option("-o", "folder", metavar="DIR", required=True, type=click.Path(file_okay=False), help="Write into DIR.")
@click.option("--register", type=click.Choice(REGISTERS), help="How the letters should sound.")
@click.option("--wording", type=click.IntRange(0, 9999), default=0, metavar="N", help="Another wording of the whole.")
@click.option("--panel", "mode", type=click.Choice(MODES), help="A note for each interviewer, or one they share.")
@click.option("--now", metavar="ISO", callback=a_moment, help="Count from this moment, not from the clock.")
@click.option("--replace", is_flag=True, help="Write over files of the same name.")
def pack(situation: str, folder: str, register: str | None, wording: int, mode: str | None, now: str | None,
         replace: bool) -> None:  # fmt: skip
    """Write the whole pack: emails, paper, scripts, later letters, a brief for your referee, a note to yourself.

    \b
    Example:
      secondtake pack my-interview.toml -o my-pack
    """
    with refusing(shown_name(situation)):
        told = completed(read_situation(situation), None, now)
        found = asked("pack", situation=told, register=register, wording=wording, panel=mode)
        files = _files(found, asked("plan", situation=told), told.get("region", ""))
        _write(files, Path(folder), replace)
    note(said("pack", "written", count=str(len(files)), folder=folder))
    for document in found["documents"]:
        if document["reason"]:
            note(f"{document['label']}: {document['reason']}")


def _files(found: Data, steps: Data, region: str) -> dict[str, str]:
    """The files by name, numbered in reading order."""
    offered = [document for document in found["documents"] if not document["reason"]]
    files = {"00-verdict.txt": verdict(found["assessment"], content(), region)}
    for number, document in enumerate(offered, start=1):
        files[f"{number:02}-{document['id']}.txt"] = _as_text(document["subject"], document["text"])
    notes = found["panel"] or {"copies": []}
    if len(notes["copies"]) > 1:
        for number, copy in enumerate(notes["copies"], start=1):
            files[f"panel-{number}.txt"] = _as_text(copy["letter"]["subject"], copy["letter"]["text"])
    return files | {"plan.txt": timetable(steps), "pack.json": as_json(found)}


def _as_text(subject: str, text: str) -> str:
    return (f"Subject: {subject}\n\n" if subject else "") + text + "\n"


def _write(files: dict[str, str], folder: Path, replace: bool) -> None:
    """Write all or nothing: a file already there, perhaps edited by hand, is never lost without being asked."""
    folder.mkdir(parents=True, exist_ok=True)
    there = [name for name in files if (folder / name).exists()]
    if there and not replace:
        raise Refused(said("pack", "there", folder=str(folder), files=", ".join(there[:3])))
    for name, text in files.items():
        (folder / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
