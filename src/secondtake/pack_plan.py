"""One document of the pack: what content/pack says of it, and the document as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .model import Letter, LetterPlan

MODES = ("each", "shared")  # a panel: a note for each interviewer, or one note they share


@dataclass(frozen=True, slots=True)
class PackPlan:
    """One document that can be made from the facts of a situation: a file of content/pack.

    `kind` says whose parts it takes: `main` for the letter that was advised, the id of another kind, or empty where
    `letter` holds parts of its own; the letter check then reads it as the kind `reads_as`. `needs` are conditions by
    name (see pack.conditions); `suppose` is what must have happened before this document is of use; `spare` are parts
    to leave out, first to last, until it fits `most` units; `lost-time/answer` means that part in that kind alone.
    """

    id: str
    order: int
    label: str
    purpose: str
    group: str
    layout: str
    channel: str
    kind: str
    reads_as: str
    unit: str
    most: int
    needs: tuple[str, ...]
    suppose: Mapping[str, str]
    spare: tuple[str, ...]
    letter: LetterPlan | None = None


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A document of the pack, ready to hand over. `letter` is None where it is not offered, and `reason` then says why,
    or where only other documents were wanted.

    `count` is the length in the plan's unit: words, characters or spoken seconds. `head` is what stands above a
    printed letter: who writes, the day, and to whom.
    """

    plan: PackPlan
    letter: Letter | None = None
    head: str = ""
    count: int = 0
    reason: str = ""

    @property
    def over(self) -> bool:
        """Whether the person's own words take it over its limit."""
        return bool(self.plan.most) and self.count > self.plan.most

    @property
    def reads_as(self) -> str:
        """The kind of letter that the letter check should take it for; empty where it is not for them to read."""
        return self.plan.reads_as or (self.letter.kind if self.letter and not self.plan.letter else "")

    @property
    def text(self) -> str:
        """What is sent, said or kept; the subject line stands apart."""
        if self.letter is None:
            return ""
        return "\n\n".join(block for block in (self.head, self.letter.text) if block)
