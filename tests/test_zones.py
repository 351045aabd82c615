"""Two clocks: the same moment on both, times offered on both, and nobody written to in their night."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build_zones
from secondtake import compose, plan
from secondtake.api import handle
from secondtake.load import content
from secondtake.plan import NIGHT_FROM, NIGHT_UNTIL
from secondtake.zones import city, elsewhere

CLOCKS = content().clocks
ZONES = sorted(CLOCKS)
MOMENTS = st.datetimes(datetime(2026, 2, 1), datetime(2030, 11, 30)).map(lambda m: m.replace(second=0, microsecond=0))


def told(own: str, theirs: str, **more: Any) -> dict[str, Any]:
    return {
        "mishaps": [{"id": "missed-interview"}],
        "candidate": {"name": "Ada Obi", "time_zone": own},
        "interview": {"date": "2026-03-23", "time": "10:00", "time_zone": theirs},
        "role": "Planner",
        "region": "uk",
        **more,
    }


def test_the_committed_clocks_are_what_the_package_computes_today() -> None:
    assert build_zones.document() == build_zones.TARGET.read_text(encoding="utf-8")


@given(MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
@settings(deadline=None)
def test_a_moment_reads_the_same_as_from_the_system_s_own_time_zones(moment: datetime, own: str, theirs: str) -> None:
    aware = moment.replace(tzinfo=ZoneInfo(own))
    if aware.astimezone(UTC).astimezone(ZoneInfo(own)).replace(tzinfo=None) != moment or aware.replace(
        fold=1
    ).utcoffset() != aware.utcoffset():
        return  # an hour that this clock skips or shows twice
    assert elsewhere(moment, own, theirs, CLOCKS) == aware.astimezone(ZoneInfo(theirs)).replace(tzinfo=None)


def test_a_city_is_named_as_people_say_it() -> None:
    assert [city(zone) for zone in ("America/New_York", "Europe/Berlin")] == ["New York", "Berlin"]


def test_times_are_offered_on_both_clocks_and_the_day_is_named_where_it_is_another() -> None:
    letter = compose(told("Europe/London", "Asia/Tokyo", new_slots=["2026-03-24T20:30", "2026-03-25T08:00"]))
    assert letter is not None
    assert "Tuesday 24 March at 20:30 in London (Wednesday 25 March, 05:30 in Tokyo)" in letter.body
    assert "Wednesday 25 March at 08:00 in London (17:00 in Tokyo)" in letter.body


def test_one_clock_is_not_written_twice_and_own_words_stay_as_they_are() -> None:
    letter = compose(told("Europe/London", "Europe/London", new_slots=["2026-03-24T10:00", "Friday after two"]))
    assert letter is not None
    assert "Tuesday 24 March at 10:00 or Friday after two" in letter.body


@pytest.mark.parametrize(("region", "written"), [("us", "Tuesday, March 24 at 2:30 pm"), ("de", "24 March at 14:30")])
def test_a_time_is_written_as_the_region_writes_it(region: str, written: str) -> None:
    letter = compose(told("", "", new_slots=["2026-03-24T14:30"], region=region))
    assert letter is not None and written in letter.body


@given(MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
@settings(deadline=None, max_examples=60)
def test_nobody_is_written_to_in_their_own_night(now: datetime, own: str, theirs: str) -> None:
    when = {"date": str(now.date()), "time": f"{now:%H:%M}", "time_zone": theirs}
    later = f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}"
    for step in plan(told(own, theirs, mishaps=[{"id": "rambled"}], interview=when, now=later)).steps:
        if step.kind in ("send", "check-in", "last-check-in") and step.date and step.time:
            shown = step.there or datetime.combine(step.date, step.time)
            assert NIGHT_UNTIL <= shown.time() < NIGHT_FROM
            if step.there:
                assert elsewhere(datetime.combine(step.date, step.time), own, theirs, CLOCKS) == shown


def test_the_plan_shows_both_clocks_whom_it_writes_to_and_how_many_messages_are_left() -> None:
    situation = told("America/New_York", "Asia/Tokyo", mishaps=[{"id": "rambled"}], now="2026-03-23T15:00")
    result = json.loads(handle(json.dumps({"command": "plan", "situation": situation})))["result"]
    send = next(step for step in result["steps"] if step["kind"] == "send")
    assert result["there"] == "Tokyo" and time.fromisoformat(send["there"][11:]) >= NIGHT_UNTIL
    assert (send["date"], send["time"]) != (send["there"][:10], send["there"][11:])
    assert result["recipient"]["id"] == "interviewer"
    assert result["contacts"] == {"most": 3, "sent": 0, "planned": 3}


@pytest.mark.parametrize(
    ("more", "recipient"),
    [
        ({"process": "agency"}, "agency"),
        ({"interviewers": [{"name": "A Ba"}, {"name": "C Da"}], "region": "us"}, "each"),
        ({"interviewers": [{"name": "A Ba"}, {"name": "C Da"}], "region": "uk"}, "panel"),
        ({"process": "told_do_not_contact"}, "nobody"),
    ],
)
def test_the_plan_writes_to_the_one_who_should_hear(more: dict[str, Any], recipient: str) -> None:
    assert plan(told("", "", mishaps=[{"id": "rambled"}], **more)).recipient == recipient


def test_an_unknown_time_zone_is_refused_with_names_that_look_like_it() -> None:
    answer = json.loads(handle(json.dumps({"command": "plan", "situation": told("Toky", "")})))
    assert answer["error"]["field"] == "situation.candidate.time_zone"
    assert "Asia/Tokyo" in answer["error"]["allowed"]


@pytest.mark.parametrize(("typed", "zone"), [("Toronto", "America/Toronto"), ("new york", "America/New_York")])
def test_a_city_alone_names_its_clock(typed: str, zone: str) -> None:
    asked = [{"command": "plan", "situation": told("Asia/Tashkent", name)} for name in (typed, zone)]
    plans = [handle(json.dumps(one)) for one in asked]
    assert json.loads(plans[0])["ok"] and plans[0] == plans[1]


def test_times_in_own_words_name_their_clock_where_there_are_two() -> None:
    offered = {"new_slots": ["Thursday, 19:00 to 23:00", "all day Friday"]}
    both = compose(told("Asia/Tashkent", "America/Toronto", **offered))
    one = compose(told("Asia/Tashkent", "Asia/Tashkent", **offered))
    assert both and "Thursday, 19:00 to 23:00 (Tashkent time) or all day Friday" in both.text
    assert one and "(" not in one.text
