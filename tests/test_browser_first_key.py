"""From the first key on the site's own server hears nothing more: judged by its log, with and without the offline copy.

What a letter needs was wanted at the first sign of a person, which comes before a key: the engine's three files, the
words for slips and the first letters. Where they are still on their way at the first key they may arrive; nothing else
may be asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from published_site import PublishedSite

pytestmark = pytest.mark.browser

PATIENT = 120_000
ANSWER = "I would start from the cost of one crate."
SETTLED = """async () => {
  const patience = Date.now() + 120000;
  const engine = await import(new URL("../assets/second-take/engine.js", location.href).href);
  await engine.start();
  const rested = async () => (await (await caches.open("second-take-snapshot")).keys()).length > 0;
  while (!(await rested()) && Date.now() < patience) await new Promise((go) => setTimeout(go, 200));
}"""
KEPT = "() => document.querySelector('offline-copy [data-do=\"remove\"]')?.hidden === false"
# A browser looks by itself, a moment after a page has opened, whether there is a newer service worker.
BY_THE_BROWSER = {"service-worker.js"}


@pytest.fixture
def site(site_folder: Path, tmp_path: Path) -> Iterator[PublishedSite]:
    """The built site, served by a process of its own that writes down every request."""
    published = PublishedSite(site_folder, tmp_path / "site")
    published.start()
    yield published
    published.kill()


@pytest.fixture
def browse(browser: Any, lasting_caches: None) -> Iterator[Callable[..., Any]]:
    """Open a page in a fresh profile in which service workers are allowed."""
    contexts: list[Any] = []

    def opened(address: str, before: Callable[[Any], None] | None = None) -> Any:
        context = browser.new_context()
        context.set_default_timeout(PATIENT)
        contexts.append(context)
        page = context.new_page()
        if before is not None:
            before(page)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def work(page: Any) -> None:
    """A letter from the first key to the last, with everything that a person does on the way."""
    page.keyboard.type("rambled")
    page.click('[data-part="matches"] button >> nth=0')
    page.fill('[name="role"]', "Store Planner")
    page.fill('[name="interviewers[0].name"]', "Ana Costa")
    page.fill('[name="evidence[0].answer"]', ANSWER)
    page.wait_for_function("text => document.querySelector('.st-letter')?.textContent.includes(text)", arg=ANSWER)
    page.click('[data-do="another"]')
    page.wait_for_timeout(3_000)  # anything that waits for an idle moment would come now


def heard(site: PublishedSite, mark: int) -> list[str]:
    """What the server was asked since the mark, but for the browser's own look at the service worker."""
    return [path for path in site.every_since(mark) if path not in BY_THE_BROWSER]


def test_with_everything_there_the_server_hears_nothing_from_the_first_key_on(
    site: PublishedSite, browse: Callable[..., Any]
) -> None:
    page = browse(site.url + "composer/")
    page.click("#pick-mishap")
    page.wait_for_function(KEPT)
    page.evaluate(SETTLED)
    mark = site.mark()
    work(page)
    page.close()
    assert heard(site, mark) == []


def test_on_a_later_visit_served_by_the_copy_the_server_hears_nothing_from_the_first_key_on(
    site: PublishedSite, browse: Callable[..., Any]
) -> None:
    first = browse(site.url + "composer/")
    first.click("#pick-mishap")
    first.wait_for_function(KEPT)
    page = first.context.new_page()
    first.close()
    page.goto(site.url + "composer/")
    assert page.evaluate("() => Boolean(navigator.serviceWorker.controller)")
    page.click("#pick-mishap")
    mark = site.mark()
    work(page)
    page.close()
    assert heard(site, mark) == []


def test_while_the_engine_is_still_loading_only_what_was_wanted_before_may_come(
    site: PublishedSite, browse: Callable[..., Any]
) -> None:
    page = browse(site.url + "composer/", before=slowly)
    listed = json.loads((site.folder / "assets/runtime/manifest.json").read_text(encoding="utf-8"))["files"]
    engine = {f"assets/runtime/{listed[part]['name']}" for part in ("worker", "wasm", "core")}
    page.click("#pick-mishap")
    mark = site.mark()
    work(page)
    page.close()
    wanted = {*engine, *(f"assets/second-take/generated/{name}.js" for name in ("catalogue", "first-letters"))}
    assert set(heard(site, mark)) <= wanted
    assert len(heard(site, mark)) <= len(wanted) + 1  # the page reads the engine's script once more to check it


KEY_WHILE_COPYING = """async () => {
  const engine = await import(new URL("../assets/second-take/engine.js", location.href).href);
  engine.start();
  const installing = async () => (await navigator.serviceWorker.getRegistration())?.installing;
  while (!(await installing())) await new Promise((go) => setTimeout(go, 5));
  document.querySelector("#pick-mishap").dispatchEvent(new KeyboardEvent("keydown", { key: "r", bubbles: true }));
}"""


def test_a_copy_that_is_being_made_ends_at_the_first_key_and_the_next_visit_finishes_it(
    site: PublishedSite, browse: Callable[..., Any]
) -> None:
    page = browse(site.url + "composer/")
    page.evaluate(KEY_WHILE_COPYING)
    page.wait_for_timeout(2_000)  # what was on its way arrives
    mark = site.mark()
    page.wait_for_timeout(4_000)
    assert heard(site, mark) == []
    pages = list(json.loads((site.folder / "build.json").read_text(encoding="utf-8"))["files"])
    assert len(heard(site, 0)) < len(pages) / 2
    assert page.locator('offline-copy [data-do="keep"]').is_visible()
    page.reload()
    page.wait_for_function(KEPT)


def slowly(page: Any) -> None:
    """The machine arrives two seconds late, so that every key comes before it."""

    def late(route: Any) -> None:
        page.wait_for_timeout(2_000)
        route.continue_()

    page.context.route("**/assets/runtime/*.wasm", late)
