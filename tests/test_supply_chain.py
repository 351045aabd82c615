"""What comes from elsewhere: locked by hash, pinned by commit, without scripts of its own, with the least rights."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ZIZMOR = Path(sys.executable).parent / "zizmor"
WRITES = {"pages.yml": {"build": {"id-token", "attestations"}, "deploy": {"pages", "id-token"}}}
UNSAFE = """on: [push]
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.head_commit.message }}
"""


def workflow(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for job in workflow(path)["jobs"].values():
            yield from ((path.name, step) for step in job["steps"])


def zizmor(folder: Path) -> int:
    """The exit code of an audit that asks no server."""
    command = [str(ZIZMOR), "--offline", "--persona=auditor", "--quiet", "--no-config", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_every_action_is_pinned_by_commit_and_says_which_version_that_is() -> None:
    for path in WORKFLOWS:
        uses = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
        assert uses
        for name, comment in uses:
            assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", name), name
            assert re.match(r" # v\d+\.\d+\.\d+", comment), name


def test_no_workflow_has_rights_of_its_own_and_each_job_only_those_it_needs() -> None:
    for path in WORKFLOWS:
        made = workflow(path)
        assert made["permissions"] == {}, path.name
        for name, job in made["jobs"].items():
            writes = {right for right, level in job["permissions"].items() if level == "write"}
            assert writes == WRITES.get(path.name, {}).get(name, set()), (path.name, name)


def test_no_step_keeps_the_right_to_push() -> None:
    for name, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, name


def test_what_is_published_is_attested_and_then_compared_with_the_list_of_the_build() -> None:
    made = workflow(ROOT / ".github" / "workflows" / "pages.yml")["jobs"]
    attested = [step["with"]["subject-path"] for step in made["build"]["steps"] if "attest" in step.get("uses", "")]
    assert len(attested) == 1
    assert "site/build.json" in attested[0]
    assert set(made["compare"]["needs"]) == {"build", "deploy"}
    assert "scripts/compare_live.py" in made["compare"]["steps"][-1]["run"]


def test_dependabot_watches_every_kind_of_thing_that_is_locked() -> None:
    watched = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert {one["package-ecosystem"] for one in watched} == {"pip", "npm", "github-actions"}


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_every_python_requirement_is_one_version_with_hashes(path: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8").replace("\\\n", ""))
    pinned = [entry for entry in entries if not entry.startswith("#")]
    assert len(pinned) > 3
    assert [entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_every_package_from_npm_has_a_hash_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert len(installed) > 3
    assert [name for name, package in installed.items() if not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in installed.items() if "resolved" in package] == []


def test_nothing_installs_from_npm_in_a_way_that_runs_its_scripts() -> None:
    places = [ROOT / "Makefile", ROOT / ".ci" / "run", ROOT / "README.md", *WORKFLOWS, *ROOT.glob(".github/*.md")]
    for path in places:
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\bnpm (?:ci|i|install)\b", line):
                assert "npm ci --ignore-scripts" in line, f"{path.name}: {line}"


def test_zizmor_finds_nothing_in_the_workflows_and_something_in_careless_ones(tmp_path: Path) -> None:
    assert zizmor(ROOT / ".github") == 0
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "careless.yml").write_text(UNSAFE, encoding="utf-8")
    assert zizmor(tmp_path) > 10  # zizmor's own codes for findings; 1 would be an error of the audit itself
