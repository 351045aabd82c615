"""What is typed is kept, saved and opened again without loss; what is not ours or cannot be read changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from secondtake.load import content

pytestmark = pytest.mark.browser
OPEN = Callable[..., Any]

LETTER = {
    "id": "one", "name": "Larkfield", "chosen": ["rambled"], "document": "email-full", "wording": 2,
    "answers": {"role": "Planner \U0001f33f", "mishaps[rambled].noticed": "yes", "interviewers[0].name": "Noor"},
    "edits": {"email-full": {"thanks": {"text": "Thank you.", "base": "Thank you!"}, "fit": {"out": True}}},
    "wordings": {"email-full": {"ask": 1}}, "ignored": ["abc"], "notes": {"worst": "I froze."},
}  # fmt: skip
WORK = {"letters": [LETTER], "current": "one"}
FILE = {"kind": "second-take", "schema": 2, **WORK}


@pytest.fixture
def page(open_page: OPEN) -> Any:
    """A page without a tool on it, to try the modules from."""
    return open_page("privacy/")


def call(page: Any, module: str, code: str, **values: Any) -> Any:
    """Run `code` with the module as `m` and the values by name; an error of ours comes back as its code."""
    return page.evaluate(
        f"""async (given) => {{
          const m = await import(new URL("../assets/second-take/{module}.js", location));
          const w = await import(new URL("../assets/second-take/saved-work.js", location));
          const {{ {", ".join(values)} }} = given;
          try {{ {code} }} catch (error) {{
            if (!(error instanceof w.SavedWorkError)) throw error;
            return {{ code: error.code }};
          }}
        }}""",
        values,
    )


def opened(page: Any, text: str) -> Any:
    return call(page, "saved-work", "return m.fromText(text);", text=text)


def test_a_file_opens_as_what_was_saved(page: Any) -> None:
    assert call(page, "saved-work", "return m.fromText(m.toText(work));", work=WORK) == WORK


def test_a_file_of_the_first_version_opens_with_its_edits_in_the_first_document(page: Any) -> None:
    old = {"kind": "second-take", "schema": 1, "chosen": ["rambled"], "answers": {"role": "Planner"},
           "edits": {"thanks": {"text": "Ta."}}, "wording": 1, "wordings": {}, "ignored": []}  # fmt: skip
    letter = opened(page, json.dumps(old))["letters"][0]
    assert (letter["answers"], letter["edits"]) == ({"role": "Planner"}, {"email-full": {"thanks": {"text": "Ta."}}})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "damaged"),
        ("[]", "foreign"),
        ('{"kind": "other"}', "foreign"),
        (json.dumps({**FILE, "schema": 99}), "too-new"),
        (json.dumps({**FILE, "letters": []}), "damaged"),
        (json.dumps({**FILE, "letters": ["x"]}), "damaged"),
        (json.dumps({**FILE, "schema": "2"}), "damaged"),
        (" " * 2_000_001, "too-long"),
    ],
    ids=["cut", "list", "foreign", "newer", "no-letter", "no-table", "odd-schema", "too-long"],
)
def test_what_cannot_be_read_is_refused_by_name(page: Any, text: str, code: str) -> None:
    assert opened(page, text) == {"code": code}


def test_keys_that_reach_into_the_language_and_values_of_the_wrong_kind_do_not_get_in(page: Any) -> None:
    names = '"__proto__": {"polluted": 1}, "constructor.prototype.polluted": "1", "a[b](c)": "x", "company": 7, '
    hostile = json.dumps(FILE).replace('"role":', names + '"role":')
    found = call(page, "saved-work", "return [m.fromText(text), ({}).polluted ?? null];", text=hostile)
    assert found == [WORK, None]


def test_two_works_are_joined_side_by_side_and_what_both_hold_is_not_doubled(page: Any) -> None:
    other = {"letters": [LETTER, {**LETTER, "name": "Another"}], "current": "one"}
    found = call(page, "saved-work", "return m.joined(work, other);", work=WORK, other=other)
    assert [letter["name"] for letter in found["letters"]] == ["Larkfield", "Another"]
    assert len({letter["id"] for letter in found["letters"]}) == 2 and found["current"] != "one"


def test_an_empty_letter_makes_room_for_what_is_opened(page: Any) -> None:
    found = call(page, "saved-work", "return m.joined(m.emptyWork(), work);", work=WORK)
    assert found == WORK


def test_a_draft_stays_in_the_tab_until_a_person_keeps_it_in_the_browser_and_goes_back_when_they_say_so(
    page: Any,
) -> None:
    code = """
      const keeper = new m.Keeper();
      const seen = () => [Object.keys(sessionStorage).length, Object.keys(localStorage).length];
      const found = [];
      keeper.keep(work); found.push(seen());
      keeper.keepFor(30, work); found.push(seen());
      const until = keeper.until;
      found.push(m.begin().work.letters[0].name, m.begin(until + 1).found, seen());
      keeper.keepFor(0, work); found.push(seen());
      return found;"""
    assert call(page, "keeping", code, work=WORK) == [[1, 0], [0, 1], "Larkfield", False, [0, 0], [1, 0]]


def test_what_a_newer_page_kept_is_neither_read_nor_written_over(page: Any) -> None:
    code = """
      sessionStorage.setItem("second-take/draft/2", JSON.stringify(newer));
      const found = m.begin();
      const kept = new m.Keeper(found).keep(work);
      return [found.problem, kept, JSON.parse(sessionStorage.getItem("second-take/draft/2")).schema];"""
    assert call(page, "keeping", code, work=WORK, newer={**FILE, "schema": 9}) == ["too-new", False, 9]


def test_a_draft_of_the_last_version_is_taken_over(page: Any) -> None:
    code = """
      const old = { chosen: ["rambled"], answers: { role: "Clerk" } };
      sessionStorage.setItem("second-take/draft/1", JSON.stringify(old));
      const { work, found } = m.begin();
      return [found, work.letters[0].answers.role, sessionStorage.getItem("second-take/draft/1")];"""
    assert call(page, "keeping", code) == [True, "Clerk", None]


def test_full_or_refused_storage_is_said_and_nothing_breaks(page: Any) -> None:
    code = """
      Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
      const keeper = new m.Keeper();
      return [keeper.keep(work), keeper.keepFor(30, work), keeper.until ?? null];"""
    assert call(page, "keeping", code, work=WORK) == [False, False, None]


def test_forgetting_leaves_nothing_of_ours_and_all_of_others(page: Any) -> None:
    code = """
      localStorage.setItem("theirs", "1");
      new m.Keeper().keep(work); new m.Keeper({ until: Date.now() + 1e9 }).keep(work);
      const { held, left } = m.forgetEverything();
      return [held.length, left, Object.keys(localStorage)];"""
    assert call(page, "keeping", code, work=WORK) == [1, [], ["theirs"]]


def test_another_tab_s_change_is_told_and_so_is_its_clearing(page: Any) -> None:
    code = """
      const told = [];
      const keeper = new m.Keeper({ until: Date.now() + 1e9 });
      keeper.watch((theirs) => told.push(theirs?.letters[0].name ?? "cleared"));
      const event = (newValue) => dispatchEvent(new StorageEvent("storage", { key: "second-take/kept/2", newValue }));
      keeper.keep(work); event(localStorage.getItem("second-take/kept/2"));
      m.forgetEverything(); event(null);
      return told;"""
    assert call(page, "keeping", code, work=WORK) == ["Larkfield", "cleared"]


def test_a_link_carries_the_work_in_its_fragment_and_leaves_the_address_when_taken(page: Any) -> None:
    code = """
      const address = await m.linkFor(work);
      const [before, fragment] = address.split("#");
      history.replaceState(null, "", "#" + fragment);
      const carries = m.carriesWork();
      const found = await m.takeFromAddress();
      return [before.includes("Planner"), carries, found, location.hash];"""
    assert call(page, "work-link", code, work=WORK) == [False, True, WORK, ""]


def test_a_damaged_link_is_refused_and_leaves_the_address_too(page: Any) -> None:
    code = 'history.replaceState(null, "", "#work=AAAA"); return await m.takeFromAddress();'
    assert call(page, "work-link", code) == {"code": "damaged"}
    assert "#" not in page.url


def test_a_work_too_long_for_a_link_gets_none(page: Any) -> None:
    code = """
      for (const n of Array(3000).keys()) work.letters[0].answers[`a_${n}`] = crypto.randomUUID();
      return (await m.linkFor(work)) ?? null;"""
    assert call(page, "work-link", code, work=WORK) is None


def test_steps_go_back_and_forth_and_keys_in_one_field_are_one_step(page: Any) -> None:
    code = """
      const steps = new m.StepsBack(() => {});
      let now = { n: 0 };
      const step = (n, what, at) => { steps.before(now, what, at); now = { n }; };
      step(1, "role", 0); step(2, "role", 500); step(3, "role", 5000); step(4, "fit", 5001);
      const seen = [];
      for (let found; (found = steps.back(now)); ) seen.push((now = found).n);
      for (let found; (found = steps.forth(now)); ) seen.push((now = found).n);
      return seen;"""
    assert call(page, "steps-back", code) == [3, 2, 0, 2, 3, 4]


def test_what_was_taken_back_stays_within_reach_after_another_change(page: Any) -> None:
    code = """
      const steps = new m.StepsBack(() => {});
      let now = "";
      const type = (text) => { steps.before(now, ""); now = text; };
      type("one"); type("two"); now = steps.back(now); type("three");
      const seen = [];
      for (let found; (found = steps.back(now)) !== undefined; ) seen.push((now = found));
      return seen;"""
    assert call(page, "steps-back", code) == ["one", "two", "one", ""]


def test_words_put_in_place_of_others_at_once_are_a_step_of_their_own_and_so_is_taking_them_out(page: Any) -> None:
    code = """
      const steps = new m.StepsBack(() => {});
      let now = "";
      const type = (text, change) => { steps.before(now, "role", 0, change); now = text; };
      type("Clerk", { added: 5 }); type("Clerks", { added: 1 }); type("Clerk", { gone: 1 }); type("Cler", { gone: 1 });
      type("Planner", { gone: 4, added: 7 });
      const seen = [];
      for (let found; (found = steps.back(now)) !== undefined; ) seen.push((now = found));
      return seen;"""
    assert call(page, "steps-back", code) == ["Cler", "Clerks", ""]


def test_the_steps_stay_in_the_tab_and_the_oldest_go_when_there_are_too_many(page: Any) -> None:
    code = """
      m.keepSteps({ past: [work], future: [work, work] });
      const { past, future } = m.keptSteps();
      const long = { ...work, letters: [{ ...work.letters[0], notes: { worst: "x".repeat(19_000) } }] };
      m.keepSteps({ past: [work, ...Array(80).fill(long)], future: [] });
      const fewer = m.keptSteps().past;
      m.keepSteps({ past: [], future: [] });
      return [past, future.length, fewer.length < 80 && fewer.length > 40, Object.keys(sessionStorage)];"""
    assert call(page, "keeping", code, work=WORK) == [[WORK], 2, True, []]


def test_a_tab_with_a_draft_of_its_own_finds_it_beside_what_the_browser_keeps(page: Any) -> None:
    code = """
      new m.Keeper({ until: Date.now() + 1e9 }).keep(work);
      new m.Keeper().keep({ letters: [{ ...work.letters[0], name: "Mine" }], current: "one" });
      const unseen = new m.Keeper().unseen();
      return [m.begin().work.letters.map(({ name }) => name), unseen];"""
    assert call(page, "keeping", code, work=WORK) == [["Larkfield", "Mine"], WORK]


def test_no_sentence_of_a_letter_has_the_name_of_a_line_around_it(page: Any) -> None:
    parts = sorted({part.id for kind in content().letters.values() for part in kind.parts})
    code = """
      const frame = { salutation: "a", close: "b", signature: "c", head: "d" };
      const letter = { ...frame, parts: ids.map((id) => ({ id, text: id, paragraph: 0 })) };
      const found = m.piecesOf(letter).map(({ id }) => id);
      return found.length - new Set(found).size;"""
    assert "close" in parts and call(page, "edits", code, ids=parts) == 0
