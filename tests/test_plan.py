"""Dates: when to send, when to ask once, when to stop; on days and at hours when people read mail."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake import assess, plan
from secondtake.api import handle
from secondtake.load import content
from secondtake.model import Step
from secondtake.plan import NIGHT_FROM, NIGHT_UNTIL, PAUSE, Plan
from secondtake.timing import MOST_CONTACTS, add_working_days, clock, hours_since, is_working_day, next_working_day

REGIONS = content().regions
MISHAPS = sorted(content().mishaps)
KINDS = sorted(content().letters)
SOON = datetime(2026, 11, 17, 15, 0)  # a Tuesday; the interview was that morning


def told(now: datetime | None = SOON, region: str = "uk", mishap: str = "rambled", **more: Any) -> dict[str, Any]:
    asked = {"now": now.isoformat()} if now else {}
    return {
        "mishaps": [{"id": mishap}],
        "region": region,
        "interview": {"date": "2026-11-17", "time": "10:00"},
        **asked,
        **more,
    }


def steps(now: datetime | None = SOON, **more: Any) -> dict[str, Step]:
    return {step.id: step for step in plan(told(now, **more)).steps}


def first(now: datetime, **more: Any) -> datetime:
    """The moment of the first message."""
    found = steps(now, **more)
    step = found.get("send") or found["call"]
    assert step.date and step.time
    return datetime.combine(step.date, step.time)


def sent(*days: str, kind: str = "thank-you-note") -> list[dict[str, str]]:
    return [{"kind": kind, "date": day} for day in days]


# ---- working days ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_no_message_is_planned_on_a_day_of_rest(region: str) -> None:
    for number in range(7):
        now = datetime(2026, 11, 16, 10, 0) + timedelta(days=number)
        found = plan(told(now, region, interview={"date": str(now.date()), "time": "06:30"}))
        assert all(is_working_day(step.date, REGIONS[region]) for step in found.steps if step.date), found


@pytest.mark.parametrize("region", sorted(name for name, region in REGIONS.items() if region.holidays))
def test_every_public_holiday_of_a_region_is_passed_over(region: str) -> None:
    here = REGIONS[region]
    for day in sorted(here.holidays):
        assert not is_working_day(day, here)
        found = next_working_day(day, here)
        assert found > day and found not in here.holidays and found.weekday() not in here["weekend"]
        between = [day + timedelta(days=number) for number in range((found - day).days)]
        assert not any(is_working_day(skipped, here) for skipped in between)


def test_only_the_region_without_a_country_has_no_holidays() -> None:
    without = {name for name, region in REGIONS.items() if not region.holidays}
    assert without == {name for name, region in REGIONS.items() if not region["holiday_calendars"]}


def test_on_new_years_eve_the_next_working_morning_is_in_the_new_year() -> None:
    late = datetime(2026, 12, 31, 23, 15)
    assert first(late, interview={"date": "2026-12-31", "time": "15:00"}) == datetime(2027, 1, 4, 7, 30)


def test_between_the_years_a_region_keeps_its_own_days() -> None:
    christmas = datetime(2026, 12, 25, 10, 0)
    interview = {"date": "2026-12-24", "time": "15:00"}
    assert first(christmas, region="uk", interview=interview).date() == date(2026, 12, 29)  # Boxing Day moves to Monday
    assert first(christmas, region="us", interview=interview).date() == date(2026, 12, 28)
    assert first(christmas, region="jp", interview=interview).date() == date(2026, 12, 25)


def test_friday_is_a_day_of_rest_in_the_gulf_and_not_elsewhere() -> None:
    friday = datetime(2026, 11, 20, 10, 0)
    interview = {"date": "2026-11-19", "time": "10:00"}
    assert first(friday, region="uk", interview=interview) == friday
    assert first(friday, region="gulf", interview=interview).date() == date(2026, 11, 23)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 20), st.sampled_from(sorted(REGIONS)))
def test_so_many_working_days_on_lie_exactly_so_many_working_days(day: date, count: int, region: str) -> None:
    here = REGIONS[region]
    end = add_working_days(day, count, here)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one, here) for one in between) == count


# ---- the hour ----------------------------------------------------------------------------------------------------


def test_by_day_it_goes_at_once() -> None:
    assert first(SOON) == SOON


@pytest.mark.parametrize("hour", [22, 23])
def test_in_the_evening_it_waits_for_the_next_working_morning(hour: int) -> None:
    assert first(datetime(2026, 11, 17, hour, 0)) == datetime(2026, 11, 18, 7, 30)


@pytest.mark.parametrize("hour", [0, 3, 6])
def test_before_dawn_it_waits_for_this_morning(hour: int) -> None:
    assert first(datetime(2026, 11, 18, hour, 0)) == datetime(2026, 11, 18, 7, 30)


def test_an_evening_before_a_weekend_waits_until_after_it() -> None:
    friday = {"date": "2026-11-20", "time": "15:00"}
    assert first(datetime(2026, 11, 20, 22, 30), interview=friday) == datetime(2026, 11, 23, 7, 30)


def test_a_repair_does_not_go_before_its_first_hour_and_a_thank_you_may_go_sooner() -> None:
    now = datetime(2026, 11, 17, 10, 30)
    assert first(now, choose={"kind": "fuller-answer"}) == datetime(2026, 11, 17, 13, 0)
    assert first(now, choose={"kind": "thank-you-note"}) == datetime(2026, 11, 17, 11, 0)


def test_in_germany_a_thank_you_waits_until_the_next_day() -> None:
    assert first(SOON, region="de", choose={"kind": "thank-you-note"}).date() == date(2026, 11, 18)


def test_when_the_decision_is_today_nothing_waits() -> None:
    night = datetime(2026, 11, 17, 23, 30)
    assert first(night, decision={"state": "today"}, distress=8) == night


def test_a_call_is_made_now_but_not_in_the_night() -> None:
    missed = {"mishap": "missed-interview", "contact": "phone"}
    now = datetime(2026, 11, 17, 10, 20)
    assert first(now, **missed) == now and "call" in steps(now, **missed)
    night = datetime(2026, 11, 17, 23, 20)
    at_night = {**missed, "interview": {"date": "2026-11-17", "time": "22:00"}}
    assert "call" in steps(night, **at_night) and first(night, **at_night) == datetime(2026, 11, 18, 7, 30)


# ---- the pause ---------------------------------------------------------------------------------------------------


def test_someone_very_upset_waits_an_hour_first() -> None:
    found = list(steps(SOON, distress=7).values())
    assert [step.id for step in found[:2]] == ["pause", "send"]
    assert (found[0].date, found[0].time) == (SOON.date(), time(16, 0))
    assert first(SOON, distress=7) == SOON + PAUSE
    assert "pause" not in steps(SOON, distress=5)


def test_a_pause_that_runs_past_midnight_ends_on_the_next_day() -> None:
    pause = steps(datetime(2026, 11, 17, 23, 30), distress=7)["pause"]
    assert (pause.date, pause.time) == (date(2026, 11, 18), time(0, 30))


def test_waiting_for_the_first_hour_counts_as_the_pause() -> None:
    now = datetime(2026, 11, 17, 10, 30)
    assert first(now, distress=7, choose={"kind": "fuller-answer"}) == datetime(2026, 11, 17, 13, 0)


# ---- afterwards --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_after_a_first_message_come_one_question_one_last_and_the_end(region: str) -> None:
    found = plan(told(SOON, region))
    assert [step.kind for step in found.steps] == ["send", "check-in", "last-check-in", "stop"]
    days = [step.date for step in found.steps if step.date]
    assert days == sorted(days) and len(days) == 4 and found.stop == days[-1]
    assert days[1] - days[0] >= timedelta(days=REGIONS[region]["check_in_days"])
    assert days[2] - days[1] >= timedelta(days=REGIONS[region]["final_days"])


def test_after_a_promised_day_the_question_waits_two_working_days() -> None:
    found = steps(decision={"state": "promised", "date": "2026-11-27"})
    assert found["check-in"].date == date(2026, 12, 1)


def test_a_promised_day_that_is_over_does_not_bring_two_messages_on_one_day() -> None:
    found = steps(decision={"state": "promised", "date": "2026-11-13"}, choose={"kind": "thank-you-note"})
    assert found["send"].date == SOON.date() and found["check-in"].date == date(2026, 11, 24)


def test_a_promise_without_a_day_counts_as_no_promise() -> None:
    assert steps(decision={"state": "promised"}) == steps()


@pytest.mark.parametrize("already", range(5))
@pytest.mark.parametrize("kind", ["thank-you-note", "check-in", "owning-it"])
def test_never_more_than_three_messages_in_all(already: int, kind: str) -> None:
    days = [f"2026-11-{day:02}" for day in range(18, 18 + already)]
    found = plan(told(datetime(2026, 12, 1, 9, 0), sent=sent(*days), choose={"kind": kind}))
    more = sum(step.kind in ("send", "call", "check-in", "last-check-in") for step in found.steps)
    assert more <= max(1, MOST_CONTACTS - already)  # the person may choose one more against our advice, never two


def test_after_three_messages_nothing_is_planned() -> None:
    found = plan(told(sent=sent("2026-11-17", "2026-11-24", "2026-12-04"), now=datetime(2026, 12, 8, 9, 0)))
    assert [step.kind for step in found.steps] == ["stop"] and found.stop == date(2026, 12, 8)


@pytest.mark.parametrize("kind", ["reply-to-a-no", "withdrawal", "conduct-apology"])
def test_some_letters_are_the_last_word(kind: str) -> None:
    assert [step.kind for step in plan(told(choose={"kind": kind})).steps] == ["send", "stop"]


def test_after_an_offer_nobody_asks_where_things_stand() -> None:
    assert [step.kind for step in plan(told(decision={"state": "offer"})).steps] == ["send", "stop"]


def test_a_check_in_counts_from_the_last_message_and_never_lies_in_the_past() -> None:
    now = datetime(2026, 11, 20, 17, 0)
    assert first(now, sent=sent("2026-11-18")) == datetime(2026, 11, 25, 7, 30)
    later = datetime(2026, 12, 4, 17, 0)
    assert first(later, sent=sent("2026-11-18")) == later


def test_where_nothing_is_to_be_sent_the_plan_says_so_and_is_done() -> None:
    found = plan(told(mishap="told-not-to-contact"))
    assert [(step.id, step.kind) for step in found.steps] == [("nothing", "stop")] and found.stop == SOON.date()


def test_without_the_moment_of_asking_there_is_the_order_and_no_date() -> None:
    found = plan(told(None, distress=7))
    assert [step.id for step in found.steps] == ["pause", "send", "check-in", "last-check-in", "stop"]
    assert all(step.date is None and step.time is None for step in found.steps) and found.stop is None
    assert plan(told(None, mishap="told-not-to-contact")).stop is None


def test_hours_since_need_both_moments_and_take_noon_for_an_hour_not_said() -> None:
    from secondtake.door import situation_from

    assert hours_since(situation_from(told())) == 5
    assert hours_since(situation_from(told(interview={"date": "2026-11-17"}))) == 3
    assert (
        hours_since(situation_from(told(now=None))) is None and hours_since(situation_from(told(interview={}))) is None
    )


# ---- always ------------------------------------------------------------------------------------------------------


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1))


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Any]:
    now = draw(MOMENTS)
    back = timedelta(hours=draw(st.integers(-30, 500)))
    before = draw(st.lists(st.integers(0, 40), max_size=4))
    state = draw(st.sampled_from(["unknown", "today", "promised", "made_no", "made_other", "offer"]))
    return told(
        now,
        draw(st.sampled_from(sorted(REGIONS))),
        draw(st.sampled_from(MISHAPS)),
        interview={"date": str((now - back).date()), "time": f"{(now - back):%H:%M}"},
        decision={"state": state, "date": str((now + timedelta(days=draw(st.integers(-20, 20)))).date())},
        sent=sent(*(str((now - timedelta(days=days)).date()) for days in before)),
        distress=draw(st.integers(0, 10)),
        process=draw(st.sampled_from(["open", "agency", "structured_scored"])),
        choose={"kind": draw(st.none() | st.sampled_from(KINDS))},
    )


def moments(found: Plan) -> list[datetime]:
    return [datetime.combine(step.date, step.time) for step in found.steps if step.date and step.time]


@given(situations())
@settings(deadline=None, max_examples=400)
def test_no_step_lies_before_now_or_out_of_order_or_on_a_day_of_rest(situation: dict[str, Any]) -> None:
    found, here = plan(situation), REGIONS[situation["region"]]
    now = datetime.fromisoformat(situation["now"]).replace(second=0, microsecond=0)
    days = [step.date for step in found.steps if step.date]
    assert days == sorted(days) and found.stop == days[-1]
    assert moments(found) == sorted(moments(found)) and all(at >= now for at in moments(found))
    urgent = situation["decision"]["state"] == "today" or any(step.kind in ("call", "pause") for step in found.steps)
    if not urgent and assess(situation).kind:
        assert all(is_working_day(step.date, here) for step in found.steps if step.date and step.time)
        assert all(NIGHT_UNTIL <= at.time() < NIGHT_FROM for at in moments(found))


@given(situations())
@settings(deadline=None, max_examples=200)
def test_every_plan_ends_in_one_stop_and_every_step_says_why(situation: dict[str, Any]) -> None:
    found = plan(situation)
    assert [step.kind for step in found.steps].count("stop") == 1 and found.steps[-1].kind == "stop"
    assert all(step.label and step.why.endswith(".") for step in found.steps)
    assert all(set(step.facts) <= content().facts.keys() for step in found.steps)
    assert len({step.id for step in found.steps}) == len(found.steps)


@pytest.mark.parametrize("now", ["2000-01-01T00:00", "2099-12-31T23:59", "2026-11-17T15:00+14:00", "2026-11-17T15:00Z"])
def test_any_moment_the_door_lets_in_has_a_plan(now: str) -> None:
    for mishap in ("rambled", "missed-interview", "silence-after-the-date"):
        request = {"schema": 1, "command": "plan", "situation": {"mishaps": [{"id": mishap}], "now": now}}
        assert json.loads(handle(json.dumps(request)))["ok"]


def test_the_morning_window_of_every_region_is_by_day() -> None:
    for region in REGIONS.values():
        opens, closes = map(clock, region["send_window"])
        assert NIGHT_UNTIL <= opens < closes < NIGHT_FROM
