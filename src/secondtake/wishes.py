"""How a person steers the interview in the terminal: a line is an answer, or one of three wishes."""

from __future__ import annotations

from typing import Protocol

LITERALLY = "\\"  # before an answer that would be a wish


class Back(Exception):  # noqa: N818 - a wish, not an error
    """The person wants the question before."""


class Drop(Exception):  # noqa: N818
    """The person takes an answer away."""


class Enough(Exception):  # noqa: N818
    """The person wants no more questions."""


class Ended(Enough):
    """Nothing more can come."""


WISHES: dict[str, type[Exception]] = {"b": Back, "-": Drop, ".": Enough}


class Voice(Protocol):
    """How the interview speaks and listens. `hear` raises EOFError when nothing more can come."""

    def say(self, text: str) -> None:
        """Show a text to the person."""

    def hear(self) -> str:
        """One line from the person."""


def heard(voice: Voice) -> str:
    """One line without the blanks around it. Raises the wish that stands alone on the line."""
    try:
        typed = voice.hear().strip()
    except EOFError:
        raise Ended from None
    if typed in WISHES:
        raise WISHES[typed]
    return typed.removeprefix(LITERALLY)
