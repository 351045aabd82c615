"""What search engines and people who share a link get: titles, addresses, cards, data, the list of pages."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from secondtake.load import content

CARD = (1200, 630)


class Head(HTMLParser):
    """What a page says about itself, its links and the places on it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.meta: dict[str, str] = {}
        self.canonical = ""
        self.links: list[str] = []
        self.places: set[str] = set()
        self.data: list[Any] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.places.update(value for name, value in found.items() if name in {"id", "name"})
        if tag == "meta":
            self.meta[found.get("property") or found.get("name") or ""] = found.get("content", "")
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "title" and not self.title:
            self._inside = "title"
        if tag == "script" and found.get("type") == "application/ld+json":
            self._inside = "data"

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        if self._inside == "data":
            self.data.append(json.loads(data))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


@cache
def head(path: Path) -> Head:
    found = Head()
    found.feed(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def published(site_folder: Path) -> dict[str, Path]:
    """Every page but the one for wrong addresses, by its place under the site's address."""
    pages = {path.parent.relative_to(site_folder).as_posix(): path for path in site_folder.rglob("index.html")}
    assert len(pages) > 100
    return {"" if place == "." else f"{place}/": path for place, path in pages.items()}


@pytest.fixture
def home(site_folder: Path) -> str:
    return head(site_folder / "index.html").canonical


def test_every_page_has_a_title_and_a_description_of_its_own(published: dict[str, Path]) -> None:
    heads = {place: head(path) for place, path in published.items()}
    for part in ([one.title for one in heads.values()], [one.meta["description"] for one in heads.values()]):
        assert sorted({text for text in part if part.count(text) > 1}) == []
    unfit = [place for place, one in heads.items() if not 50 <= len(one.meta["description"]) <= 160]
    assert unfit == []


def test_every_page_names_its_own_address(published: dict[str, Path], home: str) -> None:
    assert {place: head(path).canonical for place, path in published.items()} == {p: f"{home}{p}" for p in published}


def test_every_page_carries_a_card_that_says_what_the_page_says(
    published: dict[str, Path], home: str, site_folder: Path
) -> None:
    for place, path in published.items():
        one = head(path)
        assert one.title.startswith(one.meta["og:title"]), place
        assert one.meta["og:description"] == one.meta["description"], place
        assert one.meta["og:url"] == one.canonical, place
        assert one.meta["twitter:card"] == "summary_large_image", place
        assert one.meta["og:image"].startswith(home), place
        assert (site_folder / one.meta["og:image"].removeprefix(home)).is_file(), place


def test_the_card_has_the_size_that_the_pages_state(site_folder: Path) -> None:
    picture = (site_folder / "assets" / "second-take" / "card.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == CARD
    stated = head(site_folder / "index.html").meta
    assert (int(stated["og:image:width"]), int(stated["og:image:height"])) == CARD


def test_every_page_describes_itself_in_data_and_advice_says_when_it_was_checked(
    published: dict[str, Path], home: str
) -> None:
    for place, path in published.items():
        one = head(path)
        assert len(one.data) == 1, place
        (about,) = one.data
        assert about["@context"] == "https://schema.org"
        assert (about["url"], about["description"]) == (one.canonical, one.meta["description"]), place
        advice = re.fullmatch(r"(mishaps|guide)/[a-z-]+/", place)
        assert about["@type"] == ("WebSite" if place == "" else "Article" if advice else "WebPage"), place
        if advice:
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", about["dateModified"]), place
            assert about["headline"] == about["name"]
            assert len(about["headline"]) <= 110, place


def internal(published: dict[str, Path], home: str) -> Iterator[tuple[str, str]]:
    for place, path in published.items():
        for link in head(path).links:
            target = urljoin(home + place, link)
            if target.startswith(home) and not link.startswith("#__"):
                yield place, target


def test_every_link_inside_the_site_and_its_anchor_lead_somewhere(
    published: dict[str, Path], home: str, site_folder: Path
) -> None:
    broken = []
    for place, target in internal(published, home):
        parts = urlsplit(target)
        there = parts._replace(query="", fragment="").geturl().removeprefix(home)
        known = there in published or (site_folder / there).is_file()
        if not known or (parts.fragment and there in published and parts.fragment not in head(published[there]).places):
            broken.append(f"{place} -> {target}")
    assert broken == []


def test_no_page_but_the_one_for_wrong_addresses_can_only_be_reached_by_searching(
    published: dict[str, Path], home: str
) -> None:
    linked = {urlsplit(target).path for place, target in internal(published, home)}
    assert [place for place in published if urlsplit(home + place).path not in linked] == []


def test_the_sitemap_lists_every_page_once_and_nothing_else(
    published: dict[str, Path], home: str, site_folder: Path
) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", (site_folder / "sitemap.xml").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(f"{home}{place}" for place in published)


def test_robots_may_read_everything_and_are_told_where_the_sitemap_is(home: str, site_folder: Path) -> None:
    lines = (site_folder / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {home}sitemap.xml" in lines
    assert not [line for line in lines if line.startswith("Disallow")]


def test_the_page_for_wrong_addresses_searches_and_stays_out_of_search_engines(site_folder: Path) -> None:
    one = head(site_folder / "404.html")
    assert one.meta["robots"] == "noindex"
    assert one.canonical == ""
    assert "find-mishap" in one.places
    assert all(urlsplit(link).path.startswith("/") for link in one.links if not link.startswith("#"))


def test_every_mishap_leads_to_the_one_before_and_after_it_in_its_group(
    published: dict[str, Path], home: str
) -> None:
    groups: dict[str, list[tuple[int, str]]] = {}
    for entry in content().mishaps.values():
        groups.setdefault(entry.group, []).append((int(entry.code[1:]), entry.id))
    for members in groups.values():
        ordered = [name for _, name in sorted(members)]
        for one, other in pairwise(ordered):
            for start, end in ((one, other), (other, one)):
                place = f"mishaps/{start}/"
                links = {urljoin(home + place, link) for link in head(published[place]).links}
                assert f"{home}mishaps/{end}/" in links, (start, end)


def test_every_tagged_page_stands_under_its_topic(published: dict[str, Path], home: str) -> None:
    links = {urljoin(f"{home}tags/", link) for link in head(published["tags/"]).links}
    advice = [place for place in published if re.fullmatch(r"(mishaps|guide)/[a-z-]+/", place)]
    assert [place for place in advice if home + place not in links] == []
