"""WebKitGTK's MiniBrowser, started and ended: one session is one profile with one page."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from webkit_locator import cannot
from webkit_page import WebKitPage

NARROWEST = 390  # the window has a tool bar that keeps it at about 450 pixels


class WebKitContext:
    """One session of WebKitGTK, which is a profile of its own, with one page."""

    def __init__(self, driver: Any, viewport: dict[str, int]) -> None:
        self.driver = driver
        driver.set_script_timeout(180)
        driver.set_page_load_timeout(180)
        width, height = driver.execute_script("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        driver.set_window_size(viewport["width"] + width, viewport["height"] + height)

    def __getattr__(self, name: str) -> Any:
        return cannot(f"context.{name}")

    def new_page(self) -> WebKitPage:
        """Its page."""
        return WebKitPage(self.driver)

    def close(self) -> None:
        """End the session."""
        with suppress(Exception):
            self.driver.quit()


class WebKit:
    """WebKitGTK's MiniBrowser, a fresh one for each context."""

    def __init__(self, driver: str, browser: str) -> None:
        self.driver = driver
        self.browser = browser

    def new_context(self, viewport: dict[str, int] | None = None, color_scheme: str = "light", **more: Any) -> Any:
        """A fresh profile. What WebDriver cannot pretend skips the test."""
        for name in more:
            cannot(name.replace("_", " "))
        viewport = viewport or {"width": 1280, "height": 900}
        if viewport["width"] < NARROWEST:
            cannot(f"a window narrower than {NARROWEST} pixels")
        return WebKitContext(self.start(color_scheme), viewport)

    def start(self, color_scheme: str) -> Any:
        """A driver with its browser. It runs without its sandbox, because containers and root have none."""
        options = Options()
        options.binary_location = self.browser
        options.add_argument("--automation")
        theme = "Adwaita:dark" if color_scheme == "dark" else "Adwaita"
        env = {**os.environ, "GTK_THEME": theme, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        return WebKitGTK(options=options, service=Service(self.driver, env=env))


@contextmanager
def screen() -> Iterator[None]:
    """A screen that nobody sees, unless there is one."""
    if os.environ.get("DISPLAY"):
        yield
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        os.environ["DISPLAY"] = f":{server.stdout.readline().strip()}"
        try:
            yield
        finally:
            del os.environ["DISPLAY"]
            server.terminate()
