"""Write the library to trace and compile: Pyodide's own archive, with stand-ins for what only notebooks need.

Pyodide starts an event loop, a package loader and a signature reader before it runs a line of ours. The engine answers
at once, loads no package and reads no signature, so scripts/standins/ holds the few functions that its start-up calls.
A module left out is a module that cannot be imported: tests/test_runtime.py runs every command from what is left.
"""

from __future__ import annotations

import argparse
import json
import zipfile

from runtime_archive import members_of, write_archive
from runtime_node import BUILD, PYODIDE, SCRIPTS, STOCK_LIBRARY

STANDINS = SCRIPTS / "standins"
LIBRARY = BUILD / "library.zip"
# What a dataclass runs to make its methods, and what a regular expression is compiled to, are known when the archive is
# made, so the archive holds them. What it does not hold is worked out as ever. Either way the result is the same, since
# the same Python makes it. What is replaced below must be there, or the build stops.
READY = "_ready"
PATCHES = {
    "dataclasses.py": (
        ("\nimport annotationlib\n", f"\nimport annotationlib\nimport _imp\nfrom {READY} import methods as _methods\n"),
        (
            "exec(txt, self.globals, ns)",
            "exec(_methods.get(_imp.source_hash(0, txt.encode()), txt), self.globals, ns)",
        ),
    ),
    "re/_compiler.py": (
        ("\nimport _sre\n", f"\nimport _sre\nfrom {READY} import patterns as _patterns\n"),
        (
            "    if isstring(p):\n        pattern = p\n",
            "    if (p, flags) in _patterns:\n        return _sre.compile(p, *_patterns[p, flags])\n"
            "    if isstring(p):\n        pattern = p\n",
        ),
    ),
}
NOTHING_READY = b"methods = patterns = {}\n"  # until the compile step knows which


def patched(name: str, source: bytes) -> bytes:
    """Apply the patches of one file, each exactly once."""
    text = source.decode("utf-8")
    for old, new in PATCHES.get(name, ()):
        if text.count(old) != 1:
            raise RuntimeError(f"{name} of Pyodide has changed: {old!r} is not there exactly once")
        text = text.replace(old, new)
    return text.encode("utf-8")


def stand_ins() -> dict[str, bytes]:
    """The stand-ins by their names in the archive, with Pyodide's version filled in."""
    version = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))["version"]
    found = members_of(STANDINS)
    return {name: data.replace(b"@VERSION@", version.encode()) for name, data in found.items()}


def write_library() -> int:
    """Write .build/runtime/library.zip; returns how many files of Pyodide's were replaced."""
    with zipfile.ZipFile(STOCK_LIBRARY) as archive:
        stock = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    ours = stand_ins()
    if unknown := set(ours) - set(stock):
        raise RuntimeError(f"stand-ins for what Pyodide does not have: {sorted(unknown)}")
    pyodide = {name: patched(name, data) if name in PATCHES else data for name, data in stock.items()}
    write_archive(LIBRARY, {**pyodide, **ours, f"{READY}.py": NOTHING_READY})
    return len(ours)


def main() -> None:
    """Write .build/runtime/library.zip."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"  {write_library()} files of Pyodide's library replaced")


if __name__ == "__main__":
    main()
