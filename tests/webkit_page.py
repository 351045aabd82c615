"""WebKitGTK behind the part of Playwright's page that our browser tests use, so that the same tests run in it.

Playwright drives WebKit only in a build of its own. The browser a package manager installs speaks WebDriver, so this
translates. What WebDriver cannot do (hold back a request, pretend a print) skips the test in plain words.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from fnmatch import fnmatch
from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from webkit_locator import Locator, PageError, cannot, steps_of, wait_until

KEYS = {"Control": Keys.CONTROL, "Shift": Keys.SHIFT, "Alt": Keys.ALT, "Meta": Keys.META, "Tab": Keys.TAB}
KEYS |= {"Enter": Keys.ENTER, "Escape": Keys.ESCAPE, "Space": Keys.SPACE, "Backspace": Keys.BACKSPACE}
KEYS |= {"Delete": Keys.DELETE, "Home": Keys.HOME, "End": Keys.END}
KEYS |= {f"Arrow{name.title()}": getattr(Keys, f"ARROW_{name}") for name in ("UP", "DOWN", "LEFT", "RIGHT")}
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
        actions = ActionChains(self.driver)
        for one in held:
            actions.key_down(KEYS[one])
        actions.send_keys(KEYS.get(last, last))
        for one in reversed(held):
            actions.key_up(KEYS[one])
        actions.perform()

    def type(self, text: str) -> None:
        """Key by key."""
        ActionChains(self.driver).send_keys(text).perform()


class WebKitPage:
    """One window."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.keyboard = Keyboard(driver)

    def __getattr__(self, name: str) -> Any:
        if hasattr(Locator, name):  # page.click(selector) is page.locator(selector).click()
            return lambda selector, *more, **named: getattr(self.locator(selector), name)(*more, **named)
        return cannot(f"page.{name}")

    def locator(self, selector: str, **more: Any) -> Locator:
        """Elements by selector."""
        return Locator(self, steps_of(selector, **more))

    def get_by_role(self, role: str, name: str = "") -> Locator:
        """Elements of a role."""
        return Locator(self, [{"role": role, "name": name}])

    def get_by_text(self, text: str) -> Locator:
        """Elements that hold a text."""
        return Locator(self, [{"text": text}])

    def goto(self, address: str) -> None:
        """Open an address."""
        self.driver.get(address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page's scripts have run; WebKitGTK's driver may come back before they have."""
        ready = "document.readyState === 'complete' && !document.querySelector('body :not(:defined)')"
        with suppress(PageError):  # where script is what a test breaks, nothing more will be defined
            wait_until(lambda: self.evaluate(ready), "the page's scripts", 30)

    def reload(self) -> None:
        """Open it again."""
        self.driver.refresh()
        self.settle()

    def go_back(self) -> None:
        """One page back."""
        self.driver.back()

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
        expression = source.rstrip().rstrip(";")
        return self.call(f"const it = ({expression}\n); return typeof it === 'function' ? it(given) : it;", argument)

    def wait_for_function(self, source: str, arg: Any = None) -> None:
        """Wait until a condition holds."""
        wait_until(lambda: self.evaluate(source, arg), source)

    def wait_for_selector(self, selector: str, state: str = "visible") -> None:
        """Wait until an element can be seen."""
        self.locator(selector).wait_for(state)

    def wait_for_url(self, pattern: str) -> None:
        """Wait until the address looks like this."""
        wait_until(lambda: fnmatch(self.url, pattern), pattern)

    def wait_for_timeout(self, milliseconds: float) -> None:
        """Let time pass, where the thing to be seen is that nothing happens."""
        time.sleep(milliseconds / 1000)

    def requested(self) -> list[str]:
        """What the page has asked for since it was opened, without its workers."""
        names: list[str] = self.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        return [self.url, *names]
