"""Names, companies, roles and dates that break mail merges, in every kind of letter, region and register."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondtake import compose
from secondtake.load import content
from secondtake.model import Letter
from secondtake.salutation import AFTER_NAMES, SHORT, TITLES
from secondtake.slots import MONTHS, WEEKDAYS

KINDS = sorted(content().letters)
REGIONS = sorted(content().regions)
# No title ("sir") and nothing that follows a name ("phd"): those are read as what they are.
WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9).filter(
    lambda word: word not in TITLES and word not in AFTER_NAMES
)
NAME_PART = st.one_of(
    WORD.map(str.capitalize),
    WORD.map(lambda word: "O'" + word.capitalize()),
    WORD.map(lambda word: "D’" + word.capitalize()),
    st.tuples(WORD, WORD).map(lambda pair: "-".join(word.capitalize() for word in pair)),
    st.sampled_from(["Siobhán", "Þóra", "Nguyễn", "Ng", "李", "Åse"]),
)
FULL_NAME = st.tuples(NAME_PART, NAME_PART).map(" ".join)
TITLE = st.sampled_from(["Ms", "Mr", "Mrs", "Mx", "Dr", "Professor", "Eng"])
COMPANY = st.one_of(
    WORD.map(lambda word: word.capitalize() + "s"),
    st.tuples(WORD, st.sampled_from(["Inc.", "Ltd.", "Co.", "Corp.", "& Sons", "S.A.", "plc"])).map(
        lambda pair: f"{pair[0].capitalize()} {pair[1]}"
    ),
    st.sampled_from(["eBay", "adidas", "O'Hara Foods", "J. Lewis & Co.", "ING", "3M"]),
)
ROLE = st.one_of(
    st.sampled_from(["analyst", "engineer", "Data Analyst", "usher", "HR officer", "hourly tutor", "iOS developer"]),
    st.tuples(st.sampled_from("aeiou"), WORD).map("".join),
)
AROUND_A_ROLE = st.sampled_from(["{}", "a {}", "an {}", "the {}", "The {} role", "the {} position", "{} job", " {} "])
WHERE = {"kind": st.sampled_from(KINDS), "region": st.sampled_from(REGIONS), "wording": st.integers(0, 7),
         "register": st.sampled_from(["plain", "warm"])}  # fmt: skip
COLLISIONS = re.compile(
    r"  | [,.;:]|[,;:][,;:.]|(?<!\.)\.\.(?!\.)|\?\.|\.\?|\b(the|a|an|role|at|for) \1\b", re.IGNORECASE
)


def letter(kind: str, region: str, wording: int, register: str, **told: Any) -> Letter:
    """A letter of that kind in which every slot of a passage has a value."""
    situation = {
        "mishaps": [{"id": "no-rapport"}],
        "candidate": {"name": "Ada Mensah"},
        "interviewers": [{"name": "Noor Haddad"}],
        "company": "Larkfield Water",
        "role": "Network Planner",
        "interview": {"date": "2026-03-03"},
        "highlight": "the plan for the winter leaks",
        "new_slots": ["Thursday at 10:00", "Friday at noon"],
        "adjustment": {"part": "the timed test", "need": "extra time"},
        "choose": {"kind": kind},
        "region": region,
        **told,
    }
    found = compose(situation, register=register, wording=wording)
    assert found is not None
    return found


def whole(found: Letter) -> str:
    return f"{found.subject}\n\n{found.text}"


@given(name=FULL_NAME, title=TITLE, **WHERE)
def test_a_name_stands_as_it_was_typed_with_the_title_the_region_writes(
    name: str, title: str, kind: str, region: str, wording: int, register: str
) -> None:
    found = letter(kind, region, wording, register, interviewers=[{"name": name, "title": title}])
    stop = "." if content().regions[region]["title_stop"] and title in SHORT else ""
    if kind != "call-script":
        assert found.salutation.startswith(f"Dear {title}{stop} {name.split()[-1]}")
    assert not re.search(r"\bO'[a-z]|\bD’[a-z]", whole(found))


@given(name=NAME_PART, title=st.one_of(st.just(""), TITLE), **WHERE)
def test_a_single_name_is_a_whole_name(
    name: str, title: str, kind: str, region: str, wording: int, register: str
) -> None:
    found = letter(kind, region, wording, register, interviewers=[{"name": name, "title": title}])
    if kind != "call-script":
        assert found.salutation.rstrip(",:").endswith(f" {name}")
        assert found.salutation.count(" ") == 1 + bool(title) and "[" not in found.salutation


@given(name=FULL_NAME, **WHERE)
def test_the_writer_signs_with_the_name_as_typed(
    name: str, kind: str, region: str, wording: int, register: str
) -> None:
    found = letter(kind, region, wording, register, candidate={"name": name})
    assert kind == "call-script" or found.text.endswith("\n" + name)


@given(company=COMPANY, **WHERE)
def test_a_company_is_never_bent_and_its_own_full_stop_is_never_doubled(
    company: str, kind: str, region: str, wording: int, register: str
) -> None:
    text = whole(letter(kind, region, wording, register, company=company))
    assert not COLLISIONS.search(text)
    for match in re.finditer(re.escape(company.rstrip(".")), text):
        assert text[match.start() :].startswith(company), text[match.start() :][:40]
        assert not re.match(r"['’]", text[match.start() + len(company) :])
    if company.endswith("."):
        for match in re.finditer(re.escape(company), text):
            after = text[match.end() :]
            assert re.match(r"\Z|\n| [A-Z]| [a-z]|,", after), after[:40]


@given(role=ROLE, around=AROUND_A_ROLE, **WHERE)
def test_a_role_takes_the_articles_of_our_sentence_and_none_of_its_own(
    role: str, around: str, kind: str, region: str, wording: int, register: str
) -> None:
    text = whole(letter(kind, region, wording, register, role=around.format(role)))
    assert not COLLISIONS.search(text)
    bare = re.escape(role)
    assert not re.search(rf"\ban? {bare}\b", text), text
    assert not re.search(rf"\b{bare} (?:role|position|job) (?:role|position|job)\b", text), text
    assert not re.search(rf"\b(?:the|The) (?:a|an|the) {bare}\b", text), text


@given(role=ROLE, **WHERE)
def test_a_role_keeps_its_own_capitals_inside_a_sentence(
    role: str, kind: str, region: str, wording: int, register: str
) -> None:
    found = letter(kind, region, wording, register, role=role)
    for match in re.finditer(rf"(?<=\w ){re.escape(role)}\b", found.body, re.IGNORECASE):
        assert match.group() == role


@given(day=st.dates(date(2024, 1, 1), date(2030, 12, 31)), **WHERE)
def test_a_date_is_written_in_the_order_of_its_region_with_the_month_in_words(
    day: date, kind: str, region: str, wording: int, register: str
) -> None:
    text = whole(letter(kind, region, wording, register, interview={"date": day.isoformat()}))
    text = re.sub(r"\bMay (?=I\b|we\b)", "", text)  # a question, and no month
    month = MONTHS[day.month - 1]
    day_first, month_first = f"{day.day} {month}", f"{month} {day.day}"
    order = content().regions[region]["date_format"]
    expected, other = (day_first, month_first) if order == "day-month-year" else (month_first, day_first)
    assert month not in text or re.search(rf"\b{expected}\b", text)
    assert not re.search(rf"\b{other}\b", text)
    assert not re.search(r"\d+[/.-]\d+[/.-]\d{2,4}|\b\d+(?:st|nd|rd|th)\b", text)


@given(day=st.dates(date(2024, 1, 1), date(2030, 12, 31)), ago=st.integers(0, 6), **WHERE)
def test_in_the_week_after_the_day_is_named_by_its_weekday(
    day: date, ago: int, kind: str, region: str, wording: int, register: str
) -> None:
    now = f"{day + timedelta(days=ago)}T12:00:00"
    text = whole(letter(kind, region, wording, register, interview={"date": day.isoformat()}, now=now, new_slots=[]))
    named = {weekday for weekday in WEEKDAYS if weekday in text}
    assert named <= {WEEKDAYS[day.weekday()]}
    assert MONTHS[day.month - 1] not in text or MONTHS[day.month - 1] == "May"


@pytest.mark.parametrize("region", REGIONS)
def test_the_examples_everybody_trips_over(region: str) -> None:
    told = {"role": "the Data Analyst role", "company": "Acme Inc.", "interviewers": [{"name": "Ann O'Neill"}]}
    for wording in range(8):
        text = whole(letter("thank-you-note", region, wording, "plain", **told))
        assert "Data Analyst" in text and "the the" not in text and "role role" not in text
        assert "Acme Inc" not in text or re.search(r"Acme Inc\.(?: |\n|$)", text)
        assert "Acme Inc.." not in text and "Dear Ann O'Neill" in text
        text = whole(letter("owning-it", region, wording, "warm", **(told | {"role": "an analyst"})))
        assert "analyst" in text and "an analyst" not in text
