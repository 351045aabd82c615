"""No regular expression of the engine can be made slow: an audit of their structure, and of the time they take."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import secondtake
from secondtake.schema import MOMENTS

SOURCE = Path(secondtake.__file__).parent
CALLS = {"compile", "sub", "match", "search", "finditer", "fullmatch", "split", "findall"}
REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)
LONG = 32  # more repetitions than this count as without end
SAMPLE = [
    *map(chr, range(0x180)),
    *"\u0301\u2018\u2019\u201c\u201d\u2013\u2022\u2026\u2028\u3002\uff01\uff1f\u4e2d\U0001f600",
]


def typed_patterns() -> Iterator[tuple[str, int]]:
    """Patterns as literals in calls of `re`, and a mark for each that is put together some other way.

    What is only held against a whole text is written with its ends, as that is how it is run.
    """
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS):
                continue
            if getattr(node.func.value, "id", "") == "re":
                first = node.args[0]
                text = first.value if isinstance(first, ast.Constant) else f"made in {path.name}"
                whole = node.func.attr == "fullmatch" and isinstance(first, ast.Constant)
                yield (rf"\A(?:{text})\Z" if whole else text), 0


def compiled_patterns() -> Iterator[tuple[str, int]]:
    """Patterns that modules hold, however they were put together; with their start where they are only tried at one."""
    for found in pkgutil.walk_packages([str(SOURCE)], "secondtake."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                used = set(re.findall(rf"\b{name}\.(\w+)\(", source))
                tried = bool(used) and used <= {"match", "fullmatch"}
                yield (rf"\A(?:{value.pattern})" if tried else value.pattern), value.flags & ~re.UNICODE


TYPED = {text for text, _ in typed_patterns()}
MADE = {text for text in TYPED if text.startswith("made in ")}
HELD = set(compiled_patterns())
KNOWN = {text for text, _ in HELD} | {text.removeprefix(r"\A(?:")[:-1] for text, _ in HELD if text.startswith(r"\A(?:")}
PATTERNS = sorted(
    HELD | {(text, 0) for text in TYPED - MADE - KNOWN} | {(pattern, 0) for pattern, _ in MOMENTS.values()}
)


def test_every_pattern_is_looked_at() -> None:
    assert len(PATTERNS) > 40
    assert {"made in schema.py"} >= MADE, "a pattern made at run time must be added to this audit"


# ---- structure -----------------------------------------------------------------------------------------------------


def inside(node: Any) -> list[Any]:
    """The parts that a piece of a parsed pattern holds."""
    operation, value = node
    if operation in (*REPEATS, constants.POSSESSIVE_REPEAT):
        return [value[2]]
    if operation is constants.SUBPATTERN:
        return [value[3]]
    if operation is constants.BRANCH:
        return list(value[1])
    if operation in (constants.ASSERT, constants.ASSERT_NOT):
        return [value[1]]
    return [value] if operation is constants.ATOMIC_GROUP else []


def endless(node: Any) -> bool:
    return node[0] in REPEATS and node[1][1] > LONG


def deep(part: Any) -> Iterator[Any]:
    """Every piece of a part, at any depth."""
    for node in part:
        yield node
        for inner in inside(node):
            yield from deep(inner)


def characters(node: Any, state: Any) -> frozenset[str]:
    """Which of the sample characters a piece that stands for one character may be."""
    one = compiler.compile(parser.SubPattern(state, [node]), state.flags)
    return frozenset(character for character in SAMPLE if one.fullmatch(character))


def first(part: Any, state: Any) -> tuple[frozenset[str], bool]:
    """What a part may begin with, and whether it may be nothing at all."""
    begun: frozenset[str] = frozenset()
    for node in part:
        operation, value = node
        if operation in (constants.AT, constants.ASSERT, constants.ASSERT_NOT):
            continue
        if operation in (constants.LITERAL, constants.NOT_LITERAL, constants.IN, constants.ANY):
            return begun | characters(node, state), False
        choices = [first(inner, state) for inner in inside(node)]
        begun |= frozenset().union(*(start for start, _ in choices))
        empty = any(nothing for _, nothing in choices) or (operation in REPEATS and value[0] == 0)
        if not empty:
            return begun, False
    return begun, True


def ambiguous(pattern: str, flags: int = 0) -> list[str]:
    """Repetitions without end whose inner repetition without end could as well be the next round of the outer one."""
    parsed = parser.parse(pattern, flags)
    found = []
    for node in deep(parsed):
        if not endless(node):
            continue
        body = node[1][2]
        begins, empty = first(body, parsed.state)
        for inner in filter(endless, deep(body)):
            repeated, _ = first(inner[1][2], parsed.state)
            if empty or repeated & begins:
                found.append(f"{inner[1][2]} in {body}")
    return found


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_no_repetition_inside_another_can_be_read_in_two_ways(pattern: str, flags: int) -> None:
    assert ambiguous(pattern, flags) == []


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a*)*", r"(\w+\s?)*$", "(a|b*c*)*", r"(?:[^\W_]+'?)+!", r"(.*,)*x"])
def test_the_audit_would_notice(pattern: str) -> None:
    assert ambiguous(pattern)


@pytest.mark.parametrize("pattern", [r"[^\W_]+(?:'[^\W_]+)*", r"\d+(?:[.,]\d+)*%?", "(ab+c)*", "a+b+c+"])
def test_the_audit_lets_pass_what_can_be_read_in_one_way_only(pattern: str) -> None:
    assert ambiguous(pattern) == []


# ---- time ----------------------------------------------------------------------------------------------------------


def attacks(pattern: str, flags: int) -> Iterator[str]:
    """For each repetition one or two characters it takes, to be put in a row that then does not end as it should."""
    parsed = parser.parse(pattern, flags)
    seen = set()
    for node in filter(endless, deep(parsed)):
        taken, _ = first(node[1][2], parsed.state)
        for character in sorted(taken & set("!?. \n\"'a1A_[-\u2019"))[:3]:
            seen.add(character)
    yield from seen
    yield from (one + other for one in seen for other in seen if one < other)


def spent(pattern: re.Pattern[str], text: str, tries: int = 1) -> float:
    """The least processor time of some tries; what else the machine does is not in it."""
    least = float("inf")
    for _ in range(tries):
        begin = time.process_time()
        for _ in pattern.finditer(text):
            pass
        least = min(least, time.process_time() - begin)
    return least


def slow(pattern: str, flags: int = 0) -> list[str]:
    """The attacks whose time grows faster than in proportion: four times the text, and far more than four times."""
    compiled = re.compile(pattern, flags)
    return [
        attack
        for attack in attacks(pattern, flags)
        if spent(compiled, attack * 1_200 + "\x00") > 0.002
        and spent(compiled, attack * 1_200 + "\x00", 3) > 9 * spent(compiled, attack * 300 + "\x00", 3)
    ]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_no_long_row_of_what_a_pattern_repeats_makes_it_slow(pattern: str, flags: int) -> None:
    assert slow(pattern, flags) == []


@pytest.mark.parametrize("pattern", [r"\?\?+(?=\))", r"[!?]*!{2,}x", r"\s+\Z"])
def test_the_trial_would_notice(pattern: str) -> None:
    assert slow(pattern)
