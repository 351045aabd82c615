"""What can be seen without reading: length, capitals, exclamation marks, unfilled blanks, long sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from secondtake.checks.base import Hit, hit, listed
from secondtake.checks.phrasing import phrasing
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Sentence
from secondtake.text import Span, expand, fold

_BLANK = re.compile(
    r"\[(?P<square>[^\[\]\n]{1,160})\](?!\()|\{\{?(?P<curly>[^{}\n]{1,60})\}\}?"
    r"|<(?P<angle>[A-Za-z][A-Za-z '/_-]{1,40})>"
    r"|\u00ab[^\u00bb\n]{1,40}\u00bb|%[A-Z][A-Z_]{2,30}%|_{3,}|\bX{3,}\b"
    r"|(?<=[a-z] )XX\b|\bDD/MM\b|\bMr\.?/M(?:r?s|iss)\.?"
    r"|\((?P<round>(?:insert|your|add|company|role|name|job title|date|position|interviewer|fill)\b[^()\n]{0,50}"
    r"|(?i:say|mention|describe|explain|write|put|shorten|delete|remove|replace|include|keep|choose|pick|nb|reminder|optional"
    r"|note to self|to do|check)\b[^()\n]{3,120})\)|\.{5,}|\u2026{2,}"
    r"|\b(?:TODO|FIXME)\b(?=[ \t]*(?:[:(-]|$))|^[ \t]*(?:TODO|FIXME)\b"
    r"|\bTBC\b|\bTBD\b|\bTK\b|\blorem ipsum\b|(?<=[\s(])\?\?+(?=[)\s.,]|\Z)",
    re.MULTILINE,
)
# What every blank has one of: a letter without any needs no closer look.
_SIGNS = (
    "[", "{", "<", "\u00ab", "%", "___", "XX", "DD/MM", "/M", "(", "TODO", "FIXME", "TBC", "TBD", "TK",
    "lorem ipsum", "??", ".....", "\u2026\u2026",
)  # fmt: skip
_LOUD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:'[^\W\d_]+)?")
_TWO_CAPITALS = re.compile(r"[^\W\d_a-z]\W{0,3}[^\W\d_a-z]")
_STACKED = re.compile(r"(?<![!?])(?:\?+!|![!?])[!?]*")
_A_PAIR = 2
_STACKS = ("?!", "!!", "!?")  # what every match of it holds
_SPOKEN_OF = re.compile(r"\b(?:the|a|that|this|your|every|each) \Z")
_PICTURE = re.compile("[\U0001f300-\U0001faff\u2764\u263a]+")
_LONGEST_BLANK = 60
_SIGN_REACH = 5  # words between what shows the capitals and the capitals: "the sign over the bay says"
_VOWELS = re.compile(r"[aeiouy]+")


def length(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to a body longer than `over`, or shorter than `under`, what its channel bears."""
    count = sum(one.words for one in draft.body)
    over = rule.params.get(f"over_{draft.channel}")
    under = rule.params.get(f"under_{draft.channel}")
    cap = draft.context.words_cap
    values = {"words": str(count)}
    if over is not None and count > float(over):
        yield Hit(0, 0, values={**values, "limit": str(over)})
    elif over is not None and cap and count > cap:
        yield Hit(0, 0, "note", values={**values, "limit": str(cap)})
    exempt = draft.kind and draft.kind in str(rule.params.get("without", "")).split()
    if under is not None and count < float(under) and not exempt:
        yield Hit(0, 0, values=values)


def exclamations(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to every single exclamation mark after the first."""
    seen = 0
    for one in draft.body if draft.folded.count("!") > int(rule.params["most"]) else ():
        for match in re.finditer(r"!+", draft.folded[one.start : one.end]):
            seen += 1
            if seen > int(rule.params["most"]):
                yield Hit(one.start + match.start(), one.start + match.end(), suggestion=".")


def long_sentences(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to a sentence with more words than `over`."""
    for one in draft.body:
        if one.words > int(rule.params["over"]):
            yield hit(one.span, words=str(one.words))


def placeholders(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to unfilled brackets, merge fields, blanks and notes to oneself."""
    meant = set(str(rule.params["meant"]).split("|"))
    if not any(sign in draft.text for sign in _SIGNS) or any(word in draft.folded for word in _piped(rule)):
        yield from phrasing(draft, rule)
        return
    replies = [*draft.parts.replies, *draft.quoted]
    for match in _BLANK.finditer(draft.text):
        inside = next((group for group in match.groupdict().values() if group), match.group())
        if (
            fold(inside).strip() in meant
            or _written_code(draft.text, match)
            or not re.search(r"[A-Za-z_?.\u2026]", inside)
            or fold(inside).startswith(("http", "code"))
        ):
            continue
        if not any(reply.start <= match.start() < reply.end for reply in replies):
            yield Hit(match.start(), match.end())
    yield from phrasing(draft, rule)


def _written_code(text: str, match: re.Match[str]) -> bool:
    """Say whether a mark is code or is spoken of: `{{ ref('x') }}` calls something, "the [TODO] you left" names one."""
    said = match.group()
    if said[0] == "{":
        return re.search(r"[()'\"#%=|]", said) is not None
    return said[0] == "[" and said[1:-1].isupper() and _SPOKEN_OF.search(text, 0, match.start()) is not None


def chat(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to what one writes to a friend: its words and, in an email or a letter, small pictures.

    "PLS" and "UR" among ordinary words are a land surveyor and a robot, not "please" and "your".
    """
    for found in phrasing(draft, rule):
        said = draft.text[found.start : found.end]
        if not (said.isupper() and said.lower() in rule.replace) or _all_capitals(draft, found.start):
            yield found
    if draft.channel in ("email", "letter") and not draft.text.isascii():
        for match in _PICTURE.finditer(draft.text):
            yield Hit(match.start(), match.end())


def _all_capitals(draft: Draft, at: int) -> bool:
    """Say whether most of the line at a place is in capitals, so that capitals tell nothing of one word in it."""
    start, end = draft.text.rfind("\n", 0, at) + 1, draft.text.find("\n", at)
    letters = [sign for sign in draft.text[start : end if end >= 0 else None] if sign.isalpha()]
    return 2 * sum(map(str.isupper, letters)) > len(letters)


def shouting(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to words in capitals that are not abbreviations, and to stacked exclamation marks."""
    code = listed(str(rule.params["code"]))
    stacked = any(marks in draft.folded for marks in _STACKS)
    written = any(word.upper() in draft.text for word in code)
    found: list[Hit] = []
    for one in draft.sentences:
        said = one.part in ("greeting", "body", "postscript", "subject") and not written
        if said and _TWO_CAPITALS.search(draft.text, one.start, one.end):
            found.extend(_capitals(draft, one, rule))
    stressed = sum(hit.severity == "note" for hit in found)
    yield from (replace(one, severity="") for one in found) if stressed > 1 else found  # one such word is but a note
    yield from _stacked(draft) if stacked else ()


def _stacked(draft: Draft) -> Iterator[Hit]:
    """Object to exclamation marks side by side; two of them once, in a message, are no more than a note."""
    said = [one for one in draft.sentences if one.part in ("greeting", "body", "postscript", "subject")]
    found = [(one, match) for one in said for match in _STACKED.finditer(draft.folded[one.start : one.end])]
    many = len(found) > 1 or any(len(match.group()) > _A_PAIR for _, match in found)
    loud = many or draft.channel in ("email", "letter") or any(one is said[0] for one, _ in found)
    for one, match in found:
        mark = "?" if "?" in match.group() else "."
        yield Hit(one.start + match.start(), one.start + match.end(), "" if loud else "note", mark)


def _piped(rule: Rule) -> list[str]:
    """Return the words by which a letter speaks of placeholders instead of holding one."""
    return str(rule.params["talked_of"]).split("|")


def _capitals(draft: Draft, one: Sentence, rule: Rule) -> Iterator[Hit]:
    loud, common, shown = (listed(str(rule.params[key])) for key in ("loud", "common", "shown"))
    for run in _runs(draft, one):
        found = [draft.folded[span.start : span.end] for span in run]
        if one.part == "body" and _reference_line(draft.text, run) and not any(word in loud for word in found):
            continue
        plain = sum(word in common for word in found)
        if not ((len(found) >= 3 and plain >= 2) or any(word in loud for word in found)):
            continue
        if not _set_apart(draft, run) and not _shown(draft, one, run, shown):
            severity = "" if len(run) > 1 else "note"  # one word in capitals stresses; a run of them shouts
            yield Hit(run[0].start, run[-1].end, severity, _calmer(draft, one, run))


def _set_apart(draft: Draft, run: list[Span]) -> bool:
    """Say whether the run is somebody else's words, or stands in square brackets: a blank left open is no shouting."""
    if any(span.start <= run[0].start and run[-1].end <= span.end for span in draft.quoted):
        return True
    opened = draft.text.rfind("[", max(0, run[0].start - _LONGEST_BLANK), run[0].start)
    return opened >= 0 and "]" not in draft.text[opened : run[0].start]


def _shown(draft: Draft, one: Sentence, run: list[Span], shown: frozenset[str]) -> bool:
    """Say whether a run is what a sign or a form says, as "the label reads KEEP FROZEN": the words before it tell."""
    before = [token.word for token in one.tokens if token.start < run[0].start and draft.text[token.start].islower()]
    return not shown.isdisjoint(before[-_SIGN_REACH:])


def _reference_line(text: str, run: list[Span]) -> bool:
    """Say whether the run is in a line of its own without a small letter, as business letters set out their matter."""
    start, end = text.rfind("\n", 0, run[0].start) + 1, text.find("\n", run[-1].end)
    line = text[start : end if end >= 0 else len(text)].strip()
    small = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", line)
    return small == small.upper() and line[-1:] not in "!?" and len(line.split()) <= 14


def _calmer(draft: Draft, one: Sentence, run: list[Span]) -> str | None:
    """Return the run in small letters; None where a word in it may be a name, which only its writer can tell."""
    known = {token.start for token, keys in zip(one.tokens, one.keys, strict=True) if keys and "<weekday>" not in keys}
    if not all(span.start in known for span in run):
        return None
    calm = draft.text[run[0].start : run[-1].end].lower()
    calm = re.sub(r"\bi\b", "I", calm)
    return calm[:1].upper() + calm[1:] if run[0].start == one.start else calm


def _runs(draft: Draft, one: Sentence) -> Iterator[list[Span]]:
    run: list[Span] = []
    seen = -1
    for token, keys in zip(one.tokens, one.keys, strict=True):
        if token.start == seen:
            continue
        seen = token.start
        if draft.text[token.start].islower():  # nearly every word: nothing more to ask of it
            if run:
                yield run
                run = []
            continue
        word = draft.text[token.start : token.end]
        if word.isupper() and _LOUD.fullmatch(word) and keys != ("<name>",):
            run.append(Span(token.start, token.end))
        elif run:
            yield run
            run = []
    if run:
        yield run


def reading_grade(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to a letter that reads harder than school grade `over` (Flesch-Kincaid)."""
    body = draft.body
    count = sum(one.words for one in body)
    if count < int(rule.params["words"]):
        return
    syllables = sum(sum(map(_sounds, one.typed)) for one in body)
    grade = 0.39 * count / len(body) + 11.8 * syllables / count - 15.59
    if grade > float(rule.params["over"]):
        yield Hit(0, 0, values={"grade": str(round(grade))})


@lru_cache(maxsize=4096)
def _sounds(typed: str) -> int:
    """Count the syllables of the words that a typed word stands for."""
    return sum(map(_syllables, expand(typed)))


def _syllables(word: str) -> int:
    found = len(_VOWELS.findall(word))
    return max(1, found - 1 if word.endswith("e") and not word.endswith("le") else found)
