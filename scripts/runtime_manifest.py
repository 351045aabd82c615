"""Name every runtime file by its content and write the manifest that the page reads first."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import runtime_bundle
import runtime_trim
from runtime_node import PYODIDE, ROOT
from runtime_pack import CORE, LATER
from runtime_trace import CLOSURE

OUTPUT = ROOT / "docs" / "assets" / "runtime"
MANIFEST = OUTPUT / "manifest.json"
# The same list as a script: it comes with the page's own scripts, so that a start need not wait for it.
SCRIPT = ROOT / "docs" / "assets" / "second-take" / "generated" / "runtime.js"
Part = tuple[str, Path, str, str]  # what the page calls a file, where it comes from, and how it is published
ALWAYS: tuple[Part, ...] = (("core", CORE, "library", ".zip"), ("exports", LATER, "exports", ".zip"))


def parts() -> tuple[Part, ...]:
    """The files of this build. A trimmed one also has the plain pair, which the page takes when the other fails."""
    stock = PYODIDE / "pyodide.asm.wasm"
    if not runtime_trim.wanted():
        return (*ALWAYS, ("worker", runtime_bundle.PLAIN, "engine", ".mjs"), ("wasm", stock, "python", ".wasm"))
    return (
        *ALWAYS,
        ("worker", runtime_bundle.TRIMMED, "engine", ".mjs"),
        ("wasm", runtime_trim.WASM, "python", ".wasm"),
        ("plain-worker", runtime_bundle.PLAIN, "engine-plain", ".mjs"),
        ("plain-wasm", stock, "python-plain", ".wasm"),
    )


def steps() -> list[str]:
    """What is in force in this build. SECONDTAKE_SNAPSHOT=no leaves the memory of one visit out of the next."""
    snapshot = os.environ.get("SECONDTAKE_SNAPSHOT", "yes") != "no"
    optional = (("trimmed", runtime_trim.wanted()), ("snapshot", snapshot))
    return ["stand-ins", "compiled ahead", *(name for name, wanted in optional if wanted)]


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
        "files": {part: publish(source, stem, suffix) for part, source, stem, suffix in parts()},
        "formats": closure["formats"],
        "steps": steps(),
    }
    MANIFEST.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    SCRIPT.parent.mkdir(parents=True, exist_ok=True)
    SCRIPT.write_text(f"export const LIST = {json.dumps(manifest, sort_keys=True)};\n", encoding="utf-8")
    return manifest


def main() -> None:
    """Write docs/assets/runtime and say what a visitor transfers."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    manifest = write_manifest()
    print(f"  in force: {', '.join(manifest['steps'])}")
    for part, entry in manifest["files"].items():
        print(f"  {part:12} {entry['bytes']:>10,} bytes, {entry['gzip']:>9,} compressed  {entry['name']}")


if __name__ == "__main__":
    main()
