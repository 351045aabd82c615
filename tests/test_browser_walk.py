"""Long random walks over the composer: no word typed is lost except by clear, and there is always a way on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from walking import LEFT, Walking

pytestmark = pytest.mark.browser

# A longer run, each time another one: `make walks`, or SECONDTAKE_WALKS=200.
LONGER = int(os.environ.get("SECONDTAKE_WALKS", "0"))
WALKS, STEPS = LONGER or 4, 40
SLIPS = ("rambled", "late", "nervous", "interrupted", "lied", "name wrong")
FIELDS = (
    "role", "company", "fit", "interest", "highlight", "interviewers[0].name", "interviewers[0].talked_about",
    "candidate.name", "evidence[0].question", "evidence[0].answer", "evidence[0].result",
)  # fmt: skip


class Walk(Walking):
    """What a person can do on the page, in any order."""

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


def test_no_word_is_lost_and_there_is_a_way_on_wherever_a_walk_leads(
    chromium: Any, site_url: str, tmp_path: Path
) -> None:
    begin: Callable[[], Walk] = lambda: Walk(chromium, f"{site_url}composer/", tmp_path)  # noqa: E731
    walks = settings(
        max_examples=WALKS, stateful_step_count=STEPS, deadline=None, derandomize=not LONGER, database=None,
        phases=[Phase.generate], print_blob=True, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(begin, settings=walks)
