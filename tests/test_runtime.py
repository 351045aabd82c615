"""The archive the page loads holds every module the engine needs, and two builds give the same bytes."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import runtime_compile
import runtime_pack
import runtime_trim
from runtime_node import BUILD, MOUNTS, PYODIDE, ROOT, run_python
from runtime_trace import CLOSURE
from runtime_workload import exports, run_everyday, send
from secondtake.api import handle

INSIDE = Path(__file__).parent / "inside_pyodide.py"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What a fresh instance says after running everything from the published archives alone."""
    if not runtime_pack.CORE.exists():
        pytest.fail("there is no runtime: run `make build` first")
    mounts = {guest: host for guest, host in MOUNTS.items() if guest != "/installed"}
    machine = runtime_trim.FOLDER if runtime_trim.wanted() else None
    run_python(INSIDE, ["/build/later.zip", "/build/told.json"], ["/scripts"], runtime_pack.CORE, mounts, machine)
    found: dict[str, Any] = json.loads((BUILD / "told.json").read_text(encoding="utf-8"))
    return found


def answers_here() -> list[str]:
    """The same workload in this Python."""
    answers: list[str] = []

    def ask(text: str) -> str:
        answers.append(handle(text))
        return answers[-1]

    known = run_everyday(ask)
    for form in known["formats"]:
        for request in exports(known, form["id"]):
            send(ask, request)
    return answers


def test_every_command_runs_from_the_published_archives_alone(told: dict[str, Any]) -> None:
    assert told["missing"] == []


def test_the_whole_workload_gives_the_same_bytes_here_and_under_pyodide(told: dict[str, Any]) -> None:
    assert told["answers"] == answers_here()


def test_nothing_is_loaded_from_outside_the_archives(told: dict[str, Any]) -> None:
    assert told["outside"] == []


def test_the_first_archive_holds_no_module_that_only_exports_need() -> None:
    closure = json.loads(CLOSURE.read_text(encoding="utf-8"))
    assert closure["formats"], "no format needs the second archive: then it should not exist"
    assert not {"icalendar", "email.message"} & set(closure["core"])


def test_two_builds_give_the_same_bytes() -> None:
    before = {path.name: path.read_bytes() for path in (runtime_pack.CORE, runtime_pack.LATER)}
    runtime_compile.compile_closure()
    runtime_pack.pack()
    assert before == {path.name: path.read_bytes() for path in (runtime_pack.CORE, runtime_pack.LATER)}


@pytest.mark.skipif(not runtime_trim.wanted(), reason="this build does not trim")
def test_two_trims_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = (runtime_trim.WASM.name, runtime_trim.GLUE.name)
    before = [(runtime_trim.FOLDER / name).read_bytes() for name in names]
    for place, path in (("FOLDER", ""), ("WASM", names[0]), ("GLUE", names[1])):
        monkeypatch.setattr(runtime_trim, place, tmp_path / "again" / path)
    runtime_trim.trim()
    assert [(tmp_path / "again" / name).read_bytes() for name in names] == before


@pytest.mark.skipif(not runtime_trim.wanted(), reason="this build does not trim")
def test_the_trimmed_machine_offers_fewer_names_and_asks_for_no_library_loaded_later() -> None:
    names = "const fs = require('fs'); const module = new WebAssembly.Module(fs.readFileSync(process.argv[1]));"
    names += "const { imports, exports } = WebAssembly.Module;"
    names += "console.log(JSON.stringify([imports(module).map((one) => one.module), exports(module).length]))"
    told = subprocess.run(["node", "-e", names, runtime_trim.WASM], capture_output=True, text=True, check=True)
    places, count = json.loads(told.stdout)
    assert not runtime_trim.SHARED & set(places)
    assert count < 300


def test_a_memory_that_has_grown_is_stored_and_started_from() -> None:
    machine = runtime_trim.FOLDER if runtime_trim.wanted() else PYODIDE
    command = ["node", "tests/snapshot_growth.mjs", str(machine), str(runtime_pack.CORE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-500:]
    told = json.loads(done.stdout)
    assert told["grown"] > told["before"]
    assert told["same"]
    assert told["found"] == "20000000 kept 1"


def test_every_published_file_is_named_by_its_content() -> None:
    folder = ROOT / "docs" / "assets" / "runtime"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["files"].values():
        data = (folder / entry["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert entry["sha256"][:16] in entry["name"]
        assert len(data) == entry["bytes"]
    published = {path.name for path in folder.iterdir()}
    assert published == {"manifest.json", *(entry["name"] for entry in manifest["files"].values())}
