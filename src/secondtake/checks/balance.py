"""How much of a letter is about the mishap, and whether it is the first or the last thing said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from secondtake.checks.base import Hit, denied, hit
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.phrases import NUMBER
from secondtake.sentence import Place, Sentence, covered
from secondtake.text import Span

SLIP = frozenset(("slip", "cause", "apology", "went_badly"))
_BAD_END = SLIP - {"cause"}
WORTH = frozenset(
    ("answer", "asked", "evidence", "interest", "ask", "ask_again", "thanks", "references", "next_time", "close")
)
_BETTER = frozenset(("thanks", "interest", "references", "answer", "ask_again"))
_NEVER_STORY = frozenset(("thanks", "interest", "references", "ask", "ask_again"))
_BETTER_END = WORTH - {"close", "asked", "answer", "evidence"}
_PLAINLY_OF_THE_DAY = 2  # marks of a story in one sentence
_FEWEST_AT_END = 4  # "Right as rain now." is said after the last word
FEWEST_NOTED = 25  # words about the mishap below which its share says nothing
_ALWAYS_ABOUT_IT = frozenset(("correction", "conduct-apology", "adjustment-request"))


def slip_sentences(draft: Draft) -> list[Sentence]:
    """Return the sentences about the mishap: those that name it, and the story told in between."""
    found: list[Sentence] = []
    telling = -1
    for one in draft.body:
        at_work = "evidence" in one.roles and "evidence_unless" not in one.roles
        about_work = "answer" in one.roles or (at_work and telling != one.paragraph)
        if one.roles & SLIP and not about_work:
            found.append(one)
            telling = one.paragraph
        elif one.roles & WORTH or telling != one.paragraph:
            telling = -1
        else:
            found.append(one)
            telling = one.paragraph
    return found


def share(draft: Draft) -> tuple[int, float]:
    """Return the words about the mishap and their share of the body."""
    total = sum(one.words for one in draft.body)
    about = sum(one.words for one in slip_sentences(draft))
    return about, about / total if total else 0.0


def told_by_phrases(draft: Draft) -> list[Sentence]:
    """Return the sentences that `over-explaining` would count; none where no rule has that name."""
    rule = draft.book.get("over-explaining")
    return _told_apart(draft, rule) if rule else []


def _told_apart(draft: Draft, rule: Rule) -> list[Sentence]:
    apart = {id(place.sentence) for name in str(rule.params["apart"]).split() for place in draft.found(name)}
    return [one for one in _told(draft, rule) if id(one) not in apart]


def over_explaining(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when the mishap takes too many words and too much of the letter, or is told blow by blow."""
    if draft.kind in _ALWAYS_ABOUT_IT:
        return
    told = _told_apart(draft, rule)
    about = sum(one.words for one in told)
    part = about / max(1, sum(one.words for one in draft.body))
    percent = str(round(part * 100))
    telling = {id(one) for one in told}
    clock = sum(1 for place in draft.found(f"{rule.id}/steps") if id(place.sentence) in telling)
    long = about >= int(rule.params["words"]) and part >= float(rule.params["share"])
    blow_by_blow = clock >= int(rule.params["steps"]) and about >= int(rule.params["step_words"])
    course = _course_of_events(draft, rule) or _tale_of_a_day(draft, rule)
    if long or blow_by_blow:
        yield hit(_widest(told), share=percent, words=str(about))
    elif course:
        yield hit(_widest(course), share=percent, words=str(sum(one.words for one in course)))
    elif draft.context.slip_share and _outside_answers(draft, told) > draft.context.slip_share:
        yield hit(_widest(told), "note", share=percent, words=str(about))


def _course_of_events(draft: Draft, rule: Rule) -> list[Sentence]:
    """Return the first long paragraph that goes through what happened step by step and asks or offers nothing."""
    steps = Counter(id(place.sentence) for place in draft.found(f"{rule.id}/steps"))
    for _, together in groupby(draft.body, lambda one: (one.part, one.paragraph)):
        some = list(together)
        roles = {role for one in some for role in one.roles}
        taken = sum(steps[id(one)] for one in some)
        long = sum(one.words for one in some) >= int(rule.params["course_words"])
        if long and taken >= int(rule.params["course_steps"]) and not roles & _NEVER_STORY:
            return some
    return []


def _tale_of_a_day(draft: Draft, rule: Rule) -> list[Sentence]:
    """Return the first long run of sentences about clocks, keys and cousins, with no word of work among them."""
    marks = _day_marks(draft, rule)
    other = {id(place.sentence) for name in str(rule.params["apart"]).split() for place in draft.found(name)}
    other |= _holding(draft, rule, "work") | _holding(draft, rule, "turn")
    total = sum(one.words for one in draft.body)
    for (_, _, elsewhere), together in groupby(draft.body, lambda one: (one.part, one.paragraph, id(one) in other)):
        some = list(together)
        words = sum(one.words for one in some)
        long = words >= int(rule.params["day_words"]) and words >= float(rule.params["share"]) * total
        if long and not elsewhere and sum(marks[id(one)] for one in some) >= int(rule.params["day_marks"]):
            return some
    return []


def _holding(draft: Draft, rule: Rule, part: str) -> set[int]:
    return {id(place.sentence) for place in draft.found(f"{rule.id}/{part}")}


def _told(draft: Draft, rule: Rule) -> list[Sentence]:
    """Return the sentences about the mishap and those that only carry its story on: trains, clocks, boilers."""
    marks: dict[int, set[int]] = {}
    for place in draft.found(f"{rule.id}/story"):
        marks.setdefault(id(place.sentence), set()).add(place.first)
    slips = {id(one) for one in slip_sentences(draft) if "interest" not in one.roles}
    slips |= {id(place.sentence) for name in str(rule.params["also"]).split() for place in draft.found(name)}
    least = int(rule.params["story"])
    story = {key for key, found in marks.items() if len(found) >= least}
    of_slip = {(one.part, one.paragraph) for one in draft.body if id(one) in slips}
    told = [
        one
        for one in draft.body
        if id(one) in slips
        or (id(one) in story and (one.part, one.paragraph) in of_slip and not one.roles & _NEVER_STORY)
    ]
    return _before_turns(_filled(draft.body, {id(one) for one in told}), draft, rule)


def _before_turns(told: list[Sentence], draft: Draft, rule: Rule) -> list[Sentence]:
    """Leave out what follows a turn to the better answer or a former job, up to more of the day."""
    turns = _holding(draft, rule, "turn")
    marks, work = _day_marks(draft, rule), _holding(draft, rule, "work")
    elsewhere: set[int] = set()
    turned = -1
    for one in draft.body:
        if id(one) in turns:
            turned = one.paragraph
        elif one.paragraph != turned or (marks[id(one)] >= _PLAINLY_OF_THE_DAY and id(one) not in work):
            turned = -1
        if turned >= 0:
            elsewhere.add(id(one))
    return [one for one in told if id(one) not in elsewhere]


def _day_marks(draft: Draft, rule: Rule) -> Counter[int]:
    """Count, for each sentence, the words of clocks, keys and cousins, and the steps of a story."""
    return Counter(id(place.sentence) for part in ("day", "steps") for place in draft.found(f"{rule.id}/{part}"))


def _filled(body: tuple[Sentence, ...], told: set[int]) -> list[Sentence]:
    """Add what stands between two sentences of the story in one paragraph, if it is nothing better."""
    found: list[Sentence] = []
    waiting: list[Sentence] = []
    for one in body:
        if id(one) in told:
            found += waiting
            found.append(one)
            waiting = []
        elif found and found[-1].paragraph == one.paragraph and not one.roles & _BETTER:
            waiting.append(one)
        else:
            waiting = []
    return found


def _outside_answers(draft: Draft, told: list[Sentence]) -> float:
    """Return the share about the mishap, stories told as an answer left out; 0 when it is too short to matter."""
    answered = {one.paragraph for one in draft.with_role("answer", "evidence")}
    about = sum(one.words for one in told if one.paragraph not in answered)
    total = sum(one.words for one in draft.body)
    return about / total if about >= FEWEST_NOTED else 0.0


def last_word(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when the last thing said is what went wrong."""
    body = draft.body
    if len(body) < 2 or draft.kind in _ALWAYS_ABOUT_IT:
        return
    last = next((one for one in reversed(body) if one.words >= _FEWEST_AT_END), body[-1])
    if any(_said_in(last, draft, f"{rule.id}/{name}") for name in ("aside", "turn")):
        return
    apart = covered(draft.found(f"{rule.id}:unless"))
    marked = any(not denied(last, one.first) and not one.touches(apart) for one in _said_in(last, draft, rule.id))
    outright = bool(_said_in(last, draft, f"{rule.id}/outright"))
    if outright or ((marked or last.roles & _BAD_END) and not _ends_well(last, marked)):
        yield hit(last.span)


def _said_in(one: Sentence, draft: Draft, label: str) -> list[Place]:
    return [place for place in draft.found(label) if place.sentence is one]


def _ends_well(one: Sentence, marked: bool) -> bool:
    """Say whether a sentence is a good one to end on; "I dropped the tray" is no evidence of skill."""
    if one.roles & _BETTER_END:
        return True
    figures = any(NUMBER in keys for keys in one.keys)
    return bool(one.roles & {"answer", "evidence"}) and not one.roles & SLIP and (figures or not marked)


def first_word(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when the first thing said is what went wrong, in a kind of letter that should begin with thanks."""
    body = draft.body
    kinds = str(rule.params["kinds"]).split()
    if len(body) < 3 or (draft.kind and draft.kind not in kinds):
        return
    if body[0].roles & SLIP and not body[0].roles & {"thanks", "interest", "ask"}:
        yield hit(body[0].span)


def _widest(told: list[Sentence]) -> Span:
    """Return the longest unbroken stretch of sentences about the mishap within one paragraph."""
    best, most = Span(told[0].start, told[0].end), 0
    begin, count, paragraph = 0, 0, -1
    for one in told:
        if one.paragraph != paragraph:
            begin, count, paragraph = one.start, 0, one.paragraph
        count += one.words
        if count > most:
            best, most = Span(begin, one.end), count
    return best
