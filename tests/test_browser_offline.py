"""The offline copy: what it holds, what it never holds, how it changes, and how it goes away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from published_site import PublishedSite

pytestmark = pytest.mark.browser

PATIENT = 120_000  # ms: the machine may be busy
ANSWER = "I would start from the cost of one crate. At Cobalt Foods I priced 40 lines that way."
KEPT = "() => document.querySelector('offline-copy [data-do=\"remove\"]')?.hidden === false"
NOT_KEPT = "() => document.querySelector('offline-copy [data-do=\"keep\"]')?.hidden === false"
OFFER = '[data-new-version] [data-say="{}"]'
UPDATE = "async () => { const r = await navigator.serviceWorker.getRegistration(); await r.update(); }"
OPEN = Callable[..., Any]
SITE = Callable[..., PublishedSite]


@pytest.fixture
def published(site_folder: Path, tmp_path: Path) -> Iterator[SITE]:
    """Publish a copy of the built site and serve it; every server is ended afterwards."""
    sites: list[PublishedSite] = []

    def publish(base: str = "/second-take/", before: Callable[[PublishedSite], None] | None = None) -> PublishedSite:
        site = PublishedSite(site_folder, tmp_path / f"site{len(sites)}", base)
        sites.append(site)
        if before is not None:
            before(site)
        site.start()
        return site

    yield publish
    for site in sites:
        site.kill()


@pytest.fixture
def browse(browser: Any, lasting_caches: None) -> Iterator[OPEN]:
    """Open a page in a fresh profile, service workers allowed; further pages come from page.context."""
    contexts: list[Any] = []

    def opened(address: str, before: Callable[[Any], None] | None = None, **more: Any) -> Any:
        context = browser.new_context(**more)
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


def kept(page: Any) -> Any:
    """Wait until the page says that a copy is kept, which happens by itself once the engine is there."""
    page.wait_for_function(KEPT)
    return page


def from_the_copy(page: Any) -> bool:
    """Whether the page came in good order and its service worker is the one to ask."""
    status = "performance.getEntriesByType('navigation')[0].responseStatus"
    return bool(page.evaluate(f"() => {status} === 200 && navigator.serviceWorker.controller !== null"))


def choose(page: Any, words: str = "rambled") -> None:
    page.fill("#pick-mishap", words)
    page.click('[data-part="matches"] button >> nth=0')


def write(page: Any, answer: str = ANSWER) -> None:
    """Choose a slip and give an answer."""
    choose(page)
    page.fill('[name="evidence[0].answer"]', answer)


def letter_holds(page: Any, text: str = ANSWER) -> None:
    page.wait_for_function("text => document.querySelector('.st-letter')?.textContent.includes(text)", arg=text)


def until(page: Any, condition: str) -> None:
    """Wait for a condition that has to be awaited itself; wait_for_function takes any promise for a yes."""
    script = """async (patience) => {
      const condition = CONDITION;
      for (const end = Date.now() + patience; Date.now() < end; await new Promise((go) => setTimeout(go, 200))) {
        if (await condition()) return true;
      }
      return false;
    }"""
    assert page.evaluate(script.replace("CONDITION", condition), PATIENT), condition


def caches_of(page: Any) -> list[str]:
    names: list[str] = page.evaluate("() => caches.keys()")
    return [name for name in names if name != "second-take-snapshot"]  # the engine's own, of which snapshot.js knows


def offered(page: Any, name: str = "offer") -> Any:
    page.wait_for_selector(OFFER.format(name))
    return page.locator(OFFER.format(name))


def new_version(site: PublishedSite, word: str = "Second Take, revised") -> str:
    """Publish the site with one changed page; returns what its footers say."""
    site.edit("care/index.html", lambda text: text.replace("<h1", f"<p>{word}</p><h1", 1))
    return site.publish("9.9.9")


def test_after_one_visit_to_a_tool_page_everything_works_with_the_server_gone(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    site.kill()
    listed = json.loads((site.folder / "build.json").read_text(encoding="utf-8"))["files"]
    wanted = (".html", ".js", ".css", ".mjs", ".wasm", ".zip")
    names = [name for name in listed if name.endswith(wanted) and not re.search("-plain-|service-worker", name)]
    assert len(names) > 190
    addresses = [site.url + name.removesuffix("index.html") for name in names]
    lost = "async (all) => (await Promise.all(all.map((a) => caches.match(a)))).map((one) => Boolean(one))"
    assert set(page.evaluate(lost, addresses)) == {True}
    for path in ("", "composer/?mishap=rambled", "checklist/", "mishaps/rambled/", "guide/first-hour/", "evidence/"):
        page.goto(site.url + path)
        assert from_the_copy(page), path
        assert page.locator("h1").first.is_visible()
    page.goto(site.url + "composer/")
    page.fill('[name="evidence[0].answer"]', ANSWER)
    letter_holds(page)
    page.goto(site.url + "letter-check/")
    page.fill("#letter-text", "Dear Ms Costa,\n\nI am desperate for this job.\n\nSam")
    page.wait_for_selector(".st-finding")


def test_search_works_with_the_server_gone(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    site.kill()
    page.goto(site.url + "guide/first-hour/")
    box = page.locator('[data-md-component="search-query"]')
    box.click()
    box.press_sequentially("panel", delay=20)
    page.wait_for_selector(".md-search-result__item a")
    assert page.locator(".md-search-result__item a").count() > 2


def test_an_unknown_address_offline_gets_the_sites_own_page_for_that(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    site.kill()
    answer = page.goto(site.url + "no-such-page/")
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "That page is not here"


def test_an_address_without_its_slash_leads_to_the_one_with_it(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    site.kill()
    for path in ("composer", "mishaps/rambled"):
        answer = page.goto(f"{site.url}{path}?mishap=rambled")
        before = answer.request.redirected_from
        assert before is not None and before.response().status == 301
        assert page.url.split("?")[0] == f"{site.url}{path}/"
    page.goto(site.url + "composer/index.html")
    assert page.locator("letter-composer").count() == 1


def test_pages_from_the_copy_carry_their_own_policy_as_a_header_too(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    for path in ("composer/", "mishaps/rambled/"):
        headers = page.goto(site.url + path).headers
        meta = page.locator('meta[http-equiv="content-security-policy"]').get_attribute("content")
        assert headers["content-security-policy"] == f"{meta}; frame-ancestors 'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "microphone=()" in headers["permissions-policy"]


def test_the_service_worker_started_as_an_ordinary_worker_stops_at_once(published: SITE, browse: OPEN) -> None:
    site = published()
    page = browse(site.url + "composer/", before=lambda page: page.route("**/offline.js", lambda route: route.abort()))
    ran = page.evaluate(
        """(address) => new Promise((done) => {
          const policy = trustedTypes.createPolicy("offline", { createScriptURL: (url) => url });
          const worker = new Worker(policy.createScriptURL(address));
          worker.onerror = (event) => done(event.message ?? "refused");
          worker.onmessage = () => done("it answered");
          worker.postMessage("keep");
        })""",
        site.url + "service-worker.js",
    )
    assert "only as a service worker" in ran


def test_nothing_that_is_typed_goes_into_the_copy(published: SITE, browse: OPEN) -> None:
    site = published()
    mark = "quixotic-heliotrope"
    page = kept(browse(site.url + "composer/"))
    write(page, f"{ANSWER} {mark}")
    letter_holds(page, mark)
    page.goto(f"{site.url}letter-check/?said={mark}")
    page.fill("#letter-text", f"Dear Ms Costa,\n\nThank you for the {mark}.\n\nSam")
    page.wait_for_function("() => document.querySelector('[data-part=\"jump\"]').hidden === false")
    page.goto(site.url + "")
    page.fill("#find-mishap", mark)
    held = page.evaluate(
        """async (mark) => {
          const found = [];
          let read = 0;
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const bytes = await (await cache.match(request)).arrayBuffer();
              read += 1;
              if ((request.url + new TextDecoder("latin1").decode(bytes)).includes(mark)) found.push(request.url);
            }
          }
          return [read, found];
        }""",
        mark,
    )
    assert held[0] > 190
    assert held[1] == []


def test_a_file_that_is_not_the_one_of_the_build_is_never_stored(published: SITE, browse: OPEN) -> None:
    site = published(before=lambda site: site.edit("care/index.html", lambda text: text + "<!-- other -->"))
    page = browse(site.url + "privacy/")
    page.click('offline-copy [data-do="keep"]')
    words = page.locator('offline-copy [data-say="network"]').text_content()
    page.wait_for_function(
        "words => document.querySelector('offline-copy [role=status]').textContent === words", arg=words
    )
    assert not page.evaluate("async (a) => Boolean(await caches.match(a))", site.url + "care/")
    assert page.locator('offline-copy [data-do="keep"]').is_visible()
    assert (
        page.evaluate("() => navigator.serviceWorker.getRegistration().then((found) => found?.active ?? null)") is None
    )


def test_an_update_fetches_only_what_changed_and_leaves_other_programs_caches_alone(
    published: SITE, browse: OPEN
) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    others = ["another-program-v1", "second-take/offline:/elsewhere/:abc"]
    page.evaluate("(names) => Promise.all(names.map((name) => caches.open(name)))", others)
    mark = site.mark()
    now_built = new_version(site)
    page.evaluate(UPDATE)
    page.evaluate("() => { window.same = true; }")
    offered(page).locator('[data-do="change"]').click()
    page.wait_for_function("() => window.same === undefined")
    until(page, "async () => (await caches.keys()).filter((name) => name.includes(':/second-take/:')).length === 1")
    fetched = set(site.asked_since(mark)) - {"service-worker.js", "build.json"}
    assert fetched == {"care/"}  # the footer of every other page names another build too
    assert set(others) < set(caches_of(page))
    page.goto(site.url + "care/")
    assert page.get_by_text("Second Take, revised").is_visible()
    assert page.locator(".st-build").text_content() == now_built
    site.kill()
    page.goto(site.url + "about/")
    assert page.locator(".st-build").text_content() == now_built


def test_an_update_while_someone_writes_waits_and_loses_nothing(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    write(page)
    letter_holds(page)
    page.evaluate("() => { window.same = true; }")
    new_version(site)
    page.evaluate(UPDATE)
    offer = offered(page)
    assert page.evaluate("() => window.same") is True
    assert page.input_value('[name="evidence[0].answer"]') == ANSWER
    page.fill('[name="role"]', "Store Planner")
    offer.locator('[data-do="change"]').click()
    page.wait_for_function("() => window.same === undefined")
    letter_holds(page)
    assert page.input_value('[name="role"]') == "Store Planner"


def test_a_text_that_could_not_be_kept_is_never_reloaded_away(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    write(page)
    letter_holds(page)
    new_version(site)
    page.evaluate(UPDATE)
    page.evaluate("() => { window.same = true; }")
    offered(page).locator('[data-do="change"]').click()
    offered(page, "unsaved")
    assert page.evaluate("() => window.same") is True
    letter_holds(page)


def test_while_another_tab_is_open_the_files_do_not_change_under_it(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    other = page.context.new_page()
    other.goto(site.url + "letter-check/")
    new_version(site)
    page.evaluate(UPDATE)
    offered(page).locator('[data-do="change"]').click()
    offer = offered(page, "others")
    other.goto(site.url + "care/")
    assert other.get_by_text("Second Take, revised").count() == 0
    other.close()
    page.evaluate("() => { window.same = true; }")
    offer.locator('[data-do="change"]').click()
    page.wait_for_function("() => window.same === undefined")


def test_the_offer_can_be_sent_away_and_is_made_on_reading_pages_too(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    new_version(site)
    page.goto(site.url + "guide/first-hour/")
    offer = offered(page)
    offer.locator('[data-do="not-now"]').click()
    assert offer.is_hidden()


def test_the_switch_removes_every_copy_and_the_service_worker(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    page.evaluate("() => caches.open('another-program-v1')")
    site.publish("9.9.9", off=True)
    page.goto(site.url + "guide/first-hour/")
    until(page, "async () => (await navigator.serviceWorker.getRegistration()) === undefined")
    until(page, "async () => !(await caches.keys()).some((name) => name.includes(':/second-take/:'))")
    assert caches_of(page) == ["another-program-v1"]
    assert page.goto(site.url + "composer/").status == 200
    assert not from_the_copy(page)


def test_a_copy_that_was_removed_stays_removed_until_it_is_asked_for(published: SITE, browse: OPEN) -> None:
    site = published()
    page = kept(browse(site.url + "composer/"))
    page.click('offline-copy [data-do="remove"]')
    page.wait_for_function(NOT_KEPT)
    assert page.evaluate("() => document.activeElement.dataset.do") == "keep"
    assert caches_of(page) == []
    page.reload()
    write(page)
    letter_holds(page)
    assert caches_of(page) == []
    page.goto(site.url + "privacy/")
    page.click('offline-copy [data-do="keep"]')
    kept(page)
    assert len(caches_of(page)) == 1


def test_on_a_device_that_saves_data_no_copy_is_made_unasked(published: SITE, browse: OPEN) -> None:
    site = published()
    saver = "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) });"
    page = browse(site.url + "composer/", before=lambda page: page.add_init_script(saver))
    page.click('[data-part="saving"] [data-do="load"]')
    write(page)
    letter_holds(page)
    assert page.evaluate("() => navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.click('offline-copy [data-do="keep"]')
    kept(page)


def test_a_browser_that_allows_no_copy_says_so_and_works(published: SITE, browse: OPEN) -> None:
    site = published()
    without = "delete Navigator.prototype.serviceWorker;"
    page = browse(site.url + "composer/", before=lambda page: page.add_init_script(without))
    page.click('offline-copy [data-do="keep"]')
    words = page.locator('offline-copy [data-say="unavailable"]').text_content()
    page.wait_for_function(
        "words => document.querySelector('offline-copy [role=status]').textContent === words", arg=words
    )
    write(page)
    letter_holds(page)


def test_a_copy_under_another_sub_path_keeps_to_it(published: SITE, browse: OPEN) -> None:
    def moved(site: PublishedSite) -> None:
        # The folder of that name inside the site stays where it is.
        for page in site.folder.rglob("*.html"):
            text = re.sub(r"(?<!assets)/second-take/", "/a/fork/", page.read_text(encoding="utf-8"))
            page.write_text(text, encoding="utf-8")
        site.publish("9.9.9")

    site = published(base="/a/fork/", before=moved)
    page = browse(site.url + "privacy/")
    page.click('offline-copy [data-do="keep"]')
    kept(page)
    scope = page.evaluate("() => navigator.serviceWorker.getRegistration().then((found) => found.scope)")
    assert scope == site.url
    assert caches_of(page)[0].startswith("second-take/offline:/a/fork/:")
