"""WebKitGTK behind the part of Playwright's page that our browser tests use, so that the same tests run in it.

Playwright drives WebKit only in a build of its own. The browser a package manager installs speaks WebDriver, so this
translates. What WebDriver cannot do (hold back a request, pretend a print) skips the test in plain words.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from fnmatch import fnmatch
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys

from webkit_locator import PATIENCE, Locator, PageError, cannot, wait_until
from webkit_steps import steps_of

if TYPE_CHECKING:
    from webkit_session import WebKitContext

KEYS = {
    "Control": Keys.CONTROL,
    "ControlOrMeta": Keys.CONTROL,
    "Shift": Keys.SHIFT,
    "Alt": Keys.ALT,
    "Meta": Keys.META,
    "Tab": Keys.TAB,
}
KEYS |= {"Enter": Keys.ENTER, "Escape": Keys.ESCAPE, "Space": Keys.SPACE, "Backspace": Keys.BACKSPACE}
KEYS |= {f"F{number}": getattr(Keys, f"F{number}") for number in range(1, 13)}
KEYS |= {"Delete": Keys.DELETE, "Home": Keys.HOME, "End": Keys.END}
KEYS |= {f"Arrow{name.title()}": getattr(Keys, f"ARROW_{name}") for name in ("UP", "DOWN", "LEFT", "RIGHT")}
ANSWERED = "performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0"
# These keys of a driver do not reach the browser's own commands, so those are called.
COMMANDS = {"z": "undo", "a": "selectAll"}
# The answer crosses as JSON text, so that numbers, nothing and odd characters arrive as they were.
CALL = """const done = arguments[arguments.length - 1];
const given = JSON.parse(arguments[0]);
(async () => { BODY })().then(
  (value) => done(JSON.stringify({ value })),
  (error) => done(JSON.stringify({ error: String(error?.stack ?? error) })));"""


class Keyboard:
    """Real keys."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def press(self, key: str) -> None:
        """One key, with the keys held before it: `Shift+Tab`."""
        *held, last = key.split("+")
        if held and last in COMMANDS:
            self.driver.execute_script("document.execCommand(arguments[0])", COMMANDS[last])
            return
        actions = ActionChains(self.driver)
        for one in held:
            actions.key_down(KEYS[one])
        actions.send_keys(last if len(last) == 1 else KEYS[last])
        for one in reversed(held):
            actions.key_up(KEYS[one])
        actions.perform()

    def type(self, text: str, delay: float = 0) -> None:
        """Key by key, with so many milliseconds between two."""
        actions = ActionChains(self.driver)
        for key in text:
            actions.send_keys(key)
            if delay:
                actions.pause(delay / 1000)
        actions.perform()


class Mouse:
    """A real pointer."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def move(self, x: float, y: float) -> None:
        """To a place in the window."""
        actions = ActionBuilder(self.driver)
        actions.pointer_action.move_to_location(int(x), int(y))
        actions.perform()

    def wheel(self, x: float, y: float) -> None:
        """Turn the wheel."""
        ActionChains(self.driver).scroll_by_amount(int(x), int(y)).perform()


class WebKitPage:
    """One window of a profile."""

    def __init__(self, context: WebKitContext, handle: str) -> None:
        self.context = context
        self.handle = handle
        self.patience = PATIENCE

    @property
    def driver(self) -> Any:
        """The driver, looking at this window."""
        driver = self.context.driver
        if driver.current_window_handle != self.handle:
            driver.switch_to.window(self.handle)
        return driver

    @property
    def keyboard(self) -> Keyboard:
        """Its keyboard."""
        return Keyboard(self.driver)

    @property
    def mouse(self) -> Mouse:
        """Its pointer."""
        return Mouse(self.driver)

    def route(self, pattern: str, handle: Any) -> None:
        """Give the requests for these addresses to a test."""
        self.context.route(pattern, handle)

    def add_init_script(self, script: str) -> None:
        """Run this before any script of a page opened from now on."""
        self.context.add_init_script(script)

    def set_default_timeout(self, milliseconds: float) -> None:
        """How long to wait for what is asked to be seen."""
        self.patience = milliseconds / 1000

    def set_viewport_size(self, size: dict[str, int]) -> None:
        """So many pixels for the page itself."""
        driver = self.driver
        driver.set_window_size(size["width"], size["height"])
        inner = driver.execute_script("return [innerWidth, innerHeight]")
        driver.set_window_size(2 * size["width"] - inner[0], 2 * size["height"] - inner[1])
        # Without a window manager keys go to the window under the pointer, which stands in the middle of the screen.
        driver.set_window_position(max(0, 800 - size["width"] // 2), max(0, 600 - size["height"] // 2))

    def close(self) -> None:
        """Close this window."""
        self.driver.close()
        self.context.pages.remove(self)
        if self.context.pages:
            self.context.driver.switch_to.window(self.context.pages[0].handle)

    def __getattr__(self, name: str) -> Any:
        if hasattr(Locator, name):  # page.click(selector) is page.locator(selector).click()
            return lambda selector, *more, **named: getattr(self.locator(selector), name)(*more, **named)
        return cannot(f"page.{name}")

    def locator(self, selector: str, **more: Any) -> Locator:
        """Elements by selector."""
        return Locator(self, steps_of(selector, **more))

    def get_by_role(self, role: str, name: str = "", exact: bool = False) -> Locator:
        """Elements of a role, by a part of their name or the whole of it."""
        return Locator(self, [{"role": role, "name": name, "exact": exact}])

    def get_by_text(self, text: str) -> Locator:
        """Elements that hold a text."""
        return Locator(self, [{"text": text}])

    def goto(self, address: str) -> Any:
        """Open an address; what it returns knows the status."""
        self.driver.get(address)
        self.settle()
        return SimpleNamespace(status=self.evaluate(ANSWERED))

    def settle(self) -> None:
        """Wait until the page's scripts have run; WebKitGTK's driver may come back before they have."""
        # The finder on reading pages waits for a first sign of interest.
        made = "!document.querySelector('body :not(:defined):not(mishap-finder)')"
        ready = f"document.readyState === 'complete' && {made}"
        with suppress(PageError):  # where script is what a test breaks, nothing more will be defined
            wait_until(lambda: self.evaluate(ready), "the page's scripts", 30)

    def reload(self) -> None:
        """Open it again."""
        self.driver.refresh()
        self.settle()

    def go_back(self, wait_until: str = "load") -> None:
        """One page back."""
        self.driver.back()
        if wait_until == "load":
            self.settle()

    @property
    def url(self) -> str:
        """The address as it stands."""
        return str(self.driver.current_url)

    def title(self) -> str:
        """The title as it stands."""
        return str(self.driver.title)

    def call(self, body: str, argument: Any = None) -> Any:
        """Run the body of a function with `given` set, and wait for what it returns."""
        answer = json.loads(self.driver.execute_async_script(CALL.replace("BODY", body), json.dumps(argument)))
        if "error" in answer:
            raise PageError(answer["error"])
        return answer.get("value")

    def evaluate(self, source: str, argument: Any = None) -> Any:
        """Run an expression, a function or a whole script."""
        return self.call(f"return {value_of(source)};", argument)

    def wait_for_function(self, source: str, arg: Any = None, timeout: float = 0) -> None:
        """Wait until a condition holds."""
        # An element would cross as an empty object, which counts as nothing here.
        body = f"return Boolean(await {value_of(source)});"
        wait_until(lambda: self.call(body, arg), source, timeout / 1000 or self.patience)

    def wait_for_selector(self, selector: str, state: str = "visible", timeout: float = 0) -> None:
        """Wait until an element can be seen."""
        self.locator(selector).wait_for(state, timeout)

    def wait_for_url(self, pattern: str) -> None:
        """Wait until the address looks like this."""
        wait_until(lambda: fnmatch(self.url, pattern), pattern, self.patience)

    def wait_for_load_state(self, state: str = "load") -> None:
        """Wait until the page has come, and for `networkidle` until half a second went by without a request."""
        self.settle()
        if state == "networkidle":
            proxy = self.context.watched()
            before = -1
            while before != len(proxy.requests):
                before = len(proxy.requests)
                time.sleep(0.5)

    def wait_for_timeout(self, milliseconds: float) -> None:
        """Let time pass, where the thing to be seen is that nothing happens."""
        time.sleep(milliseconds / 1000)

    def requested(self) -> list[str]:
        """What was asked for on behalf of its profile, by pages and workers."""
        return list(self.context.watched().requests)


def value_of(source: str) -> str:
    """Script for what an expression, a function of `given` or a whole script comes to."""
    expression = source.rstrip().rstrip(";")
    return f"((it) => typeof it === 'function' ? it(given) : it)({expression}\n)"
