"""Greetings: the name they signed with, else title and family name, else the full name; no title is ever guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondtake.load import content
from secondtake.salutation import MOST_NAMED, TITLES, close, family_name, salutation, short_name, title_and_name
from secondtake.situation import Interviewer

REGIONS = content().regions
STOPPED = sorted(name for name, region in REGIONS.items() if region["title_stop"])
NAMES = st.text(st.characters(categories=["L", "M", "P", "S", "Zs"]), max_size=30).map(
    lambda text: " ".join(text.split())
)


def greet(*people: Interviewer, region: str = "uk", printed: bool = False) -> str:
    return salutation(people, REGIONS[region], gap="[their name]", printed=printed)


def one(name: str = "", title: str = "", signed_as: str = "", region: str = "uk") -> str:
    return greet(Interviewer(name=name, title=title, signed_as=signed_as), region=region)


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_the_ladder_holds_in_every_region(region: str) -> None:
    stop = "." if region in STOPPED else ""
    assert one("Sarah Jones", "Ms", "Sarah", region) == "Dear Sarah,"
    assert one("Sarah Jones", "Ms", region=region) == f"Dear Ms{stop} Jones,"
    assert one("Sarah Jones", region=region) == "Dear Sarah Jones,"
    assert one(region=region) == "Dear [their name],"


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_a_printed_letter_takes_the_mark_and_the_close_of_its_region(region: str) -> None:
    mark = REGIONS[region]["salutation_punctuation_letter"]
    assert greet(Interviewer("Sarah Jones"), region=region, printed=True) == f"Dear Sarah Jones{mark}"
    assert close(REGIONS[region], "warm", printed=True, formal=False) == REGIONS[region]["close_named"]


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_a_formal_or_plain_email_closes_more_formally_than_a_warm_one(region: str) -> None:
    options = REGIONS[region]["close_email"]
    plain, warm = (close(REGIONS[region], name, printed=False, formal=False) for name in ("plain", "warm"))
    assert (plain, warm) == (options[0], options[-1]) and plain.endswith(",") and warm.endswith(",")
    assert close(REGIONS[region], "warm", printed=False, formal=True) == options[0]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Suharto", "Suharto"),
        ("Sarah Jones", "Jones"),
        ("Ann Marie O\u2019Brien", "O\u2019Brien"),
        ("Ann O'Brien", "O'Brien"),
        ("Ludwig van Beethoven", "van Beethoven"),
        ("Maria de la Cruz", "de la Cruz"),
        ("Omar al-Fayed", "al-Fayed"),
        ("Ann Smith-Jones", "Smith-Jones"),
        ("van Dyk", "van Dyk"),
        ("sarah anne jones", "jones"),
        ("\u5c71\u7530\u592a\u90ce", "\u5c71\u7530\u592a\u90ce"),
        ("", ""),
    ],
)
def test_the_family_name_is_the_last_one_with_its_particles(name: str, family: str) -> None:
    assert family_name(name) == family


@pytest.mark.parametrize(
    ("name", "title", "greeting"),
    [
        ("Ms Jones", "", "Dear Ms Jones,"),
        ("Dr. Noor Haddad", "", "Dear Dr Haddad,"),
        ("Professor Dr Weber", "", "Dear Professor Weber,"),
        ("Anna Weber", "Prof. Dr.", "Dear Prof. Dr. Weber,"),
        ("Omar al-Fayed", "engineer", "Dear Eng al-Fayed,"),
        ("Sam O'Neil", "mx.", "Dear Mx O'Neil,"),
        ("Suharto", "Mr", "Dear Mr Suharto,"),
        ("Dame Judith Hall", "", "Dear Dame Judith,"),
        ("Martin King Jr.", "Mr", "Dear Mr King,"),
        ("Martin King, Jr.", "Mr", "Dear Mr King,"),
        ("Lena Ode PhD", "Dr", "Dear Dr Ode,"),
        ("Ode, Lena", "Dr", "Dear Dr Ode,"),
        ("Lena Ode, Head of Operations", "Ms", "Dear Ms Ode,"),
        ("Lena Ode, Head of Operations", "", "Dear Lena Ode,"),
    ],
)
def test_titles_and_what_follows_a_name_are_found_wherever_they_were_typed(
    name: str, title: str, greeting: str
) -> None:
    assert one(name, title) == greeting


@pytest.mark.parametrize("name", ["Drew Barker", "Engel Roth", "Mister Right", "Sirius Black", "Revathi Rao"])
def test_a_first_name_that_only_looks_like_a_title_is_no_title(name: str) -> None:
    assert title_and_name(Interviewer(name)) == ("", name)


@pytest.mark.parametrize("name", ["Dr", "Ms.", "Professor", ","])
def test_a_title_without_a_name_leaves_the_gap_to_fill(name: str) -> None:
    assert one(name) == "Dear [their name],"


def test_several_people_are_named_one_after_the_other_each_in_their_own_way() -> None:
    people = (Interviewer("Sarah Jones", "Ms"), Interviewer("Noor Haddad"), Interviewer(signed_as="Jo"))
    assert greet(*people[:2]) == "Dear Ms Jones and Noor Haddad,"
    assert greet(*people) == "Dear Ms Jones, Noor Haddad and Jo,"


def test_people_without_a_name_are_passed_over() -> None:
    assert greet(Interviewer(position="the tall one"), Interviewer("Noor Haddad")) == "Dear Noor Haddad,"


def test_a_whole_panel_is_greeted_by_name_and_a_crowd_is_not() -> None:
    people = [Interviewer(f"Person{number} Family{number}") for number in range(MOST_NAMED + 4)]
    assert all(person.name in greet(*people[:MOST_NAMED]) for person in people[:MOST_NAMED])
    assert greet(*people).count("Family") == MOST_NAMED


@given(NAMES, st.sampled_from(["", *TITLES.values()]), st.sampled_from(sorted(REGIONS)))
def test_no_title_is_ever_guessed(name: str, title: str, region: str) -> None:
    found, _ = title_and_name(Interviewer(name, title))
    first = name.split(" ")[0].rstrip(".").lower()
    assert found in ("", title) or first in TITLES or "," in name


@given(st.lists(st.builds(Interviewer, name=NAMES, title=NAMES, signed_as=NAMES), max_size=8), st.booleans())
def test_any_names_make_one_greeting_on_one_line(people: list[Interviewer], printed: bool) -> None:
    greeting = greet(*people, region="us", printed=printed)
    assert greeting.startswith("Dear ") and greeting.endswith(":" if printed else ",") and len(greeting) > len("Dear ,")


@pytest.mark.parametrize("name", ["$title", "${family} Jones", "%s {0} Jones", "Jones $$"])
def test_a_name_that_looks_like_a_slot_stays_a_name(name: str) -> None:
    assert name in one(name) and name.split()[-1] in one(name, "Ms")


def test_in_a_sentence_a_person_is_named_as_in_the_greeting() -> None:
    assert short_name(Interviewer("Sarah Jones", "Ms"), REGIONS["us"]) == "Ms. Jones"
    assert short_name(Interviewer("Sarah Jones", "Ms", "Sarah"), REGIONS["us"]) == "Sarah"
    assert short_name(Interviewer("Sarah Jones"), REGIONS["us"]) == "Sarah Jones"
