"""Teach the built site's own search what people call each mishap. Reads and writes nothing but the output folder.

The theme's index knows the words of the pages and weighs titles and tags so much that a tag such as "said" drowns the
rest; tags are left out. Each mishap's page gets a field with its everyday words and their synonyms, which is searched
and never shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

INDEX = Path("search") / "search_index.json"
KNOWN = Path("assets") / "second-take" / "generated" / "catalogue.js"
FIELDS = {"title": {"boost": 3.0}, "text": {"boost": 0.1}, "words": {"boost": 6.0}}
PIPELINE = ["trimmer", "stopWordFilter"]
SEPARATOR = r"[\s\-,:;!?.()\"“”/]+"
_ROW = re.compile(r"^(\{.*\}),$", re.MULTILINE)
_READING = re.compile(r"^export const READING = (\{.*\});$", re.MULTILINE)


def teach(site: Path) -> int:
    """Put the everyday words of the catalogue into the search index; returns how many pages got some."""
    path, known = site / INDEX, site / KNOWN
    if not path.exists() or not known.exists():
        return 0
    words = everyday(known.read_text(encoding="utf-8"))
    index = json.loads(path.read_text(encoding="utf-8"))
    index["config"] |= {"fields": FIELDS, "pipeline": PIPELINE, "separator": SEPARATOR}
    taught = [doc for doc in index["docs"] if doc["location"] in words]
    for doc in index["docs"]:
        doc.pop("tags", None)
    for doc in taught:
        doc["words"] = words[doc["location"]]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return len(taught)


def everyday(catalogue: str) -> dict[str, str]:
    """For each mishap's page, everything people call it, from the module that the finder reads."""
    reading = _READING.search(catalogue)
    same = json.loads(reading[1])["same"] if reading else []
    synonyms = {word: line for line in same for word in line}
    rows = [json.loads(row) for row in _ROW.findall(catalogue)]
    return {f"mishaps/{row['id']}/": _phrases(row, synonyms) for row in rows}


def _phrases(row: Mapping[str, Any], synonyms: Mapping[str, Sequence[str]]) -> str:
    phrases = [row["label"], *row["words"]]
    said = {word for phrase in phrases for word in re.findall(r"\w+", phrase.lower())}
    others = sorted({other for word in said for other in synonyms.get(word, ())} - said)
    return ". ".join([*phrases, *others]).replace("'", "").replace("’", "")
