"""The letter on paper: the print sheet as a PDF, read back with pdftotext and pdfinfo."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from find_poppler import missing
from test_browser_pack import show
from test_browser_ui import first_letter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("chromium"),  # only Chromium's driver can print to a file
    pytest.mark.skipif(bool(missing()), reason="pdftotext and pdfinfo are not here: install poppler-utils"),
]

OPEN = Callable[..., Any]
CHOOSE = """(field, value) => {
  field.value = value;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}"""
LONG = "I would plan the early shift from the tills and move two people at noon. "


def read(program: str, *words: str) -> str:
    """What a program of poppler prints."""
    return subprocess.run([program, *words], check=True, capture_output=True, text=True, timeout=60).stdout


def printed(page: Any, folder: Path) -> Path:
    """The page as the browser prints it to a file, with tags, on the paper that its styles ask for."""
    session = page.context.new_cdp_session(page)
    made = session.send("Page.printToPDF", {"generateTaggedPDF": True, "preferCSSPageSize": True})
    path = folder / "letter.pdf"
    path.write_bytes(base64.b64decode(made["data"]))
    return path


def words_of(text: str) -> list[str]:
    return re.sub(r"\s+", " ", text).split()


def paper_letter(open_page: OPEN, region: str) -> Any:
    """The printed letter of the pack, for a region."""
    page = open_page("composer/")
    page.set_default_timeout(30_000)
    first_letter(page)
    page.locator('[name="region"]').evaluate(CHOOSE, region)  # wherever it is folded away
    page.fill('[name="evidence[0].answer"]', LONG.strip())
    page.wait_for_function("text => document.querySelector('.st-letter').innerText.includes(text)", arg=LONG.strip())
    show(page, "printed-letter")
    return page


@pytest.mark.parametrize(("region", "paper"), [("uk", "A4"), ("us", "letter")])
def test_the_printed_letter_is_a_tagged_file_with_every_word_in_order_and_nothing_else(
    open_page: OPEN, tmp_path: Path, region: str, paper: str
) -> None:
    page = paper_letter(open_page, region)
    pieces = page.locator(".st-letter > :not(.st-letter-subject)").all_inner_texts()
    path = printed(page, tmp_path)
    about = read("pdfinfo", str(path))
    assert re.search(r"^Tagged: +yes$", about, re.MULTILINE)
    assert re.search(rf"^Page size:.*\({paper}\)$", about, re.MULTILINE), about
    assert re.search(r"^Pages: +1$", about, re.MULTILINE), about
    assert words_of(read("pdftotext", str(path), "-")) == words_of(" ".join(pieces))


def test_each_paragraph_of_the_printed_letter_has_a_tag_of_its_own(open_page: OPEN, tmp_path: Path) -> None:
    page = paper_letter(open_page, "uk")
    count = page.locator(".st-letter p:not(.st-letter-subject)").count()
    structure = read("pdfinfo", "-struct", str(printed(page, tmp_path)))
    assert count > 4
    assert len(re.findall(r"^ *P\b", structure, re.MULTILINE)) == count, structure


def test_a_letter_of_two_pages_loses_no_word_at_the_break(open_page: OPEN, tmp_path: Path) -> None:
    page = paper_letter(open_page, "uk")
    page.fill('[name="evidence[0].answer"]', (LONG * 40).strip())
    whole = "count => document.querySelector('.st-letter').innerText.split('early shift').length > count"
    page.wait_for_function(whole, arg=40)
    path = printed(page, tmp_path)
    assert int(re.search(r"^Pages: +(\d+)$", read("pdfinfo", str(path)), re.MULTILINE)[1]) > 1  # type: ignore[index]
    assert words_of(read("pdftotext", str(path), "-")).count("early") == 40
