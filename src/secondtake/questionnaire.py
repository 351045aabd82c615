"""The answers so far, and which of the questions in questions.toml they leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import pairwise
from typing import Any, NamedTuple

from .model import Content, Mishap
from .schema import InputError, read
from .situation import Situation

Data = Mapping[str, Any]
ANY = "*"  # an `is` that any answer satisfies


class Place(NamedTuple):
    """One question in one row: `key` is a mishap's id, a row number, or `` where nothing repeats."""

    question: str
    key: str = ""


class Questionnaire:
    """A situation as it is being told. `judge` gives the assessment of plain data, or raises InputError."""

    def __init__(self, told: Data, content: Content, judge: Callable[[Data], Data]) -> None:
        """Begin with what has been told before, which must fit the model."""
        read(Situation, {"mishaps": [], **told}, "situation")
        self.content = content
        self.questions: Mapping[str, Data] = {one["id"]: one for one in content.questions["questions"]}
        self._told: dict[str, Any] = deepcopy(dict(told))
        self._judge = judge
        self._found: Data | None = judge(self.situation()) if self.chosen else None
        self._asked: set[Place] = set()
        self._open: set[str] = set()

    @property
    def chosen(self) -> list[str]:
        """The ids of the mishaps, in the order of choosing."""
        return [row["id"] for row in self._told.get("mishaps") or []]

    @property
    def found(self) -> Data | None:
        """The assessment of what has been told; None before anything has gone wrong."""
        return self._found

    @property
    def kind(self) -> str:
        """The kind of letter this leads to; `` where nothing is to be sent."""
        return (self._found or {}).get("kind") or ""

    def situation(self) -> dict[str, Any]:
        """What has been told, without empty rows and tables."""
        kept: dict[str, Any] = _pruned(self._told)
        return kept

    def choose(self, ids: Iterable[str]) -> None:
        """Make these the mishaps; what was said about one that stays is kept."""
        before = {row["id"]: row for row in self._told.get("mishaps") or []}
        self._told["mishaps"] = [before.get(one, {"id": one}) for one in ids]
        self._found = self._judge(self.situation()) if self.chosen else None

    def open(self, steps: Iterable[str]) -> None:
        """Let the questions of these steps be asked."""
        self._open |= set(steps)

    def is_open(self, steps: Iterable[str]) -> bool:
        """Whether the questions of all these steps may be asked."""
        return set(steps) <= self._open

    def next(self) -> Place | None:
        """The first open question that matters and has neither been asked nor answered."""
        places = (place for step in self.content.questions["steps"] if step["id"] in self._open
                  for place in self.places(step["id"]))  # fmt: skip
        return next((one for one in places if one not in self._asked and self.value(one) is None), None)

    def mark(self, place: Place) -> None:
        """Remember that this has been asked."""
        self._asked.add(place)

    def places(self, step: str) -> Iterator[Place]:
        """The questions of a step that matter now, row by row where they repeat."""
        own = [one for one in self.questions.values() if one["step"] == step]
        done: set[str] = set()
        for question in own:
            array = array_of(question)
            if array == "" or question["kind"] == "mishap-picker":
                yield from filter(self.matters, [Place(question["id"])])
            elif array not in done:
                done.add(array)
                yield from filter(self.matters, self._repeated(array, [one for one in own if array_of(one) == array]))

    def _repeated(self, array: str, members: list[Data]) -> Iterator[Place]:
        if array == "mishaps":
            yield from (Place(one["id"], key) for key in self.chosen for one in members)
            return
        filled = self._rows(array)
        yield from (Place(one["id"], str(row)) for row in range(max(1, filled)) for one in members)
        head = next(one for one in self.questions.values() if array_of(one) == array)
        if filled and members[0]["id"] == head["id"]:
            yield Place(head["id"], str(filled))  # is there another?

    def _rows(self, array: str) -> int:
        rows = self._told.get(array) or []
        return max((index + 1 for index, row in enumerate(rows) if _pruned(row)), default=0)

    def matters(self, place: Place) -> bool:
        """Whether every condition of the question holds, and its row is still there."""
        question = self.questions[place.question]
        if array_of(question) == "mishaps" and place.key and place.key not in self.chosen:
            return False
        rule = question.get("show_when", {})
        if "field" in rule:
            paths = rule["field"].split("|")
            return any(self._answers(path, place.key, rule["is"]) for path in paths)
        return all(self._traits(name, place) & set(wanted) for name, wanted in rule.items())

    def _answers(self, path: str, key: str, wanted: list[str]) -> bool:
        value = self._at(self._keys(path, key))
        return value is not None and (ANY in wanted or value in wanted)

    def _traits(self, name: str, place: Place) -> set[str]:
        """The kind of letter, the documents, or the slips, groups and moves: of the row's own mishap, else of all."""
        if name == "kind":
            return {self.kind}
        if name == "document":  # a pack is made of all of them, so here each counts
            return set(self.content.pack)
        mishaps: list[Mishap] = [self.content.mishaps[one] for one in self.chosen if place.key in ("", one)]
        return {getattr(one, name) for one in mishaps}

    def value(self, place: Place) -> Any:
        """The answer that stands here; None when there is none."""
        field = self.questions[place.question]["field"]
        if place.key == "" and "[]" in field:
            return self.chosen or None
        return self._at(self._keys(field, place.key))

    def put(self, place: Place, value: Any) -> None:
        """Take an answer; None takes it away. Raises InputError, and changes nothing, when it does not fit."""
        before = deepcopy(self._told)
        self._set(self._keys(self.questions[place.question]["field"], place.key), value)
        try:
            self._found = self._judge(self.situation())
        except InputError:
            self._told = before
            raise

    def _keys(self, field: str, key: str) -> list[str | int]:
        head, mark, tail = field.partition("[]")
        if not mark:
            return [*field.split(".")]
        row = self.chosen.index(key) if head == "mishaps" else int(key or 0)
        return [head, row, *filter(None, tail.split("."))]

    def _at(self, keys: list[str | int]) -> Any:
        here: Any = self._told
        for key in keys:
            if isinstance(key, int):
                here = here[key] if isinstance(here, list) and key < len(here) else None
            else:
                here = here.get(key) if isinstance(here, dict) else None
        return None if here == "" else here

    def _set(self, keys: list[str | int], value: Any) -> None:
        here: Any = self._told
        for key, after in pairwise(keys):
            here = _inside(here, key, [] if isinstance(after, int) else {})
        last = keys[-1]
        if isinstance(last, int) and last == len(here):
            here.append("")
        here[last] = "" if value is None else value


def array_of(question: Data) -> str:
    """The repeating list a question belongs to: `evidence` for `evidence[].answer`; `` for none."""
    head, mark, _ = question["field"].partition("[]")
    return head if mark else ""


def _inside(here: Any, key: str | int, empty: Any) -> Any:
    """The table or list at a key, made when it is not there."""
    if isinstance(key, int):
        if key == len(here):
            here.append(empty)
    elif not here.get(key):
        here[key] = empty
    return here[key]


def _pruned(value: Any) -> Any:
    """The value without empty texts, rows and tables; a number is never empty."""
    if isinstance(value, dict):
        kept = {key: _pruned(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in ("", None, [], {})}
    if isinstance(value, list):
        return [one for one in map(_pruned, value) if one not in ("", None, [], {})]
    return value
