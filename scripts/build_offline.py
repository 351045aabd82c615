"""Write the control of the offline copy, with its words, into docs/_generated/forms/offline.html."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping
from typing import Any

from markup import CONTENT, GENERATED, Html, report, tag, write_if_changed

TARGET = GENERATED / "forms" / "offline.html"


def control(words: Mapping[str, Any]) -> Html:
    """The element with its two buttons. Its script shows the one that fits; without script there is only the text."""
    # Markdown takes an unknown element for a part of a sentence, so it stands inside one that it knows.
    return tag("div", _element(words), class_="st-offline")


def _element(words: Mapping[str, Any]) -> Html:
    return tag(
        "offline-copy",
        tag("p", f"{words['intro']} {words['size']}"),
        tag("p", data_part="state"),
        tag(
            "p",
            _button("keep", words["keep"]),
            _button("remove", words["remove"]),
        ),
        tag("p", role="status", class_="st-status"),
        tag("div", [tag("p", text, data_say=name) for name, text in words["sayings"].items()], hidden=True),
    )


def _button(name: str, text: str) -> Html:
    return tag("button", text, type="button", class_="st-button st-quiet", data_do=name, hidden=True)


def main() -> None:
    """Write the file when its text differs."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    words = tomllib.loads((CONTENT / "pages.toml").read_text(encoding="utf-8"))["offline"]
    report("offline", write_if_changed(TARGET, f"{control(words)}\n"), 1)


if __name__ == "__main__":
    main()
