"""One person on the composer's page, for the random walks: what they typed, and what must hold wherever they are."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from test_browser_requests import settle

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
# The works a person sees on pressing undo as long as it is there, and then redo.
WITHIN_REACH = """() => {
  const { desk } = document.querySelector("letter-composer");
  const seen = [JSON.stringify(desk.work)];
  for (const way of ["back", "forth"]) {
    const button = document.querySelector(`[data-do="${way}"]`);
    while (!button.disabled) {
      button.click();
      seen.push(JSON.stringify(desk.work));
    }
  }
  return seen.join();
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


class Walking(RuleBasedStateMachine):
    """One person, one browser profile, one tab. The model is the set of words typed and not cleared."""

    def __init__(self, browser: Any, address: str, folder: Path) -> None:
        super().__init__()
        self.address, self.folder = address, folder
        self.context = browser.new_context(
            service_workers="block", accept_downloads=True, viewport={"width": 1280, "height": 900}
        )
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
        """At the end every word is within reach of the undo and redo buttons. The browser stays for the next walk."""
        try:
            if self.page.url != "about:blank":
                seen = self.page.evaluate(WITHIN_REACH)
                assert sorted(word for word in self.words if word not in seen) == [], "undo and redo do not reach it"
        finally:
            self.context.close()

    def ready(self) -> None:
        """Wait until the page has all it will ever ask for; from then on it must be silent."""
        self.page.dispatch_event("letter-composer", "pointerdown")
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
        asked = [url for url in self.requests if not url.startswith("blob:")]
        assert asked == [], asked
