"""Several interviewers: one set of facts, one note each, honestly different, or one note for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from .assess import region_of
from .compose import Options, compose
from .measure import in_common
from .model import Assessment, Content, Letter
from .situation import Situation

MOST_IN_COMMON = 0.5  # of five-word runs; people on one panel compare their notes
STEPS = 4  # wordings tried for each copy


@dataclass(frozen=True, slots=True)
class Copy:
    """The note to one interviewer, and the most it has in common with any other copy, from 0 to 1."""

    to: int
    name: str
    letter: Letter
    in_common: float


@dataclass(frozen=True, slots=True)
class Panel:
    """The notes to a panel. `mode` is the custom of the region: `each` gets a note, or one is `shared`."""

    mode: str
    copies: tuple[Copy, ...]
    advice: tuple[str, ...]

    @property
    def most(self) -> float:
        """The most that any two copies have in common."""
        return max((copy.in_common for copy in self.copies), default=0.0)


def panel(
    situation: Situation, assessment: Assessment, content: Content, options: Options | None = None, mode: str = ""
) -> Panel | None:
    """The notes to everybody who interviewed; None where nothing goes to more than one of them."""
    named = [index for index, person in enumerate(situation.interviewers) if person.name or person.signed_as]
    alone = assessment.kind in (None, "conduct-apology") or assessment.lead_mishap == "interviewer-absent"
    if assessment.channel != "email" or alone or len(named) < 2:
        return None  # somebody else passes it on, or one person alone is owed it
    options = options or Options()
    custom = mode or str(region_of(situation, content)["one_note_per_interviewer"])
    advice = tuple(content.judgements["panel"]["advice"])
    if custom == "shared":
        letter = compose(situation, assessment, content, options)
        names = ", ".join(situation.interviewers[index].name for index in named)
        return Panel(custom, (Copy(0, names, letter, 0.0),) if letter else (), advice)
    letters = _letters(situation, assessment, content, options, named)
    return Panel(custom, _compared(situation, letters), advice)


def _letters(
    situation: Situation, assessment: Assessment, content: Content, options: Options, named: list[int]
) -> dict[int, Letter]:
    """One letter a person: of a few wordings, the one with least in common with the letters before it."""
    chosen: dict[int, Letter] = {}
    for index in named:
        steps = (replace(options, to=index, apart=True, wording=options.wording + step) for step in range(STEPS))
        letters = [letter for step in steps if (letter := compose(situation, assessment, content, step))]
        chosen[index] = min(letters, key=lambda letter: _likeness(letter, chosen, situation))
    return chosen


def _likeness(letter: Letter, others: dict[int, Letter], situation: Situation) -> float:
    return max((likeness(letter, other, situation) for other in others.values()), default=0.0)


def likeness(one: Letter, other: Letter, situation: Situation) -> float:
    """The share of five-word runs that two letters have in common, whatever the person typed left out."""
    typed = _typed(situation)
    return in_common(_ours(one, typed), _ours(other, typed))


def _typed(situation: Situation) -> tuple[str, ...]:
    """What the person typed and our sentences hold, the longest first."""
    named = [situation.role, situation.company, situation.highlight, *situation.new_slots]
    named += [person.talked_about for person in situation.interviewers]
    named += [item.question for item in situation.evidence]
    return tuple(sorted((text for text in named if text), key=len, reverse=True))


def _ours(letter: Letter, typed: tuple[str, ...]) -> str:
    text = "\n".join(part.text for part in letter.parts if not part.because.own_words)
    for value in typed:
        text = text.replace(value, "\u2026")
    return text


def _compared(situation: Situation, letters: dict[int, Letter]) -> tuple[Copy, ...]:
    pairs = combinations(sorted(letters), 2)
    shares = {pair: likeness(letters[pair[0]], letters[pair[1]], situation) for pair in pairs}
    most = {index: max((share for pair, share in shares.items() if index in pair), default=0.0) for index in letters}
    people = situation.interviewers
    return tuple(Copy(index, people[index].name, letter, most[index]) for index, letter in letters.items())
