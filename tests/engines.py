"""The three browser engines behind one way of opening a page: `pytest -m browser --engine firefox`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from find_browsers import PACKAGES, find_firefox, find_webkit
from find_chromium import FLAGS, find_chromium

ENGINES = ("chromium", "firefox", "webkit")
RELAY = Path(__file__).resolve().parent.parent / "scripts" / "firefox_relay.py"
DARK: dict[str, int] = {"layout.css.prefers-color-scheme.content-override": 0, "ui.systemUsesDarkTheme": 1}
LIGHT = {"layout.css.prefers-color-scheme.content-override": 1}
# Nothing of the browser's own may go out during a test, and WebRTC may reach the test's own listener.
QUIET = {
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#nowhere/v1",
    "media.peerconnection.ice.loopback": True,
}
FIREFOX_CANNOT = {"forced_colors": "pretend forced colours", "java_script_enabled": "switch script off"}


@contextmanager
def chromium_browser(playwright: Any) -> Iterator[Any]:
    """A headless Chromium."""
    path = find_chromium()
    if path is None:
        pytest.fail("there is no Chromium: run scripts/find_chromium.py --install, or set SECONDTAKE_CHROMIUM")
    browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    yield browser
    browser.close()


class Firefox:
    """A headless Firefox for each colour scheme asked for: it can pretend one only from its start."""

    def __init__(self, playwright: Any, path: str) -> None:
        self.playwright = playwright
        self.path = path
        self.running: dict[str, Any] = {}

    def new_context(self, color_scheme: str = "light", permissions: object = None, **more: Any) -> Any:
        """A fresh profile; what this Firefox cannot pretend skips the test."""
        for name in FIREFOX_CANNOT.keys() & more.keys():
            pytest.skip(f"Firefox's driver cannot {FIREFOX_CANNOT[name]}")
        if permissions:
            pytest.skip("Firefox's driver cannot let a page read the clipboard")
        if color_scheme not in self.running:
            self.running[color_scheme] = self.launch(DARK if color_scheme == "dark" else LIGHT)
        return without_print(self.running[color_scheme].new_context(**more))

    def launch(self, colours: dict[str, int]) -> Any:
        """Start it behind the relay; see scripts/firefox_relay.py."""
        tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return self.playwright.firefox.launch(
            channel="moz-firefox",
            executable_path=str(RELAY),
            env={**os.environ, "SECONDTAKE_FIREFOX": self.path, "PATH": tools},
            firefox_user_prefs={**QUIET, **colours},
            timeout=180_000,
        )

    def close(self) -> None:
        """End what was started."""
        for browser in self.running.values():
            browser.close()


def without_print(context: Any) -> Any:
    """A context whose pages skip a test that wants the print view: Firefox's driver would show the screen instead."""
    make = context.new_page

    def new_page() -> Any:
        page = make()
        page.emulate_media = lambda **_: pytest.skip("Firefox's driver cannot pretend a print")
        return page

    context.new_page = new_page
    return context


@contextmanager
def firefox_browser(playwright: Any) -> Iterator[Any]:
    """Firefox, or a skip."""
    path = find_firefox()
    if path is None:
        pytest.skip(f"Firefox is not installed: {PACKAGES['firefox'][0]}, or set SECONDTAKE_FIREFOX")
    browser = Firefox(playwright, path)
    yield browser
    browser.close()


@contextmanager
def webkit_browser(_: Any) -> Iterator[Any]:
    """WebKitGTK, or a skip. Playwright has no part in it."""
    from webkit_session import WebKit, screen

    found = find_webkit()
    if found is None:
        pytest.skip(f"WebKitGTK is not installed: {' '.join(PACKAGES['webkit'])}")
    with screen():
        browser = WebKit(*found)
        yield browser
        browser.close()


LAUNCH = {"chromium": chromium_browser, "firefox": firefox_browser, "webkit": webkit_browser}
