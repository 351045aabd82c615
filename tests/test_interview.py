"""The interview in the terminal: what it asks, what it does not ask, and that no answer is lost."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.console import asked
from secondtake.finder import matching
from secondtake.interview import LETTER_STEPS, OVERRULING, VERDICT_STEPS, Interview
from secondtake.load import content
from secondtake.questionnaire import Place, Questionnaire
from secondtake.schema import InputError
from secondtake.situation_file import read_situation, write_situation
from secondtake.terminal import words

QUESTIONS = {one["id"]: one for one in content().questions["questions"]}


class Script:
    """A person who types these lines and then nothing more."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        self.shown: list[str] = []

    def say(self, text: str) -> None:
        self.shown.append(text)

    def hear(self) -> str:
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def times(self, question: str) -> int:
        """How often a question was put."""
        return sum(QUESTIONS[question]["label"] in text for text in self.shown)


class Person(Script):
    """A person who answers some questions, by id and in order, makes some wishes at the end, and else presses Enter."""

    def __init__(self, answers: dict[str, list[str]], wishes: Iterable[str] = ()) -> None:
        super().__init__(wishes)
        self.answers = {QUESTIONS[one]["label"]: list(lines) for one, lines in answers.items()}

    def hear(self) -> str:
        shown = self.shown[-1]
        if any(shown.strip() == words()["interview"][menu] for menu in ("menu_letter", "menu_nothing")):
            return self.lines.pop(0) if self.lines else ""
        return next((lines.pop(0) for label, lines in self.answers.items() if label in shown and lines), "")


def meet(person: Person, told: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a person tells."""
    return Interview(questionnaire({"mishaps": [{"id": "rambled"}], **(told or {})}), person).hold()


def questionnaire(told: dict[str, Any] | None = None) -> Questionnaire:
    return Questionnaire(told or {}, content(), lambda data: asked("assess", situation=data))


def hold(*lines: str, told: dict[str, Any] | None = None) -> tuple[dict[str, Any], Script]:
    """What a person who types these lines has told, and what they saw."""
    script = Script(lines)
    return Interview(questionnaire(told), script).hold(), script


def place_in(shown: list[str], text: str) -> int:
    return next(number for number, one in enumerate(shown) if text in one)


def test_answers_become_a_situation_that_the_engine_takes() -> None:
    told, _ = hold("rambled", "", "1", "one whole answer", "Noor Haddad", "", "Planner", "Larkfield Water")
    assert told == {
        "mishaps": [{"id": "rambled", "noticed": "yes", "extent": "one_answer"}],
        "interviewers": [{"name": "Noor Haddad"}],
        "role": "Planner",
        "company": "Larkfield Water",
    }
    assert asked("compose", situation=told)["letter"]["kind"] == "fuller-answer"


def test_enter_skips_every_question_but_what_went_wrong() -> None:
    told, script = hold("", "rambled", *[""] * 60)
    assert told == {"mishaps": [{"id": "rambled"}]}
    assert script.lines, "the interview came to its own end"


def test_the_verdict_comes_before_the_questions_for_the_letter() -> None:
    _, script = hold("rambled", *[""] * 60)
    headline = asked("assess", situation={"mishaps": [{"id": "rambled"}]})["headline"]
    assert place_in(script.shown, headline) < place_in(script.shown, QUESTIONS["interviewer-name"]["label"])


def test_nothing_more_is_asked_when_nothing_should_be_sent() -> None:
    told, script = hold("vented-online", "", "", "", told={"contact": "none"})
    assert asked("assess", situation=told)["kind"] is None
    assert script.times("interviewer-name") == 0


def test_overruling_leads_to_the_letter_that_was_chosen_and_to_its_questions() -> None:
    told, script = hold("visible-nerves", "", "", "", "o", "", "correction", *[""] * 40, told={"contact": "none"})
    assert told["choose"] == {"kind": "correction"}
    assert script.times("correction-said") == 1


@pytest.mark.parametrize("kind", [option["value"] for option in QUESTIONS["choose-kind"]["options"]])
def test_every_kind_of_letter_can_be_reached(kind: str) -> None:
    told, _ = hold("rambled", *[""] * 2, ".", told={"choose": {"kind": kind}})
    assert asked("compose", situation=told)["letter"]["kind"] == kind


def test_back_asks_the_question_before_and_keeps_its_answer() -> None:
    told, script = hold("rambled", "", "yes", "b", "no", "one moment", *[""] * 40)
    assert told["mishaps"] == [{"id": "rambled", "noticed": "no", "extent": "one_moment"}]
    assert script.times("noticed") == 2
    kept, _ = hold("rambled", "", "yes", "b", "", *[""] * 40)
    assert kept["mishaps"][0]["noticed"] == "yes"


def test_back_goes_as_far_as_one_likes_and_then_forward_in_order() -> None:
    told, script = hold("rambled", "", "yes", "1", "b", "b", "b", "", "", *[""] * 40)
    assert told["mishaps"] == [{"id": "rambled", "noticed": "yes", "extent": "one_moment"}]
    assert script.times("mishaps") == 2


def test_back_before_the_first_question_stays_there() -> None:
    told, script = hold("b", "b", "rambled", ".")
    assert told == {"mishaps": [{"id": "rambled"}]}
    assert script.times("mishaps") == 3


def test_an_answer_can_be_taken_away() -> None:
    told, _ = hold("rambled", "", "yes", "b", "-", *[""] * 40)
    assert told == {"mishaps": [{"id": "rambled"}]}


def test_a_mishap_can_be_taken_away_before_it_is_final() -> None:
    told, _ = hold("rambled", "late-arrival", "-", "", ".")
    assert told == {"mishaps": [{"id": "rambled"}]}


def test_a_full_stop_goes_straight_to_the_result() -> None:
    told, script = hold("rambled", "", ".", "never read")
    assert told == {"mishaps": [{"id": "rambled"}]}
    assert script.lines == ["never read"]


def test_the_letter_b_alone_can_be_an_answer_too() -> None:
    told, _ = hold("rambled", "", "", "", "", "", "\\b", *[""] * 40)
    assert told["company"] == "b" or told["role"] == "b"


def test_what_a_file_says_is_not_asked() -> None:
    told, script = hold(
        *[""] * 60, told={"mishaps": [{"id": "rambled", "noticed": "no"}], "company": "Larkfield Water"}
    )
    assert [script.times(one) for one in ("mishaps", "noticed", "company")] == [0, 0, 0]
    assert script.times("role") == 1
    assert told["mishaps"] == [{"id": "rambled", "noticed": "no"}]


def test_each_mishap_is_asked_about_by_name() -> None:
    _, script = hold("rambled", "late-arrival", "", *[""] * 60)
    labels = [content().mishaps[one].label for one in ("rambled", "late-arrival")]
    put = [text for text in script.shown if QUESTIONS["noticed"]["label"] in text]
    assert len(put) == 2 and all(any(label in text for text in put) for label in labels)


def test_how_late_is_only_asked_about_being_late() -> None:
    _, script = hold("rambled", "late-arrival", "", *[""] * 60)
    assert script.times("minutes-late") == 1
    _, other = hold("rambled", *[""] * 60)
    assert other.times("minutes-late") == 0


def test_several_people_can_be_named_and_then_described_one_by_one() -> None:
    person = Person({"interviewer-name": ["Noor Haddad", "Ana Costa"], "interviewer-title": ["Dr", "Ms"]}, ["m"])
    people = [{"name": "Noor Haddad", "title": "Dr"}, {"name": "Ana Costa", "title": "Ms"}]
    assert meet(person)["interviewers"] == people
    assert person.times("interviewer-name") == 3, "after two names, once more for another"


def test_a_wrong_answer_is_refused_with_what_would_do_and_asked_for_again() -> None:
    told, script = hold(
        "rambled", "", "perhaps", "9", "yes", "", *[""] * 40, "m", told={"interview": {}, "role": "Planner"}
    )
    assert told["mishaps"][0]["noticed"] == "yes"
    assert sum("1 to 3" in text for text in script.shown) == 2


def test_a_day_that_is_no_day_changes_nothing() -> None:
    paper = questionnaire({"mishaps": [{"id": "rambled"}]})
    with pytest.raises(InputError, match="2026-11-24"):
        paper.put(Place("interview-date"), "last Tuesday")
    assert paper.situation() == {"mishaps": [{"id": "rambled"}]}


def test_zero_is_an_answer() -> None:
    paper = questionnaire({"mishaps": [{"id": "rambled"}]})
    paper.put(Place("distress"), 0)
    assert paper.value(Place("distress")) == 0
    assert paper.situation()["distress"] == 0


def test_a_person_in_danger_sees_whom_to_ring_before_any_further_question() -> None:
    lines = content().lines["countries"]["uk"]["crisis"]
    _, script = hold("crisis", "", "", "", "", "never read", told={"region": "uk"})
    assert any(lines[0]["number"] in text for text in script.shown)
    assert script.times("role") == 0


def test_words_that_sound_like_danger_are_met_at_once() -> None:
    number = content().lines["countries"]["uk"]["crisis"][0]["number"]
    person = Person({"words": ["I want to die"]}, ["m"])
    meet(person, {"region": "uk"})
    assert number in person.shown[-2], "then only the choice to stop"
    _, script = hold(told={"mishaps": [{"id": "rambled"}], "words": "I want to die", "region": "uk"})
    assert any(number in text for text in script.shown)


def test_every_question_can_be_reached() -> None:
    steps = {step["id"] for step in content().questions["steps"]}
    assert {*VERDICT_STEPS, *LETTER_STEPS, OVERRULING} <= steps
    asked_for: set[str] = set()
    for kind in [option["value"] for option in QUESTIONS["choose-kind"]["options"]]:
        answers = {
            "process": ["agency"],
            "decision-state": ["promised"],
            "sent-kind": ["1"],
            "new-slots": ["2026-06-09T10:00"],
            "their-time-zone": ["Europe/Berlin"],
        }
        person = Person(answers | {"choose-kind": [kind], "can-add": ["yes"]}, ["o", "m"])
        told = {"mishaps": [{"id": "late-arrival"}, {"id": "wrong-name"}]}
        meet(person, told)
        asked_for |= {one for one in QUESTIONS if person.times(one)}
    assert QUESTIONS.keys() - asked_for == {"mishaps"}, "only what the file says"


def test_a_file_that_does_not_fit_is_refused_before_the_first_question() -> None:
    with pytest.raises(InputError, match="candidate"):
        questionnaire({"candidate": "Zoe"})
    with pytest.raises(InputError, match="no-such-mishap"):
        questionnaire({"mishaps": [{"id": "no-such-mishap"}]})


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("I rambled", "rambled"),
        ("talked too much", "rambled"),
        ("late", "late-arrival"),
        ("wrong name", "wrong-name"),
        ("panic", "panic-attack"),
    ],
)
def test_everyday_words_find_a_mishap(typed: str, expected: str) -> None:
    assert expected in [one.id for one in matching(typed, content().mishaps)]


def test_words_that_nobody_uses_for_a_mishap_find_nothing() -> None:
    assert matching("xylophone", content().mishaps) == ()
    assert matching("?!", content().mishaps) == ()


LINES = st.one_of(
    st.sampled_from(
        ["", "", "", "1", "2", "3", "9", "b", "-", "m", "o", "\\b", "2026-11-24", "14:30", "yes", "rambled"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=90))
def test_whatever_is_typed_ends_in_a_situation_the_engine_takes_and_nothing_is_asked_twice(lines: list[str]) -> None:
    typed = [line for line in lines if line not in ("b", "o")]
    script = Script(["rambled", "", *typed])
    paper = questionnaire()
    interview = Interview(paper, script)
    told = interview.hold()
    assert len(interview.history) == len(set(interview.history))
    assert asked("compose", situation=told)["assessment"]
    walked, _ = hold("rambled", "", *lines)
    assert not walked.get("mishaps") or asked("assess", situation=walked)


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(company=TEXTS, answer=TEXTS, slots=st.lists(TEXTS, min_size=1, max_size=3), minutes=st.integers(0, 1440))
def test_a_saved_situation_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, company: str, answer: str, slots: list[str], minutes: int
) -> None:
    told = {
        "company": company,
        "new_slots": slots,
        "mishaps": [{"id": "rambled", "minutes_late": minutes}, {"id": "late-arrival"}],
        "candidate": {"name": company},
        "evidence": [{"answer": answer}],
    }
    for name in ("told.toml", "told.json"):
        path = str(tmp_path_factory.getbasetemp() / name)
        write_situation(path, told)
        assert read_situation(path) == told
    assert tomllib.loads((Path(path).parent / "told.toml").read_text(encoding="utf-8")) == told
