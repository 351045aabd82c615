"""The Word file: what other programs read in it is the letter, whatever was typed, and always the same bytes."""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.api import handle
from secondtake.word_file import PAPER, word_file

LETTER = "Dear Ms Lee,\n\nThank you for your time.\nIt helped.\n\nKind regards,\nAda <Obi> & Co"


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(data).paragraphs]


def test_every_block_is_a_paragraph_and_every_line_end_a_break() -> None:
    assert texts(word_file("A subject", LETTER)) == ["A subject", *LETTER.split("\n\n")]


def test_the_subject_has_a_style_of_its_own_and_the_rest_is_normal() -> None:
    names = [paragraph.style.name for paragraph in opened(word_file("A subject", LETTER)).paragraphs]
    assert names == ["Subject", "Normal", "Normal", "Normal"]


@pytest.mark.parametrize("paper", PAPER)
def test_the_paper_is_that_of_the_region(paper: str) -> None:
    section = opened(word_file("", LETTER, paper)).sections[0]
    assert (section.page_width.twips, section.page_height.twips) == PAPER[paper]


@given(st.text(max_size=60).filter(str.strip))
@settings(deadline=None)
def test_whatever_is_typed_the_file_opens_and_nothing_becomes_markup(text: str) -> None:
    found = opened(word_file("", f"start {text} end"))
    assert found.paragraphs[0].text.startswith("start ") and found.paragraphs[-1].text.rstrip().endswith("end")


def test_two_writings_give_the_same_bytes() -> None:
    assert word_file("S", LETTER) == word_file("S", LETTER)


def test_the_door_gives_the_file_as_base64_on_the_paper_of_the_region() -> None:
    situation = {"mishaps": [{"id": "rambled"}], "role": "Planner", "region": "us"}
    answer = json.loads(handle(json.dumps({"command": "export", "format": "docx", "situation": situation})))["result"]
    data = base64.b64decode(answer["base64"])
    assert opened(data).sections[0].page_width.twips == PAPER["Letter"][0]
    assert "Planner" in texts(data)[0] and answer["filename"].endswith(".docx")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libre_office_opens_it_and_reads_the_same_letter(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(word_file("A subject", LETTER))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "txt:Text"]
    subprocess.run([*command, "--outdir", str(tmp_path), "letter.docx"], cwd=tmp_path, check=True, timeout=300)
    found = (tmp_path / "letter.txt").read_text(encoding="utf-8-sig")
    assert found.split() == ("A subject\n" + LETTER).split()
