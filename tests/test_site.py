"""The built site: what every page carries, what none may contain, and that all links lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from finish_site import base_of, script_hashes

TOOLS = ("composer", "checklist", "letter-check")


class Reading(HTMLParser):
    """What the tests look at in one page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.headings = 0
        self.described = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(found["id"] or "")
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag in {"script", "img", "iframe"} and found.get("src"):
            self.loads.append(found["src"] or "")
        if tag == "link" and found.get("rel") in {"stylesheet", "icon", "preload"}:
            self.loads.append(found.get("href") or "")
        if tag == "label" and found.get("for"):
            self.labels.add(found["for"] or "")
        if tag in {"input", "textarea", "select"}:
            self.controls.append(found)
        self.headings += tag == "h1"
        self.described |= tag == "meta" and found.get("name") == "description" and bool(found.get("content"))


@cache
def read(page: Path) -> Reading:
    reading = Reading()
    reading.feed(page.read_text(encoding="utf-8"))
    return reading


@pytest.fixture
def pages(site_folder: Path) -> list[Path]:
    found = sorted(site_folder.rglob("*.html"))
    assert len(found) > 100
    return found


def content_policy(page: Path) -> str:
    found = re.search(
        r'<meta http-equiv="content-security-policy" content="([^"]+)">', page.read_text(encoding="utf-8")
    )
    assert found, page
    return found[1]


def test_templates_use_only_what_both_generators_understand() -> None:
    """Zensical's template language has no methods on text or tables; its own build does not block, so this does."""
    for template in sorted((Path(__file__).resolve().parent.parent / "overrides").rglob("*.html")):
        code = "".join(re.findall(r"{[%{].*?[%}]}", template.read_text(encoding="utf-8"), re.DOTALL))
        methods = set(re.findall(r"\.\w+\(", code)) - {".t("}  # the theme's own macro for its words
        assert methods == set(), template.name


def test_every_page_carries_the_policy_before_its_first_script(pages: list[Path]) -> None:
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.index("content-security-policy") < text.index("<script"), page


def test_the_policy_denies_by_default_and_has_no_unsafe_word_but_the_one_for_webassembly(pages: list[Path]) -> None:
    for page in pages:
        rule = content_policy(page)
        assert rule.startswith("default-src 'none';")
        assert re.findall(r"'[\w-]*unsafe[\w-]*'", rule) == ["'wasm-unsafe-eval'"]
        assert "require-trusted-types-for 'script'" in rule


def test_the_policy_lists_every_inline_script_of_the_page(pages: list[Path]) -> None:
    for page in pages:
        hashes = list(script_hashes(page.read_text(encoding="utf-8")))
        assert hashes, page
        assert set(hashes) <= set(content_policy(page).split()), page


def test_pages_with_a_tool_allow_no_worker_but_the_engines_own_and_the_offline_copys(site_folder: Path) -> None:
    base = base_of(site_folder)
    for name in TOOLS:
        rule = content_policy(site_folder / name / "index.html")
        assert f"worker-src blob: {base}service-worker.js;" in rule
        assert "search" not in rule


def test_other_pages_may_only_read_the_search_index_and_the_runtime(site_folder: Path) -> None:
    rule = content_policy(site_folder / "index.html")
    connects = re.search(r"connect-src ([^;]+);", rule)
    assert connects
    assert [part.rpartition("second-take/")[2] for part in connects[1].split()] == [
        "assets/runtime/",
        "search/search_index.json",
    ]


def test_no_page_loads_anything_from_elsewhere(pages: list[Path]) -> None:
    for page in pages:
        assert [load for load in read(page).loads if urlsplit(load).netloc] == [], page


def test_source_maps_and_search_languages_are_not_published(site_folder: Path) -> None:
    assert list(site_folder.rglob("*.map")) == []
    assert list(site_folder.rglob("lunr/*")) == []
    scripts = [*site_folder.rglob("*.js"), *site_folder.rglob("*.css")]
    assert [one for one in scripts if "sourceMappingURL=" in one.read_text(encoding="utf-8")[-400:]] == []


def test_no_page_asks_the_browser_to_fetch_its_neighbour(pages: list[Path]) -> None:
    assert [page for page in pages if re.search(r'rel="(next|prev)"', page.read_text(encoding="utf-8"))] == []


def test_every_page_has_one_heading_a_description_and_a_title_of_its_own(pages: list[Path]) -> None:
    titles: dict[str, Path] = {}
    for page in pages:
        title = re.search(r"<title>(.*?)</title>", page.read_text(encoding="utf-8"), re.DOTALL)
        assert title, page
        assert title[1] not in titles or page.name == "404.html", (page, titles.get(title[1]))
        titles[title[1]] = page
        assert read(page).headings == 1, page
        assert read(page).described, page


def target_of(link: str, page: Path, site: Path) -> tuple[Path, str] | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    start = site if path.startswith("/") else page.parent
    where = (start / path.removeprefix("/second-take/").lstrip("/")).resolve() if path else page
    return (where / "index.html" if where.is_dir() else where), unquote(parts.fragment)


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(pages: list[Path], site_folder: Path) -> None:
    broken = []
    for page in pages:
        for link in read(page).links:
            target = target_of(link, page, site_folder)
            if target is None or link.startswith("#__"):
                continue
            where, fragment = target
            if not where.exists() or (fragment and where.suffix == ".html" and fragment not in read(where).ids):
                broken.append(f"{page.relative_to(site_folder)} -> {link}")
    assert broken == []


def test_every_control_of_the_tools_has_a_label_or_a_name(site_folder: Path) -> None:
    for name in TOOLS:
        reading = read(site_folder / name / "index.html")
        own = [c for c in reading.controls if not (c.get("id") or "").startswith("__")]
        assert own
        unlabelled = [c for c in own if c.get("id") not in reading.labels and not c.get("aria-label")]
        assert unlabelled == [], name


def test_without_script_the_checklist_is_a_task_list_and_the_composer_points_to_sample_letters(
    site_folder: Path,
) -> None:
    checklist = (site_folder / "checklist" / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'type="checkbox" id="t-', checklist)) > 15
    composer = (site_folder / "composer" / "index.html").read_text(encoding="utf-8")
    assert "<noscript>" in composer
    assert 'href="../mishaps/"' in composer


def test_every_mishap_page_begins_with_its_verdict_and_a_letter_page_leads_to_the_composer(site_folder: Path) -> None:
    found = sorted((site_folder / "mishaps").glob("*/index.html"))
    assert len(found) > 90
    for page in found:
        text = page.read_text(encoding="utf-8")
        assert text.index("st-verdict-line") < text.index("<h2"), page
        if 'id="sample-letter"' in text:
            assert f"../../composer/?mishap={page.parent.name}" in text, page


def test_the_composer_link_carries_nothing_but_the_mishaps_id(pages: list[Path]) -> None:
    for page in pages:
        for link in read(page).links:
            if "composer/?" in link:
                assert re.fullmatch(r"[./]*composer/\?mishap=[a-z0-9-]+", link), link


def finder_of(page: Path) -> str:
    found = re.search(r'<section class="st-finder">.*?</section>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found, page
    return found[0]


def test_the_page_for_unknown_addresses_has_the_same_finder_with_addresses_from_the_top(site_folder: Path) -> None:
    copy = finder_of(site_folder / "404.html")
    assert copy.replace('"/second-take/mishaps/"', '"./"') == finder_of(site_folder / "mishaps" / "index.html")
    assert copy.count('"/second-take/mishaps/"') >= 2


def test_every_page_loads_one_style_sheet_and_the_published_ones_are_all_used(
    pages: list[Path], site_folder: Path
) -> None:
    used = set()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        sheets = re.findall(r'<link rel="stylesheet" href="[^"]*?(assets/[^"]+)">', text)
        assert len(sheets) == 1, page
        used |= {*sheets, *re.findall(r'data-styles="[^"]*?(assets/[^"]+)"', text)}
    assert {str(one.relative_to(site_folder)) for one in site_folder.rglob("*.css")} == used
