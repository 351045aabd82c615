"""Name every runtime file by its content and write the manifest that the page reads first."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from runtime_bundle import BUNDLE
from runtime_node import PYODIDE, ROOT
from runtime_pack import CORE, LATER
from runtime_trace import CLOSURE

OUTPUT = ROOT / "docs" / "assets" / "runtime"
MANIFEST = OUTPUT / "manifest.json"
# What the page calls each file, where it comes from and how it is published.
PARTS = (
    ("worker", BUNDLE, "engine", ".mjs"),
    ("wasm", PYODIDE / "pyodide.asm.wasm", "python", ".wasm"),
    ("core", CORE, "library", ".zip"),
    ("exports", LATER, "exports", ".zip"),
)


def publish(source: Path, stem: str, suffix: str) -> dict[str, Any]:
    """Copy one file under a name that changes with its bytes; returns its entry."""
    data = source.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    name = f"{stem}-{digest[:16]}{suffix}"
    (OUTPUT / name).write_bytes(data)
    return {"name": name, "bytes": len(data), "gzip": len(gzip.compress(data, 9, mtime=0)), "sha256": digest}


def write_manifest() -> dict[str, Any]:
    """Fill docs/assets/runtime afresh."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    closure = json.loads(CLOSURE.read_text(encoding="utf-8"))
    pyodide = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))
    manifest = {
        "schema": 1,
        "pyodide": pyodide["version"],
        "files": {part: publish(source, stem, suffix) for part, source, stem, suffix in PARTS},
        "formats": closure["formats"],
    }
    MANIFEST.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def main() -> None:
    """Write docs/assets/runtime and say what a visitor transfers."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    for part, entry in write_manifest()["files"].items():
        print(f"  {part:8} {entry['bytes']:>10,} bytes, {entry['gzip']:>9,} compressed  {entry['name']}")


if __name__ == "__main__":
    main()
