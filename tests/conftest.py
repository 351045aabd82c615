"""What several test files share: the built site served on this machine, and a browser that watches every request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from engines import ENGINES, LAUNCH
from serve import make_server

ROOT = Path(__file__).resolve().parent.parent
LOCAL_SCHEMES = {"blob", "data", "about"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which engine the browser tests run in."""
    parser.addoption("--engine", choices=ENGINES, default="chromium", help="the engine of the browser tests")


@pytest.fixture(scope="session")
def site_folder() -> Path:
    """The built site. `make test` builds it; a bare pytest run needs `make build` first."""
    folder = ROOT / "site"
    if not (folder / "index.html").exists():
        pytest.fail("there is no built site: run `make build` first")
    return folder


@pytest.fixture(scope="session")
def site_url(site_folder: Path) -> Iterator[str]:
    """The site under its sub-path, on a free port of the loopback address."""
    server = make_server(site_folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/second-take/"
    server.shutdown()


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """The engine that the browser tests of this run are about."""
    return str(request.config.getoption("--engine"))


@pytest.fixture(scope="session")
def browser(engine: str) -> Iterator[Any]:
    """One browser of that engine for all browser tests of this process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, LAUNCH[engine](playwright) as launched:
        yield launched


@pytest.fixture
def chromium(engine: str, request: pytest.FixtureRequest) -> Any:
    """The same browser, for tests that need what only Chromium's driver can do."""
    if engine != "chromium":
        pytest.skip("this test drives Chromium by what only Chromium has")
    return request.getfixturevalue("browser")


@pytest.fixture
def lasting_caches(engine: str) -> None:
    """For tests of what a browser keeps in its cache storage from one page to the next."""
    if engine == "webkit":
        pytest.skip("WebKitGTK's driver opens a private window, whose cache storage ends with the page")


class Recorder:
    """Every request, uncaught error and console error of the pages it watches."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.heard: list[str] = []
        self.errors: list[str] = []
        self.asked: list[Any] = []

    @property
    def requests(self) -> list[str]:
        """Every request so far. WebKitGTK's driver tells of none, so there a proxy does."""
        return [*self.heard, *(url for page in self.asked for url in page.requested())]

    def watch(self, page: Any) -> None:
        """Listen to a page before it goes anywhere. The context's own events include its workers' requests."""
        if hasattr(page, "requested"):
            self.asked.append(page)
            return
        page.context.on("request", lambda request: self.heard.append(request.url))
        page.on("websocket", lambda socket: self.heard.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def foreign(self) -> list[str]:
        """Requests that went anywhere but to the site itself."""
        return [url for url in self.requests if not self.is_own(url)]

    def is_own(self, url: str) -> bool:
        """True for the site's own origin and for addresses that never leave the browser."""
        parts = urlsplit(url)
        return parts.scheme in LOCAL_SCHEMES or f"{parts.scheme}://{parts.netloc}" == self.origin


@pytest.fixture
def recorder(site_url: str) -> Recorder:
    """What the pages of this test asked for."""
    parts = urlsplit(site_url)
    return Recorder(f"{parts.scheme}://{parts.netloc}")


@pytest.fixture
def open_page(engine: str, browser: Any, site_url: str, recorder: Recorder) -> Iterator[Callable[..., Any]]:
    """Open a page of the site in a fresh profile: open_page("composer/", width=390).

    Further keyword arguments go to Playwright's new_context. `before` is called with the page before it loads.
    At the end the test fails if any request went to another origin, or if an error was not caught.
    """
    contexts: list[Any] = []

    def opened(
        path: str = "", width: int = 1280, height: int = 900, before: Callable[[Any], None] | None = None, **more: Any
    ) -> Any:
        # A tool page keeps an offline copy of the whole site, which only its own tests need to wait for.
        if engine != "firefox":  # its driver cannot
            more.setdefault("service_workers", "block")
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        recorder.watch(page)
        if before is not None:
            before(page)
        page.goto(site_url + path)
        return page

    yield opened
    try:
        foreign = recorder.foreign()
    finally:
        for context in contexts:
            context.close()
    assert foreign == [], "requests left the site's own origin"
    assert recorder.errors == [], "errors that no script caught"
