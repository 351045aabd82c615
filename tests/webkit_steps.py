"""A selector of our tests, taken apart into the steps that webkit_find.js takes one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from webkit_locator import Locator


def steps_of(selector: str, has_text: str = "", has: Locator | None = None) -> list[dict[str, Any]]:
    """A selector with its `>> nth=` and what else is asked of the element."""
    steps: list[dict[str, Any]] = []
    for part in filter(None, re.split(r"\s*>>\s*", selector)):
        index = re.fullmatch(r"nth=(-?\d+)", part)
        words = part.removeprefix("text=")
        steps.append({"nth": int(index[1])} if index else {"css": part} if words == part else {"text": words})
    return [*steps, *([{"hasText": has_text}] if has_text else []), *([{"has": has.steps}] if has else [])]
