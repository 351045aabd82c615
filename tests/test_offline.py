"""The service worker of the built site belongs to exactly the files of the build, and its switch is in the build."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from finish_build import files_of
from finish_offline import WORKER, bind, digest_of

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = re.compile(r"^const (?:NOT_KEPT|SPARE) = /(.*)/;", re.MULTILINE)


def bound_to(site: Path) -> str:
    found = re.search(r'^const FILES = "([^"]*)";', (site / WORKER).read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def test_the_service_worker_names_the_files_of_its_build(site_folder: Path) -> None:
    assert bound_to(site_folder) == digest_of(files_of(site_folder))
    listed = json.loads((site_folder / "build.json").read_text(encoding="utf-8"))
    assert bound_to(site_folder) == digest_of(listed["files"])
    assert listed["version"] in (site_folder / WORKER).read_text(encoding="utf-8")


def test_one_changed_byte_is_another_version() -> None:
    one = {"index.html": "a" * 64, WORKER: "b" * 64}
    assert digest_of(one) == digest_of({**one, WORKER: "c" * 64})
    assert digest_of(one) != digest_of({**one, "index.html": "c" * 64})
    assert digest_of(one) != digest_of({"other.html": "a" * 64})


def test_the_source_is_switched_off_until_a_build_has_bound_it(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docs" / WORKER, tmp_path)
    assert bound_to(tmp_path) == "off"
    assert bind(tmp_path, "1.2.3", {"index.html": "a" * 64})
    assert bound_to(tmp_path) == digest_of({"index.html": "a" * 64})
    assert bind(tmp_path, "1.2.4", {"index.html": "a" * 64}, off=True)
    assert bound_to(tmp_path) == "off"


def test_a_site_without_a_service_worker_is_left_alone_and_a_strange_one_refused(tmp_path: Path) -> None:
    assert not bind(tmp_path, "1.2.3", {})
    (tmp_path / WORKER).write_text("// nothing to fill in", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        bind(tmp_path, "1.2.3", {})


def test_the_download_is_no_larger_than_the_page_says(site_folder: Path) -> None:
    words = tomllib.loads((ROOT / "src/secondtake/content/pages.toml").read_text(encoding="utf-8"))["offline"]["size"]
    promised = re.search(r"less than (\d+) MB", words)
    rules = [rule.replace(r"\/", "/") for rule in LEFT_OUT.findall((site_folder / WORKER).read_text(encoding="utf-8"))]
    assert promised and len(rules) == 2
    kept = [name for name in files_of(site_folder) if not any(re.match(rule, name) for rule in rules)]
    assert "index.html" in kept and "build.json" not in kept and "sitemap.xml" not in kept
    total = sum(len(gzip.compress((site_folder / name).read_bytes(), 6)) for name in kept)
    assert total < int(promised[1]) * 1_000_000


def test_the_service_worker_stays_small_enough_to_read(site_folder: Path) -> None:
    assert len(gzip.compress((site_folder / WORKER).read_bytes(), 9)) < 5_000
