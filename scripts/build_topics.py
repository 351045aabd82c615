"""Write the list of all tagged pages by topic, from the pages' own front matter."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path

from catalogue import groups
from markup import CONTENT, GENERATED, markdown_text, report, write_if_changed
from prose import DOCS, pages

TITLE = re.compile(r"^title: (?P<quote>[\"']?)(?P<text>.+)(?P=quote)$", re.MULTILINE)
TAGS = re.compile(r"^tags: \[(.+)\]$", re.MULTILINE)


def tagged() -> dict[str, list[tuple[str, str]]]:
    """Topic ids with the titles and paths of their pages, in the order of the titles."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in pages():
        front = path.read_text(encoding="utf-8").partition("\n---\n")[0]
        title, tags = TITLE.search(front), TAGS.search(front)
        if title and tags:
            for topic in tags[1].split(","):
                found.setdefault(topic.strip(), []).append((title["text"], path.relative_to(DOCS).as_posix()))
    return {topic: sorted(members) for topic, members in found.items()}


def topics() -> str:
    """Every topic with its pages. A tag without a name of its own stops the build."""
    named = tomllib.loads((CONTENT / "pages.toml").read_text(encoding="utf-8"))["topics"] | dict(groups())
    every = tagged()
    if unnamed := set(every) - set(named):
        raise SystemExit(f"build_topics: pages.toml names no topic {', '.join(sorted(unnamed))}")
    blocks = []
    for topic, label in named.items():
        listed = "\n".join(f"- [{markdown_text(title)}]({path})" for title, path in every.get(topic, ()))
        blocks.append(f"## {markdown_text(label)} {{ #{topic} }}\n\n{listed}")
    return "\n\n".join(blocks) + "\n"


def main() -> None:
    """Write the list if it changed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    path: Path = GENERATED / "topics.md"
    report("topics", int(write_if_changed(path, topics())), 1)


if __name__ == "__main__":
    main()
