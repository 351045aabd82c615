"""Elements of a WebKitGTK page, found and used as Playwright's locators are."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from selenium.common.exceptions import WebDriverException

from webkit_steps import steps_of

if TYPE_CHECKING:
    from webkit_page import WebKitPage

FIND = (Path(__file__).parent / "webkit_find.js").read_text(encoding="utf-8")
PATIENCE = 60.0  # seconds an element or a condition is waited for, unless a test says otherwise
SET = """it.focus();
if (it.isContentEditable) it.textContent = given;
else Object.getOwnPropertyDescriptor(Object.getPrototypeOf(it), "value").set.call(it, given);
it.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
it.dispatchEvent(new Event("change", { bubbles: true }));"""


class PageError(AssertionError):
    """Script of a test that failed in the page."""


def cannot(what: str) -> NoReturn:
    """Leave the test out, in plain words."""
    pytest.skip(f"WebKitGTK's driver cannot do this: {what}")


def wait_until(question: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Ask until there is an answer."""
    until = time.monotonic() + patience
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > until:
            raise PageError(f"waited {patience:.0f} s for {what}")
        time.sleep(0.05)


class Locator:
    """Elements found anew each time they are asked for."""

    def __init__(self, page: WebKitPage, steps: list[dict[str, Any]]) -> None:
        self.page = page
        self.steps = steps

    def __getattr__(self, name: str) -> NoReturn:
        cannot(f"locator.{name}")

    def _then(self, **step: Any) -> Locator:
        return Locator(self.page, [*self.steps, step])

    def locator(self, selector: str, **more: Any) -> Locator:
        """Elements inside these."""
        return Locator(self.page, [*self.steps, *steps_of(selector, **more)])

    def filter(self, **more: Any) -> Locator:
        """Those of these that hold a text or an element."""
        return Locator(self.page, [*self.steps, *steps_of("", **more)])

    def get_by_role(self, role: str, name: str = "", exact: bool = False) -> Locator:
        """Elements of a role, by a part of their name or the whole of it."""
        return self._then(role=role, name=name, exact=exact)

    def get_by_text(self, text: str) -> Locator:
        """The innermost elements that hold a text."""
        return self._then(text=text)

    @property
    def first(self) -> Locator:
        """The first of these."""
        return self._then(nth=0)

    @property
    def last(self) -> Locator:
        """The last of these."""
        return self._then(nth=-1)

    def nth(self, index: int) -> Locator:
        """One of these, counted from nought."""
        return self._then(nth=index)

    def run(self, body: str, argument: Any = None) -> Any:
        """Run script with `found` set to the elements."""
        return self.page.call(f"{FIND}\nconst found = find([document], {json.dumps(self.steps)});\n{body}", argument)

    def one(self, body: str, argument: Any = None) -> Any:
        """Run script with `it` set to the first element, once there is one."""
        wait_until(self.count, f"{self.steps}", self.page.patience)
        return self.run(f"const it = found[0]; {body}", argument)

    def element(self, first: str = "") -> Any:
        """The driver's own handle of the first one, after some script on `it`."""
        script = f"{FIND}\nconst it = find([document], {json.dumps(self.steps)})[0]; {first} return it;"
        return self.page.driver.execute_script(script)

    def wait_for(self, state: str = "visible", timeout: float = 0) -> None:
        """Wait until one can be seen (`visible`), is there (`attached`), or neither (`hidden`, `detached`)."""
        question = self.count if state in ("attached", "detached") else self.is_visible
        wanted = state in ("visible", "attached")
        patience = timeout / 1000 or self.page.patience
        wait_until(lambda: bool(question()) is wanted, f"{self.steps} to be {state}", patience)

    def count(self) -> int:
        """How many there are."""
        return int(self.run("return found.length;"))

    def is_visible(self) -> bool:
        """True when the first one takes up room and is not hidden."""
        return bool(self.run("return found.length > 0 && isShown(found[0]);"))

    def is_hidden(self) -> bool:
        """The opposite."""
        return not self.is_visible()

    def click(self, timeout: float = 0) -> None:
        """A real click, once the element can be seen and reached."""
        self.wait_for(timeout=timeout)

        def clicked() -> bool:
            try:
                self.element("it.scrollIntoView({ block: 'center', behavior: 'instant' });").click()
            except WebDriverException:
                return False
            return True

        wait_until(clicked, f"a click on {self.steps}", timeout / 1000 or self.page.patience)

    def check(self) -> None:
        """Tick a box that is not ticked."""
        if not self.is_checked():
            self.click()

    def fill(self, text: str) -> None:
        """Set a field as a paste would."""
        self.wait_for()
        self.one(SET, text)

    select_option = fill

    def clear(self) -> None:
        """Empty it."""
        self.fill("")

    def uncheck(self) -> None:
        """Take the tick out of a box."""
        if self.is_checked():
            self.click()

    def press_sequentially(self, text: str, delay: float = 0) -> None:
        """Focus it and type key by key."""
        self.focus()
        self.page.keyboard.type(text, delay)

    def set_input_files(self, file: Any) -> None:
        """Choose a file: a path, or a name with its bytes."""
        path = Path(file) if isinstance(file, str | Path) else kept_file(file["name"], file["buffer"])
        self.element().send_keys(str(path))

    def dispatch_event(self, kind: str) -> None:
        """Let it hear an event."""
        self.one("it.dispatchEvent(new Event(given, { bubbles: true, cancelable: true }));", kind)

    def blur(self) -> None:
        """Take the focus away."""
        self.one("it.blur();")

    def screenshot(self) -> bytes:
        """Its picture, as PNG."""
        return bytes(self.element().screenshot_as_png)

    def all(self) -> list[Locator]:
        """Each of these."""
        return [self.nth(index) for index in range(self.count())]

    def focus(self) -> None:
        """Give it the focus."""
        self.one("it.focus();")

    def press(self, key: str) -> None:
        """Focus it and press a key."""
        self.focus()
        self.page.keyboard.press(key)

    def evaluate(self, source: str, argument: Any = None) -> Any:
        """Call a function with the element and an argument."""
        return self.one(f"return ({source})(it, given);", argument)

    def evaluate_all(self, source: str, argument: Any = None) -> Any:
        """Call a function with all elements and an argument."""
        return self.run(f"return ({source})(found, given);", argument)

    def inner_text(self) -> str:
        """Its text as shown."""
        return str(self.one("return it.innerText;"))

    def text_content(self) -> str:
        """Its text as written."""
        return str(self.one("return it.textContent;"))

    def all_inner_texts(self) -> list[str]:
        """The text of each."""
        return list(self.run("return found.map((one) => one.innerText);"))

    def get_attribute(self, name: str) -> str | None:
        """One of its attributes."""
        value: str | None = self.one("return it.getAttribute(given);", name)
        return value

    def input_value(self) -> str:
        """What stands in the field."""
        return str(self.one("return it.value;"))

    def is_enabled(self) -> bool:
        """True unless it is switched off."""
        return bool(self.one("return !it.disabled;"))

    def is_disabled(self) -> bool:
        """The opposite."""
        return not self.is_enabled()

    def is_checked(self) -> bool:
        """True for a ticked box."""
        return bool(self.one("return it.checked;"))

    def bounding_box(self) -> dict[str, float]:
        """Where it is on the screen."""
        box = "const { x, y, width, height } = it.getBoundingClientRect(); return { x, y, width, height };"
        return dict(self.one(box))


def kept_file(name: str, content: bytes) -> Path:
    """A file with these bytes, for a browser that can only be given paths."""
    path = Path(tempfile.mkdtemp()) / name
    path.write_bytes(content)
    return path
