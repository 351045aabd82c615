"""Find words that are not our own: runs of eight words shared with the founding articles, paragraphs used twice.

The articles themselves are not in this repository. What is kept of them is one short hash per run of eight words
(tests/data/founding-word-runs.txt), enough to recognise a run and too little to read one. Their quoted titles count
as quotations and are left out.

    python scripts/check_own_words.py                      check the pages and the content
    python scripts/check_own_words.py --learn A.txt B.txt  write the hashes anew
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from prose import DOCS, ROOT, pages, paragraphs

RUN = 8  # words in a row
HASHES = ROOT / "tests" / "data" / "founding-word-runs.txt"
CONTENT = ROOT / "src" / "secondtake" / "content"
ROOT_PAGES = ("README.md", "CHANGELOG.md")
TITLES = ("What To Do If You've Blown a Job Interview", "You Just Blew Your Interview Now What")
SHORTEST = 8  # words of a paragraph that may not stand on two pages

_WORD = re.compile(r"[a-z0-9]+(?:['\u2019][a-z]+)?")


def words_of(text: str) -> list[str]:
    """Lower-case words with one kind of apostrophe, as runs are compared."""
    return [word.replace("\u2019", "'") for word in _WORD.findall(text.lower())]


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of eight words."""
    words = words_of(text)
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def hashed(run: tuple[str, ...]) -> str:
    """Twelve hex digits of a run; the same everywhere."""
    return blake2b(" ".join(run).encode(), digest_size=6).hexdigest()


def learn(articles: Iterable[Path]) -> int:
    """Write the hashes of all runs in the articles, titles left out; returns how many."""
    quoted = {run for title in TITLES for run in runs(title)}
    found = {hashed(run) for path in articles for run in runs(path.read_text(encoding="utf-8")) if run not in quoted}
    HASHES.parent.mkdir(parents=True, exist_ok=True)
    HASHES.write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
    return len(found)


def strings_in(value: Any) -> Iterator[str]:
    """Every text of a content file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)


def texts() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text: pages, the root pages, and every string of content/."""
    for path in [*pages(), *(ROOT / name for name in ROOT_PAGES)]:
        for paragraph in paragraphs(path):
            yield str(path.relative_to(ROOT)), paragraph
    for path in sorted(CONTENT.rglob("*.toml")):
        for text in strings_in(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(ROOT)), text


def borrowed(known: set[str]) -> Iterator[str]:
    """Each run shared with the founding articles, with the place it stands."""
    for place, text in texts():
        for run in runs(text):
            if hashed(run) in known:
                yield f"{place}: shared with a founding article: {' '.join(run)}"


def repeated() -> Iterator[str]:
    """Each paragraph that stands on two pages."""
    places: dict[str, set[str]] = defaultdict(set)
    for path in pages():
        for paragraph in paragraphs(path):
            if len(words_of(paragraph)) >= SHORTEST:
                places[" ".join(words_of(paragraph))].add(str(path.relative_to(DOCS)))
    for text, where in sorted(places.items()):
        if len(where) > 1:
            yield f"{', '.join(sorted(where))}: the same paragraph: {text[:80]}"


def main() -> None:
    """Check, or learn; exit status 1 when something is not our own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learn", nargs="+", type=Path, metavar="ARTICLE", help="write the hashes of these texts")
    articles = parser.parse_args().learn
    if articles:
        print(f"{learn(articles)} runs of {RUN} words")
        return
    problems = [*borrowed(set(HASHES.read_text(encoding="utf-8").split())), *repeated()]
    print("\n".join(problems) or "own words: nothing borrowed, nothing repeated")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
