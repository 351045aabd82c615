"""Build the same mkdocs.yml with Zensical and report pages whose article has lost or gained words."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from finish_markup import complete

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".build" / "zensical"
COPY = FOLDER / "project"
SILENT = {"script", "style", "svg"}


class Article(HTMLParser):
    """Collects the words inside <article>."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.silent = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the article, or something in it that shows no words."""
        self.depth += tag == "article"
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        """Leave again."""
        self.depth -= tag == "article"
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if self.depth and not self.silent:
            self.words += re.findall(r"\w+", data)


def words_of(path: Path) -> Counter[str]:
    """The words of a page's article and how often each stands there. Templates may place a link elsewhere."""
    article = Article()
    article.feed(path.read_text(encoding="utf-8"))
    return Counter(article.words)


def difference(here: Counter[str], there: Counter[str]) -> str:
    """The words that only one of the two pages has, the first few of each."""
    lost, gained = (list((one - other).elements()) for one, other in ((here, there), (there, here)))
    return f"lost {len(lost)}: {' '.join(lost[:8])}; gained {len(gained)}: {' '.join(gained[:8])}"


def build_with_zensical() -> Path:
    """Build a copy of the project, so that the real site is left alone; returns the folder made."""
    shutil.rmtree(COPY, ignore_errors=True)
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, COPY / name)
    shutil.copyfile(ROOT / "mkdocs.yml", COPY / "mkdocs.yml")
    command = [str(FOLDER / "venv" / "bin" / "zensical"), "build", "-c", "-f", "mkdocs.yml"]
    subprocess.run(command, cwd=COPY, check=True)
    complete(COPY / "site")
    return COPY / "site"


def drift(ours: Path, theirs: Path) -> list[str]:
    """One line per page that is missing or reads differently."""
    found = []
    for page in sorted(ours.rglob("*.html")):
        name = page.relative_to(ours)
        other = theirs / name
        if not other.exists():
            found.append(f"{name}: not built")
        elif words_of(page) != words_of(other):
            found.append(f"{name}: {difference(words_of(page), words_of(other))}")
    return found


def main() -> int:
    """Print the report; the exit code is 1 when there is any drift."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    lines = drift(ROOT / "site", build_with_zensical())
    pages = sum(1 for _ in (ROOT / "site").rglob("*.html"))
    print("\n".join(f"  {line}" for line in lines))
    print(f"{len(lines)} of {pages} pages differ")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
