"""Lay out the same engine the way Pyodide's own guide does it: the full package, nothing trimmed or compiled."""

from __future__ import annotations

import argparse
import shutil
import zipfile
from pathlib import Path

from runtime_node import PYODIDE, ROOT

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PAGE = """<!doctype html><meta charset="utf-8"><title>stock</title><script type="module">
const worker = new Worker("./worker.mjs", { type: "module" });
worker.onmessage = ({ data }) => { globalThis.letter = [performance.now(), data]; };
worker.postMessage(JSON.stringify(REQUEST));
</script>"""
WORKER = """import { loadPyodide } from "./pyodide.mjs";
const asked = new Promise((resolve) => { self.onmessage = ({ data }) => resolve(data); });
const pyodide = await loadPyodide();
pyodide.unpackArchive(await (await fetch("./engine.zip")).arrayBuffer(), "zip");
const handle = pyodide.pyimport("secondtake.api").handle;
self.postMessage(handle(await asked));
"""


def pack_engine(target: Path) -> None:
    """The package as it is in src/, deflated as zip tools do."""
    source = ROOT / "src"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((source / "secondtake").rglob("*")):
            if "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(source))


def lay_out_stock(folder: Path, request: str) -> None:
    """Write the stock page, its worker, Pyodide and the engine's archive."""
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    (folder / "bench.html").write_text(PAGE.replace("REQUEST", request), encoding="utf-8")
    (folder / "worker.mjs").write_text(WORKER, encoding="utf-8")
    pack_engine(folder / "engine.zip")


def main() -> None:
    """Write the stock files into a folder, to look at them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--request", default='{"schema": 1, "command": "catalogue"}')
    asked = parser.parse_args()
    lay_out_stock(asked.folder, asked.request)


if __name__ == "__main__":
    main()
