"""Long random walks over the composer: no word typed is lost except by clear, and there is always a way on."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from test_browser_requests import settle

pytestmark = pytest.mark.browser

WALKS, STEPS = 4, 40
SLIPS = ("rambled", "late", "nervous", "interrupted", "lied", "name wrong")
FIELDS = (
    "role", "company", "fit", "interest", "highlight", "interviewers[0].name", "interviewers[0].talked_about",
    "candidate.name", "evidence[0].question", "evidence[0].answer", "evidence[0].result",
)  # fmt: skip
# Everything a person could still get at, as one text: the letters, the steps back and forth, what can be brought back.
HELD = """() => {
  const { desk } = document.querySelector("letter-composer");
  const { past, future } = desk.steps;
  return JSON.stringify([desk.work, past, future]);
}"""
SETTLED = """() => {
  const composer = document.querySelector("letter-composer");
  const seen = (element) => element?.checkVisibility() && !element.disabled;
  if (!composer.state.chosen.length) return seen(composer.part("waiting")) && seen(composer.picker.input);
  const { last, state } = composer;
  if (!last || last.id !== state.id) return false;
  return last.letter ? seen(composer.querySelector("[data-do=copy]")) : seen(composer.querySelector("#document"));
}"""
# Every own word of the letter on the page is in its sheet, in the note that is open, or is offered back beside it.
SHOWN = """() => {
  const composer = document.querySelector("letter-composer");
  if (!composer.last?.letter || composer.last.id !== composer.state.id) return [];
  const there = [composer.part("letter"), composer.part("documents")].map(({ textContent }) => textContent);
  const area = composer.querySelector("#own-wording")?.value ?? "";
  const out = (edit) => edit.out || edit.text === undefined;
  return Object.values(composer.edits).filter((edit) => !out(edit))
    .map(({ text }) => text.trim()).filter((text) => ![...there, area].some((place) => place.includes(text)));
}"""
# Every answer is in the field it was typed into, where that field is there.
UNFILLED = """() => {
  const composer = document.querySelector("letter-composer");
  return Object.entries(composer.state.answers).filter(([name, value]) => {
    const control = composer.form.elements.namedItem(name);
    return control && control.value !== value;
  }).map(([name]) => name);
}"""
# All that is left of it anywhere in the browser and on the page.
LEFT = """() => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.body.innerHTML,
  [...document.querySelectorAll("input, textarea")].map(({ value }) => value),
])"""


class Walk(RuleBasedStateMachine):
    """One person, one browser profile, one tab. The model is the set of words typed and not cleared."""

    def __init__(self, browser: Any, address: str, folder: Path) -> None:
        super().__init__()
        self.address, self.folder = address, folder
        self.context = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(60_000)
        self.numbers = count(1)
        self.words: set[str] = set()
        self.saved: tuple[Path, set[str]] | None = None
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def teardown(self) -> None:
        """Close the profile; the browser stays for the next walk."""
        self.context.close()

    def ready(self) -> None:
        """Wait until the page has all it will ever ask for; from then on it must be silent."""
        self.page.dispatch_event("body", "pointerdown")
        settle(self.page)
        self.page.wait_for_load_state("networkidle")
        self.requests.clear()

    def word(self) -> str:
        """A word that stands nowhere else, and that the model now holds."""
        word = f"Quill{next(self.numbers)}x"
        self.words.add(word)
        return word

    def settle(self) -> None:
        """Wait until the page shows what is on its desk."""
        self.page.wait_for_function(SETTLED)

    def press(self, name: str) -> None:
        """Press a button by its name in the page, wherever it is folded away."""
        self.page.evaluate("name => document.querySelector(`[data-do='${name}']`).click()", name)

    def has_letter(self) -> bool:
        """True when a letter is on the page, with its sentences."""
        self.settle()
        return bool(self.page.evaluate("Boolean(document.querySelector('letter-composer').last?.letter)"))

    def open_sentence(self, share: float) -> bool:
        """Open one of the sentences of the letter; false where there is none."""
        if not self.has_letter():
            return False
        own = self.page.locator(".st-letter [data-piece]")
        own.nth(int(share * own.count())).click()
        return bool(self.page.locator("#sentence-note").count())

    def close_note(self) -> None:
        """Close the note under the sentence."""
        self.page.locator('#sentence-note [data-act="close"]').click()

    @initialize(slip=st.sampled_from(SLIPS))
    def arrive(self, slip: str) -> None:
        """Come to an empty page and say what went wrong."""
        self.page.goto(self.address)
        self.ready()
        self.choose(slip)

    @rule(slip=st.sampled_from(SLIPS))
    def choose(self, slip: str) -> None:
        """Choose a slip by typing a few words."""
        self.page.fill("#pick-mishap", slip)
        match = self.page.locator('[data-part="matches"] button').first
        if not self.page.evaluate("document.querySelectorAll('[data-part=chosen] li').length > 2"):
            match.click()

    @rule()
    def take_a_slip_away(self) -> None:
        """Remove the first of several slips."""
        if self.page.locator('[data-part="chosen"] button').count() > 1:
            self.page.locator('[data-part="chosen"] button').first.click()

    @rule(field=st.sampled_from(FIELDS), over=st.booleans())
    def answer(self, field: str, over: bool) -> None:
        """Type into a field, in place of what is there or behind it."""
        control = self.page.locator(f'letter-composer form [name="{field}"]')
        before = "" if over else control.input_value()
        control.evaluate(
            "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }",
            f"{before} {self.word()}".strip(),
        )

    @rule(share=st.floats(0, 0.99))
    def edit(self, share: float) -> None:
        """Put own words in place of a sentence."""
        if self.open_sentence(share):
            self.page.fill("#own-wording", f"I say {self.word()} now.")
            self.close_note()

    @rule(share=st.floats(0, 0.99), act=st.sampled_from(("out", "paragraph", "another", "restore", "mine")))
    def change_sentence(self, share: float, act: str) -> None:
        """Leave a sentence or its paragraph out, bring it back, take another wording, or ours, or keep one's own."""
        if not self.open_sentence(share):
            return
        button = self.page.locator(f'#sentence-note [data-act="{act}"]')
        if button.count():
            button.click()
        self.close_note()

    @rule(way=st.sampled_from(("back", "forth")), times=st.integers(1, 5))
    def step(self, way: str, times: int) -> None:
        """Undo or redo, as often as the button lets them."""
        for _ in range(times):
            if self.page.locator(f'[data-do="{way}"]').is_enabled():
                self.press(way)

    @rule(share=st.floats(0, 0.99))
    def switch_document(self, share: float) -> None:
        """Look at another document of the pack."""
        self.settle()
        options = self.page.locator("#document option").evaluate_all("all => all.map(({ value }) => value)")
        if self.page.locator("#document").is_visible() and options:
            self.page.select_option("#document", options[int(share * len(options))])

    @rule()
    def another_wording(self) -> None:
        """Another wording of the whole letter."""
        if self.has_letter():
            self.press("another")

    @rule()
    def add_letter(self) -> None:
        """Start another letter beside this one."""
        self.press("work-add")

    @rule(share=st.floats(0, 0.99))
    def open_letter(self, share: float) -> None:
        """Go to one of the letters."""
        options = self.page.locator("#which-letter option").evaluate_all("all => all.map(({ value }) => value)")
        self.page.evaluate(
            "id => { const list = document.querySelector('#which-letter'); list.value = id;"
            " list.dispatchEvent(new Event('change', { bubbles: true })); }",
            options[int(share * len(options))],
        )

    @rule()
    def remove_letter(self) -> None:
        """Remove the letter on the page; undo must bring it back."""
        self.press("work-remove")

    @rule()
    def name_letter(self) -> None:
        """Give the letter a name."""
        self.page.evaluate("document.querySelector('[data-part=work]').open = true")
        self.page.fill("#letter-name", self.word())

    @rule()
    def reload(self) -> None:
        """Load the page again."""
        self.page.reload()
        self.ready()

    @rule()
    def keep_or_not(self) -> None:
        """Keep it in this browser, or in this tab alone."""
        self.page.evaluate("document.querySelector('[data-part=work]').open = true")
        self.page.locator('[data-do="keep"]').click()

    @rule()
    def save(self) -> None:
        """Save everything to a file."""
        with self.page.expect_download() as waiting:
            self.press("work-save")
        path = self.folder / f"{next(self.numbers)}.json"
        waiting.value.save_as(path)
        text = path.read_text(encoding="utf-8")
        self.saved = path, {word for word in self.words if word in text}

    @precondition(lambda self: self.saved is not None)
    @rule(how=st.sampled_from(("beside", "replace", "leave")))
    def open_file(self, how: str) -> None:
        """Open what was saved, and say where it goes."""
        assert self.saved is not None
        path, held = self.saved
        self.page.set_input_files('[data-do="open"]', path)
        said = "() => /open\\.|Where should/.test(document.querySelector('[data-part=status]').textContent)"
        self.page.wait_for_function(said)
        asked = self.page.locator('[data-part="offer"]').is_visible()
        if asked:
            self.press(f"open-{how}")
        if not asked or how != "leave":
            self.words |= held

    @rule(bring_back=st.booleans())
    def clear(self, bring_back: bool) -> None:
        """Clear everything; then nothing typed is anywhere, and for ten seconds it can be brought back."""
        self.press("clear")
        left = self.page.evaluate(LEFT)
        assert [word for word in self.words if word in left] == [], "cleared words are still there"
        if bring_back:
            self.press("undo-clear")
        else:
            self.words.clear()

    @invariant()
    def no_word_is_lost(self) -> None:
        """Each word typed is in a letter of the work, or a step back or forth away."""
        if self.page.url == "about:blank":
            return
        held = self.page.evaluate(HELD)
        assert sorted(word for word in self.words if word not in held) == []
        assert json.loads(held)[0]["letters"], "there is no letter at all"
        assert self.page.evaluate(UNFILLED) == [], "a field does not show its answer"
        self.page.wait_for_function(f"() => ({SHOWN})().length === 0")

    @invariant()
    def there_is_a_way_on(self) -> None:
        """A field to begin with, or a letter to copy, or another document; never a page that only waits."""
        if self.page.url != "about:blank":
            self.settle()

    @invariant()
    def nothing_is_asked_of_a_server_and_no_error_goes_uncaught(self) -> None:
        """The page is silent from the first word on."""
        assert self.errors == []
        assert [url for url in self.requests if not url.startswith("blob:")] == []


def test_no_word_is_lost_and_there_is_a_way_on_wherever_a_walk_leads(
    chromium: Any, site_url: str, tmp_path: Path
) -> None:
    begin: Callable[[], Walk] = lambda: Walk(chromium, f"{site_url}composer/", tmp_path)  # noqa: E731
    few = settings(
        max_examples=WALKS, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(begin, settings=few)
