"""Choosing a wording: only what can be said, the most particular first, the same for the same person, all in turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondtake.load import content
from secondtake.model import Wordings
from secondtake.passages import choose, eligible, of_register
from secondtake.slots import Slot

ROLE = {"role": Slot("Planner", "role")}
GAP = {"role": Slot("[the role]", "role", gap=True)}
DAY = {"day": Slot("on Friday", "interview.date")}
BARE, ONE, TWO = "Thank you.", "Thank you for the ${role} talk.", "Thank you ${day} for the ${role} talk."
SEEDS = st.text(max_size=30)


def text_of(passages: tuple[str, ...], slots: dict[str, Slot], seed: str = "Ada", step: int = 0) -> str:
    chosen = choose(passages, slots, seed, step)
    assert chosen is not None
    return chosen.text


def test_a_passage_whose_slot_has_no_value_is_left_out() -> None:
    assert eligible((ONE, TWO), {}) == () and choose((ONE, TWO), {}, "Ada", 0) is None
    assert eligible((ONE, TWO), ROLE) == (ONE,)


def test_the_passage_with_most_details_goes_first() -> None:
    assert eligible((BARE, ONE, TWO), ROLE | DAY) == (TWO,)


def test_a_passage_without_a_gap_goes_before_one_with_more_details() -> None:
    assert eligible((BARE, ONE), GAP) == (BARE,)


def test_a_gap_is_shown_where_nothing_can_be_said_without_it() -> None:
    assert "[the role]" in text_of((ONE,), GAP)


@given(SEEDS, st.integers(0, 50))
def test_the_same_person_at_the_same_step_gets_the_same_wording(seed: str, step: int) -> None:
    passages = content().letters["fuller-answer"].parts[0].wordings.plain
    assert choose(passages, ROLE, seed, step) == choose(passages, ROLE, seed, step)


@given(SEEDS, st.integers(2, 9))
def test_stepping_goes_through_every_wording_and_comes_back(seed: str, count: int) -> None:
    passages = tuple(f"Wording {number}." for number in range(count))
    told = [text_of(passages, {}, seed, step) for step in range(count + 1)]
    assert set(told) == set(passages) and told[0] == told[count]


@given(SEEDS)
def test_a_choice_says_which_of_how_many_it_is(seed: str) -> None:
    passages = ("One.", "Two.", "Three.")
    chosen = choose(passages, {}, seed, 1)
    assert chosen and (passages[chosen.wording], chosen.wordings) == (chosen.text, 3)


def test_different_people_do_not_all_get_the_same_wording() -> None:
    passages = ("One.", "Two.", "Three.", "Four.")
    assert {text_of(passages, {}, f"person {number}") for number in range(40)} == set(passages)


def test_a_choice_names_the_slots_it_used() -> None:
    chosen = choose((TWO,), ROLE | DAY | {"company": Slot("Acme", "company")}, "Ada", 0)
    assert chosen and chosen.used == ("day", "role")


def test_a_passage_that_opens_with_a_slot_opens_with_a_capital() -> None:
    assert text_of(("${role} interview",), {"role": Slot("night planner", "role")}) == "Night planner interview"


def test_a_word_written_with_a_capital_inside_keeps_its_small_first_letter() -> None:
    assert text_of(("${role} interview",), {"role": Slot("iOS developer", "role")}) == "iOS developer interview"


def test_a_letter_that_is_not_warm_is_plain() -> None:
    wordings = Wordings(("Plain.",), ("Warm.",))
    assert [of_register(wordings, name) for name in ("plain", "warm", "")] == [("Plain.",), ("Warm.",), ("Plain.",)]


def test_naming_the_role_or_the_company_makes_no_passage_more_particular() -> None:
    assert eligible((BARE, ONE), ROLE) == (BARE, ONE)
