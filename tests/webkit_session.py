"""WebKitGTK's MiniBrowser, started and ended: one session is one profile."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from webkit_locator import cannot
from webkit_page import WebKitPage
from webkit_proxy import Proxy

STARTS = 3
START_WITHIN = 60.0  # seconds
# MiniBrowser's tool bar keeps its window at 450 pixels or more, so it is shrunk to nothing.
NO_TOOL_BAR = """window * { min-width: 0; }
toolbar, toolbar *, headerbar, headerbar *, entry, button { font-size: 1px; min-width: 0; min-height: 0; padding: 0;
  margin: 0; border-width: 0; -gtk-icon-transform: scale(0); }
"""


class WebKitContext:
    """One session of WebKitGTK, which is a profile of its own."""

    def __init__(self, driver: Any, viewport: dict[str, int], proxy: Proxy | None) -> None:
        self.driver = driver
        self.viewport = viewport
        self.proxy = proxy
        self.pages: list[WebKitPage] = []
        driver.set_script_timeout(180)
        driver.set_page_load_timeout(180)

    def __getattr__(self, name: str) -> Any:
        return cannot(f"context.{name}")

    def new_page(self) -> WebKitPage:
        """A page of this profile: its first window, or a further one."""
        if self.pages:
            self.driver.switch_to.new_window("window")
        page = WebKitPage(self, self.driver.current_window_handle)
        page.set_viewport_size(self.viewport)
        self.pages.append(page)
        return page

    def watched(self) -> Proxy:
        """What stands between this profile and the site; without it a test is left out."""
        return self.proxy or cannot("touch a request without standing in between")

    def route(self, pattern: str, handle: Callable[[Any], Any]) -> None:
        """Give the requests for these addresses to a test."""
        self.watched().routes.append((pattern, handle))

    def unroute(self, pattern: str) -> None:
        """Give them to the site again."""
        self.watched().routes[:] = [one for one in self.watched().routes if one[0] != pattern]

    def set_offline(self, offline: bool) -> None:
        """Let every request fail, or none. The browser does not know of it, so its pages are sent the event."""
        self.watched().offline = offline
        for page in self.pages:
            page.evaluate("(name) => { dispatchEvent(new Event(name)); }", "offline" if offline else "online")

    def add_init_script(self, script: str) -> None:
        """Run this before any script of a page opened from now on."""
        self.watched().scripts.append(script)

    def set_default_timeout(self, milliseconds: float) -> None:
        """How long every page of this profile waits for what it is asked to see."""
        for page in self.pages:
            page.set_default_timeout(milliseconds)

    def close(self) -> None:
        """End the session."""
        with suppress(Exception):
            self.driver.quit()
        if self.proxy:
            self.proxy.close()


class WebKit:
    """WebKitGTK's MiniBrowser, a fresh one for each context."""

    def __init__(self, driver: str, browser: str) -> None:
        self.driver = driver
        self.browser = browser
        self.settings = tempfile.TemporaryDirectory()

    def new_context(
        self,
        viewport: dict[str, int] | None = None,
        color_scheme: str = "light",
        service_workers: str = "",
        reduced_motion: str = "no-preference",
        **more: Any,
    ) -> WebKitContext:
        """A fresh profile. What WebDriver cannot pretend skips the test.

        Where it is said whether service workers may start ("allow" or "block"), a proxy stands between it and the site.
        """
        for name in more:
            cannot(name.replace("_", " "))
        proxy = Proxy(service_workers == "allow") if service_workers else None
        driver = self.start(color_scheme, self.desktop(reduced_motion == "reduce"), proxy)
        return WebKitContext(driver, viewport or {"width": 1280, "height": 900}, proxy)

    def desktop(self, still: bool) -> str:
        """The folder of a desktop's settings: nothing of the browser around the page, and motion or none."""
        folder = Path(self.settings.name) / ("still" if still else "moving") / "gtk-3.0"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "gtk.css").write_text(NO_TOOL_BAR, encoding="utf-8")
        (folder / "settings.ini").write_text(f"[Settings]\ngtk-enable-animations={int(not still)}\n", encoding="utf-8")
        return str(folder.parent)

    def start(self, color_scheme: str, desktop: str, proxy: Proxy | None) -> Any:
        """A driver with its browser. It runs without its sandbox, because containers and root have none."""
        options = Options()
        options.binary_location = self.browser
        options.add_argument("--automation")
        if proxy:
            options.set_capability("proxy", proxy.capability())
        env = {**os.environ, "XDG_CONFIG_HOME": desktop, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        env["GTK_THEME"] = "Adwaita:dark" if color_scheme == "dark" else "Adwaita"
        return begun(options, lambda: Service(self.driver, env=env))

    def close(self) -> None:
        """Take its settings away."""
        self.settings.cleanup()


def begun(options: Options, service: Callable[[], Service]) -> Any:
    """A session. On a busy machine the browser may end while it starts; its driver then waits for it without end."""
    for _ in range(STARTS):
        driver = service()
        ended = Timer(START_WITHIN, lambda one=driver: one.process.kill())
        ended.start()
        try:
            return WebKitGTK(options=options, service=driver)
        except Exception as error:
            failed = error
            driver.stop()
        finally:
            ended.cancel()
    raise failed


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
