"""Every page's front matter can be read: MkDocs drops one that cannot without a word, and the page loses its title."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if "_generated" not in path.parts]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_front_matter_is_a_table_with_title_and_description(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        pytest.fail("the page has no front matter")
    read = yaml.safe_load(text.split("---\n", 2)[1])
    assert isinstance(read, dict)
    assert isinstance(read.get("title"), str)
    assert isinstance(read.get("description"), str)
