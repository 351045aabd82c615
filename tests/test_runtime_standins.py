"""The stand-ins hold all that is asked of them, and no import of the engine leads outside the archives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import runtime_pack
from runtime_node import BUILD, run_python

TESTS = Path(__file__).parent
# Asked for only where the page never goes. Anything else that a stand-in lacks fails.
NEVER = {
    "_py_warnings: inspect.markcoroutinefunction",  # a deprecated coroutine: nothing here is one
    "_py_warnings: traceback.format_list",  # where an object was made, under `tracemalloc`
    "ast: inspect.cleandoc",  # reading the docstring of a source
    "enum: inspect.Parameter",  # the signature of an enumeration, when somebody asks for it
    "enum: inspect.Signature",
    "importlib.resources._common: inspect.stack",  # files() without a name; every caller gives one
    "pkgutil: inspect.getmodulename",  # listing the modules of a folder
}
# The first reads files where there is no content.json; the others are names of frozen modules of the interpreter.
ELSEWHERE = {"tomllib", "collections.abc", "io", "os.path"}
FAILING = """
def inner():
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("what was asked") from error
inner()
"""


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """What the modules of both archives ask for, read from their sources."""
    if not runtime_pack.CORE.exists():
        pytest.fail("there is no runtime: run `make build` first")
    run_python(TESTS / "inside_standins.py", ["/build/read.json"])
    found: dict[str, Any] = json.loads((BUILD / "read.json").read_text(encoding="utf-8"))
    return found


def test_whatever_a_module_of_the_archives_asks_of_a_stand_in_is_there(read: dict[str, Any]) -> None:
    assert set(read["beyond"]) == NEVER


def test_every_import_of_the_engine_also_inside_a_function_leads_to_the_archives(read: dict[str, Any]) -> None:
    assert set(read["elsewhere"]) == ELSEWHERE


def test_a_failure_inside_the_archive_is_told_with_its_cause_and_its_place(tmp_path: Path) -> None:
    script = tmp_path / "failing.py"
    script.write_text(FAILING, encoding="utf-8")
    with pytest.raises(RuntimeError) as failure:
        run_python(script, library=runtime_pack.CORE)
    told = str(failure.value)
    assert told.index("KeyError: 'missing'") < told.index("ValueError: what was asked")
    assert "in inner" in told
