"""The judgement, as sentences: the eighteen worked cases of rule D10, and what overrules them."""

from __future__ import annotations

from typing import Any

import pytest

from secondtake import assess
from secondtake.model import Assessment

SOMETHING_NEW = [{"question": "a late supplier", "answer": "I would ring them first.", "result": "It saved a week."}]


def found(mishap: str, *, can_add: str = "yes", **told: Any) -> Assessment:
    """One mishap assessed. Not named means: not noticed, not central, one moment, not recovered, rest mixed."""
    report: dict[str, Any] = {"id": mishap, "noticed": "no", "central": "no", "extent": "one_moment", "recovered": "no"}
    situation: dict[str, Any] = {"can_add": can_add, "rest": "mixed"}
    for name, value in told.items():
        target = report if name in REPORT_FIELDS else situation
        target[name] = value
    return assess({"mishaps": [report], **situation})


REPORT_FIELDS = {"noticed", "central", "extent", "recovered", "raised", "apologised", "minutes_late", "cause"}


def outcome(result: Assessment) -> tuple[int | None, str, str | None]:
    return result.points, result.band, result.kind


def test_t1_a_shaky_voice_at_the_start_is_small_and_gets_a_thank_you() -> None:
    result = found("visible-nerves", noticed="unsure", rest="well")
    assert outcome(result) == (-1, "small", "thank-you-note") and not result.mention


def test_t2_blanking_on_one_core_question_is_fixable_by_a_fuller_answer() -> None:
    result = found("mind-went-blank", noticed="yes", central="yes", extent="one_answer")
    assert outcome(result) == (4, "fixable", "fuller-answer") and result.action == "supply"


def test_t3_a_weak_answer_on_a_must_have_is_fixable_by_a_fuller_answer() -> None:
    result = found("no-examples", central="yes", extent="one_answer")
    assert outcome(result) == (3, "fixable", "fuller-answer")


def test_t4_the_same_before_a_scored_panel_gets_thanks_only() -> None:
    result = found("no-examples", central="yes", extent="one_answer", process="structured_scored")
    assert outcome(result) == (3, "fixable", "thank-you-note") and result.rule == "D2l"


def test_t5_barely_speaking_the_whole_time_is_owned_with_evidence() -> None:
    result = found("said-too-little", noticed="yes", central="yes", extent="most_of_it", rest="badly")
    assert outcome(result) == (8, "serious-performance", "owning-it") and result.action == "own"


def test_t6_the_same_with_nothing_new_is_let_go() -> None:
    result = found("said-too-little", noticed="yes", central="yes", extent="most_of_it", rest="badly", can_add="no")
    assert result.rule == "D2h" and result.kind in (None, "thank-you-note") and not result.mention


def test_t7_knowing_nothing_about_the_company_is_fixable_by_a_fuller_answer() -> None:
    result = found("unprepared", noticed="yes", extent="one_answer")
    assert outcome(result) == (5, "fixable", "fuller-answer")


def test_t8_fifteen_minutes_late_and_apologised_gets_one_sentence_inside_the_thanks() -> None:
    result = found("late-arrival", noticed="yes", recovered="partly", minutes_late=15, apologised="yes")
    assert outcome(result) == (3, "fixable", "thank-you-note") and result.mention == ("late-arrival",)


def test_t9_a_missed_interview_is_owned() -> None:
    assert outcome(found("missed-interview")) == (None, "serious-logistics", "lost-time")


def test_t10_answering_the_phone_without_a_word_gets_one_sentence_inside_the_thanks() -> None:
    result = found("phone-rang", noticed="yes", apologised="no")
    assert outcome(result) == (4, "fixable", "thank-you-note") and result.mention == ("phone-rang",)


def test_t11_grumbling_about_a_boss_gets_a_neutral_line_and_is_never_named() -> None:
    result = found("badmouthed-a-boss", extent="one_answer")
    assert outcome(result) == (3, "fixable", "fuller-answer") and not result.mention


def test_t12_five_years_that_were_three_is_corrected() -> None:
    result = found("factual-slip", central="yes")
    assert outcome(result) == (None, "integrity-lite", "correction")


def test_t13_a_certificate_not_held_is_corrected() -> None:
    result = found("lied-or-exaggerated")
    assert outcome(result) == (None, "integrity", "correction") and result.action == "correct"


def test_t14_a_picture_that_froze_through_the_key_answer_gets_a_clean_retry() -> None:
    result = found("connection-failed", noticed="yes", extent="one_answer")
    assert outcome(result) == (3, "fixable", "lost-time")


def test_t15_a_joke_that_hurt_a_panel_member_gets_an_apology() -> None:
    result = found("offended-someone", harm="yes")
    assert outcome(result) == (None, "serious-conduct", "conduct-apology") and result.action == "apologise"


def test_t16_a_test_a_screen_reader_cannot_use_gets_a_request() -> None:
    result = found("adjustment-missing")
    assert outcome(result) == (None, "adjustment", "adjustment-request") and result.action == "adjust"


def test_t17_a_wrong_name_put_right_at_once_is_small() -> None:
    result = found("wrong-name", noticed="unsure", recovered="yes")
    assert outcome(result) == (-2, "small", "thank-you-note") and not result.mention


def test_t18_a_job_that_went_to_someone_else_gets_no_repair() -> None:
    result = found("unprepared", noticed="yes", extent="one_answer", decision={"state": "made_other"})
    assert result.points == 5 and result.rule == "D2a" and not result.mention


def test_do_not_contact_beats_everything_even_thanks() -> None:
    for mishap in ("visible-nerves", "late-arrival", "no-examples"):
        result = found(mishap, process="told_do_not_contact", noticed="yes")
        assert (result.kind, result.action, result.channel) == (None, "stop", "none")


def test_talk_of_self_harm_stops_everything_and_shows_care() -> None:
    for words in ("I want to die.", "Honestly I can\u2019t go on", "thinking of SUICIDE tonight"):
        result = found("no-examples", words=words)
        assert (result.kind, result.action) == (None, "care") and result.care


def test_a_crisis_cannot_be_overruled_into_a_verdict_without_care() -> None:
    result = assess({"mishaps": [{"id": "crisis"}]})
    assert result.action == "care" and result.kind is None and result.care


def test_a_letter_is_possible_against_our_advice_with_one_caution() -> None:
    result = found("visible-nerves", choose={"kind": "owning-it"})
    assert result.overruled and result.kind == "owning-it" and result.caution


def test_choosing_what_we_advise_is_no_overruling() -> None:
    result = found("visible-nerves", choose={"kind": "thank-you-note"})
    assert not result.overruled and result.caution == ""


def test_great_distress_asks_for_a_pause_but_not_before_a_call() -> None:
    assert found("no-examples", central="yes", distress=8).pause
    assert not found("missed-interview", distress=8).pause
    assert not found("no-examples", distress=8, decision={"state": "today"}).pause


def test_under_distress_a_near_miss_counts_as_the_lower_band() -> None:
    told = {"central": "yes", "extent": "one_answer"}
    assert found("no-examples", **told, distress=6).band == "fixable"
    assert found("no-examples", **told, distress=7).band == "small"


def test_what_they_raised_is_answered() -> None:
    result = found("rambled", raised="yes")
    assert result.rule == "D2d" and result.mention == ("rambled",)


def test_nerves_and_clothes_are_never_named_even_when_raised() -> None:
    for mishap in ("visible-nerves", "dressed-wrong", "hungover"):
        assert not found(mishap, raised="yes", noticed="yes").mention


def test_an_agency_carries_the_message() -> None:
    for told in ({"process": "agency"}, {"contact": "agency_only"}):
        assert found("no-examples", central="yes", **told).channel == "agency"


def test_no_way_to_reach_them_means_no_letter() -> None:
    assert found("no-examples", central="yes", contact="none").kind is None


def test_after_three_messages_the_file_is_closed() -> None:
    sent = [{"kind": "thank-you-note"}, {"kind": "check-in"}, {"kind": "check-in"}]
    result = found("no-examples", central="yes", sent=sent)
    assert (result.kind, result.action) == (None, "stop")


def test_after_a_repair_only_a_check_in_is_left() -> None:
    result = found("no-examples", central="yes", sent=[{"kind": "fuller-answer"}])
    assert result.kind == "check-in" and not result.mention


def test_what_a_message_already_named_is_not_named_again() -> None:
    told = {"noticed": "yes", "minutes_late": 20, "apologised": "no"}
    named = found("late-arrival", **told, sent=[{"kind": "thank-you-note", "mentioned": "yes"}])
    unnamed = found("late-arrival", **told, sent=[{"kind": "thank-you-note", "mentioned": "no"}])
    assert (named.kind, named.mention) == ("check-in", ()) and unnamed.mention == ("late-arrival",)


def test_after_four_days_the_slip_is_not_reopened() -> None:
    when = {"interview": {"date": "2026-11-02"}, "now": "2026-11-09T10:00"}
    result = found("said-too-little", noticed="yes", central="yes", extent="most_of_it", **when)
    assert result.kind == "check-in" and not result.mention


def test_a_wrong_fact_is_corrected_however_late() -> None:
    when = {"interview": {"date": "2026-10-01"}, "now": "2026-11-09T10:00"}
    assert found("lied-or-exaggerated", **when, sent=[{"kind": "thank-you-note"}] * 3).kind == "correction"


def test_a_no_is_answered_with_thanks_and_one_question() -> None:
    assert found("rambled", decision={"state": "made_no"}).kind == "reply-to-a-no"


def test_a_missed_interview_is_a_call_while_it_is_fresh_unless_the_phone_is_hard() -> None:
    fresh = {"interview": {"date": "2026-11-24", "time": "10:00"}, "now": "2026-11-24T11:00"}
    later = {**fresh, "now": "2026-11-24T15:00"}
    assert found("missed-interview", **fresh).channel == "phone"
    assert found("missed-interview", **later).channel == "email"
    assert found("missed-interview", **fresh, phone_is_hard="yes").channel == "email"


def test_the_gravest_ruling_leads_when_several_things_went_wrong() -> None:
    result = assess({"mishaps": [{"id": "visible-nerves"}, {"id": "lied-or-exaggerated"}, {"id": "rambled"}]})
    assert result.lead_mishap == "lied-or-exaggerated" and result.kind == "correction"


@pytest.mark.parametrize("state", ["made_no", "made_other", "offer"])
def test_a_hurt_person_is_owed_an_apology_whatever_was_decided(state: str) -> None:
    assert found("offended-someone", harm="yes", decision={"state": state}).kind == "conduct-apology"


def test_every_verdict_names_its_rule_and_how_sure_it_is() -> None:
    result = found("rambled", extent="one_answer")
    assert result.reasons[0].rule == result.rule and result.certainty in ("high", "medium", "low")


@pytest.mark.parametrize(
    "words",
    ["I can't see the point in anything any more.", "I don\u2019t want to be here.", "i dont want to live"],
)
def test_whoever_writes_that_they_see_no_point_is_shown_to_a_person_first(words: str) -> None:
    result = found("cried", words=words)
    assert (result.action, result.kind) == ("care", None)


def test_a_late_arrival_that_cost_most_of_the_hour_still_gets_its_real_answer_in() -> None:
    late: dict[str, Any] = {"extent": "most_of_it", "minutes_late": 25, "noticed": "yes", "apologised": "yes"}
    assert found("late-arrival", evidence=SOMETHING_NEW, **late).kind == "lost-time"
    assert found("late-arrival", **late).kind == "thank-you-note"
