"""Lay out PyScript as a peer, self-hosted: with the same Pyodide and the same engine, and with MicroPython."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from runtime_node import ROOT

PACKAGES = ROOT / "node_modules"
PYSCRIPT = PACKAGES / "@pyscript" / "core" / "dist"
MICROPYTHON = PACKAGES / "@micropython" / "micropython-webassembly-pyscript"
PAGE = """<!doctype html><meta charset="utf-8"><title>pyscript</title>
<script type="module" src="./core/core.js"></script>
<script type="KIND" config='CONFIG'>
CODE
</script>"""
ENGINE_CODE = """from secondtake.api import handle
from pyscript import window
answer = handle(r'''REQUEST''')
window.letter = window.Array.of(window.performance.now(), answer)
"""
# MicroPython has no dataclasses, string.Template or tomllib, so it cannot run the engine: this only fills one sentence.
SMALL_CODE = """from pyscript import window
answer = "Dear {name}, I was {minutes} minutes late.".format(name="Noor", minutes=12)
window.letter = window.Array.of(window.performance.now(), answer)
"""


def page(kind: str, config: dict[str, object], code: str) -> str:
    """One page of PyScript."""
    return PAGE.replace("KIND", kind).replace("CONFIG", json.dumps(config)).replace("CODE", code)


def lay_out_pyscript(folder: Path, request: str) -> None:
    """Write both pages beside the stock files, which lie in ../stock."""
    shutil.copytree(PYSCRIPT, folder / "core", ignore=shutil.ignore_patterns("*.map"))
    for name in ("micropython.mjs", "micropython.wasm"):
        shutil.copyfile(MICROPYTHON / name, folder / name)
    full: dict[str, object] = {"interpreter": "../stock/pyodide.mjs", "files": {"../stock/engine.zip": "./*"}}
    (folder / "pyodide.html").write_text(page("py", full, ENGINE_CODE.replace("REQUEST", request)), encoding="utf-8")
    small: dict[str, object] = {"interpreter": "./micropython.mjs"}
    (folder / "micropython.html").write_text(page("mpy", small, SMALL_CODE), encoding="utf-8")


def main() -> None:
    """Write the pages into a folder, to look at them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    lay_out_pyscript(parser.parse_args().folder, '{"schema": 1, "command": "catalogue"}')


if __name__ == "__main__":
    main()
