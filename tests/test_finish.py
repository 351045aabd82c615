"""What the scripts that finish a built site do to a small site of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from finish_markup import complete
from finish_site import SiteError, base_of, inspect, policy, remove_needless, stamp
from finish_weight import lighten

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><link rel="canonical" href="https://example.org/st/">'
    '<link rel="next" href="a/"><script>var x=1</script><script type="application/ld+json">{data}</script></head>'
    "<body>{body}</body></html>"
)
DATA = '{"@context":"https://schema.org","@type":"WebPage","name":"n","url":"u"}'


def small_site(folder: Path, body: str = "", data: str = DATA) -> Path:
    (folder / "index.html").write_text(PAGE.format(body=body, data=data), encoding="utf-8")
    return folder


def test_stamping_twice_gives_the_same_page(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    stamp(site)
    once = (site / "index.html").read_text(encoding="utf-8")
    stamp(site)
    assert (site / "index.html").read_text(encoding="utf-8") == once
    assert 'rel="next"' not in once


def test_the_policy_follows_the_sites_own_address(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    assert base_of(site) == "https://example.org/st/"
    assert "script-src https://example.org/st/assets/ 'wasm-unsafe-eval'" in policy(base_of(site), [], "", site)


@pytest.mark.parametrize(
    "body",
    [
        '<p onclick="x()">',
        '<p style="color:red">',
        '<a href="javascript:x()">',
        '<img src="https://other.example/x.png">',
        "<style>p{}</style>",
    ],
)
def test_a_site_with_something_the_policy_would_block_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(SiteError):
        inspect(small_site(tmp_path, body))


def test_structured_data_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    inspect(small_site(tmp_path))
    with pytest.raises(SiteError, match="cannot be read"):
        inspect(small_site(tmp_path, data="{"))


TABLE = "<table><tr><td>1</td></tr></table>"
LIGHT = (
    '<html><link rel="stylesheet" href="assets/stylesheets/a.css"><link rel="stylesheet" href="assets/b.css">'
    '<body class="kept"><script src="assets/javascripts/bundle.js"></script>'
    '<script type="module" src="assets/second-take/wake.js" data-wake="theme"></script></body></html>'
)


def test_tables_are_wrapped_once_as_the_theme_would_wrap_them(tmp_path: Path) -> None:
    site = small_site(tmp_path, TABLE)
    assert complete(site) == 1
    wrapped = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">' + TABLE + "</div></div>"
    assert wrapped in (site / "index.html").read_text(encoding="utf-8")
    assert complete(site) == 0


def test_a_page_gets_one_sheet_without_unused_rules_and_its_theme_script_is_put_off(tmp_path: Path) -> None:
    (tmp_path / "assets" / "stylesheets").mkdir(parents=True)
    (tmp_path / "assets" / "javascripts").mkdir()
    (tmp_path / "index.html").write_text(LIGHT)
    (tmp_path / "assets" / "stylesheets" / "a.css").write_text(".kept { color: red } .unused { color: red }")
    (tmp_path / "assets" / "b.css").write_text(".made-by-script { color: blue } :focus-visible { outline: solid }")
    (tmp_path / "assets" / "javascripts" / "bundle.js").write_text("element.className = 'made-by-script'")
    assert lighten(tmp_path) == 2
    text = (tmp_path / "index.html").read_text()
    found = re.search(r'href="(assets/[^"]+)">.*data-theme="[^"]+/bundle.js" data-styles="([^"]+)"', text)
    assert found
    assert (tmp_path / found[1]).read_text().strip() == ".kept{color:red}:focus-visible{outline:solid}"
    assert ".made-by-script{color:#00f}" in (tmp_path / found[2]).read_text()
    assert "<script src=" not in text
    assert lighten(tmp_path) == 0
    assert (tmp_path / "index.html").read_text() == text


def test_source_maps_and_the_comments_that_name_them_are_removed(tmp_path: Path) -> None:
    (tmp_path / "a.js.map").write_text("{}")
    (tmp_path / "a.js").write_text("var a=1;\n//# sourceMappingURL=a.js.map\n")
    assert remove_needless(tmp_path) == 1
    assert (tmp_path / "a.js").read_text() == "var a=1;\n"
