"""The look at the published site: the build as it was, a changed byte, a missing file, a file nobody built."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare_live import compare, until_same
from finish_build import MANIFEST, files_of, name_build, version, write_manifest
from serve import make_server

PAGE = '<!doctype html><title>{0}</title><a href="{1}">on</a><footer><p class="st-build"></p></footer>'
SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "compare_live.py"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A small site of three pages, a site map and a script, with its list."""
    site = tmp_path / "site"
    for name, link in (("", "one/"), ("one/", "../two%20words/"), ("two words/", "../")):
        (site / name).mkdir(parents=True, exist_ok=True)
        (site / name / "index.html").write_text(PAGE.format(name, link), encoding="utf-8")
    (site / "tool.js").write_text("export const one = 1;\n", encoding="utf-8")
    (site / "404.html").write_text(PAGE.format("lost", "/second-take/"), encoding="utf-8")
    (site / "sitemap.xml").write_text("<urlset></urlset>", encoding="utf-8")
    name_build(site, "1.2.3", "0123456789abcdef")
    write_manifest(site, "1.2.3", "0123456789abcdef")
    return site


@pytest.fixture
def live(built: Path) -> Iterator[str]:
    """That site, served."""
    server = make_server(built)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/second-take/"
    server.shutdown()


@pytest.fixture
def manifest(built: Path, tmp_path: Path) -> Path:
    """The list as the build wrote it, kept apart from what is served."""
    kept = tmp_path / "kept.json"
    kept.write_bytes((built / MANIFEST).read_bytes())
    return kept


def test_the_build_itself_has_no_differences(live: str, manifest: Path) -> None:
    assert compare(live, manifest, None) == []


def test_one_changed_byte_is_named(live: str, built: Path, manifest: Path) -> None:
    (built / "tool.js").write_text("export const one = 2;\n", encoding="utf-8")
    assert compare(live, manifest, None) == ["changed: tool.js"]


def test_a_missing_file_is_named(live: str, built: Path, manifest: Path) -> None:
    (built / "two words" / "index.html").unlink()
    assert compare(live, manifest, None) == ["missing: two words/index.html"]


def test_a_page_that_no_build_made_is_found_through_the_site_map_and_so_is_what_it_links_to(
    live: str, built: Path, manifest: Path
) -> None:
    (built / "offer").mkdir()
    (built / "offer" / "index.html").write_text("<a href='prize.js'>win</a>", encoding="utf-8")
    (built / "offer" / "prize.js").write_text("1", encoding="utf-8")
    (built / "sitemap.xml").write_text(f"<urlset><loc>{live}offer/</loc></urlset>", encoding="utf-8")
    expected = ["changed: sitemap.xml", "extra: offer/index.html", "extra: offer/prize.js"]
    assert compare(live, manifest, None) == expected


def test_the_live_list_is_trusted_only_with_the_hash_the_build_gave(live: str, built: Path) -> None:
    given = hashlib.sha256((built / MANIFEST).read_bytes()).hexdigest()
    assert compare(live, None, given) == []
    (built / "tool.js").write_text("changed", encoding="utf-8")
    assert compare(live, None, given) == ["changed: tool.js"]
    write_manifest(built, "1.2.3", "0123456789abcdef")  # as someone would who can also replace the list
    assert compare(live, None, given) == [f"{MANIFEST} is not the one this build wrote"]


def test_it_waits_for_a_version_that_is_still_on_its_way(
    live: str, built: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (built / "tool.js").read_bytes()
    (built / "tool.js").write_text("old", encoding="utf-8")
    monkeypatch.setattr("time.sleep", lambda _: (built / "tool.js").write_bytes(whole))
    assert until_same(live, manifest, None, wait=60) == []


def test_the_command_says_what_differs_in_its_exit_code(live: str, built: Path, manifest: Path) -> None:
    command = [sys.executable, str(SCRIPT), live, "--manifest", str(manifest)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    (built / "one" / "index.html").write_text("gone", encoding="utf-8")
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "changed: one/index.html")
    assert subprocess.run([*command[:2], "file:///etc/", *command[3:]], check=False).returncode == 2


def test_a_server_that_does_not_answer_is_a_difference_and_not_a_crash(manifest: Path) -> None:
    server = make_server(manifest.parent)
    port = server.server_port
    server.server_close()
    (said,) = compare(f"http://127.0.0.1:{port}/second-take/", manifest, None)
    assert "refused" in said


# ---- the real build ----------------------------------------------------------------------------------------------


def test_every_page_names_the_build_that_made_it(site_folder: Path) -> None:
    made = json.loads((site_folder / MANIFEST).read_text(encoding="utf-8"))
    assert made["version"] == version()
    footer = f'<p class="st-build">Version {made["version"]}, build {made["commit"][:8]}</p>'
    unnamed = [path for path in site_folder.rglob("*.html") if footer not in path.read_text(encoding="utf-8")]
    assert unnamed == []


def test_the_list_holds_every_file_of_the_build_and_its_hash(site_folder: Path) -> None:
    made = json.loads((site_folder / MANIFEST).read_text(encoding="utf-8"))
    assert made["files"] == files_of(site_folder)
    assert {"index.html", "404.html", "sitemap.xml", "assets/runtime/manifest.json"} <= set(made["files"])
