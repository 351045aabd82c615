"""Trim the interpreter: its script and its WebAssembly lose only what neither can reach in the other.

Pyodide's machine offers each of its functions by name to libraries that are loaded later. This site loads none, so a
name that the script does not ask for is taken away, and then every function to which no path is left. Functions in the
machine's own table all stay: whether one of them is ever called depends on what a person types.
SECONDTAKE_TRIM=no builds the site without this step. The page falls back to the untrimmed files when the trimmed ones
do not start (docs/assets/second-take/engine.js).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Collection

import runtime_glue
from runtime_node import BUILD, PYODIDE, ROOT, SCRIPTS

STOCK = PYODIDE / "pyodide.asm.wasm"
FOLDER = BUILD / "trimmed"  # laid out as Pyodide's own folder is, so that Node can start from it
WASM = FOLDER / "pyodide.asm.wasm"
GLUE = FOLDER / "pyodide.asm.mjs"
# Looked up by name when Python starts, so no use of it is seen in the script.
BY_NAME = {"main", "__main_argc_argv"}
SHARED = {"GOT.func", "GOT.mem"}  # only libraries loaded later fill these


def wanted() -> bool:
    """Whether this build trims: it does unless told not to."""
    return os.environ.get("SECONDTAKE_TRIM", "yes") != "no"


def trim_wasm(exports: Collection[str]) -> list[tuple[str, str]]:
    """Write the machine with these exports; returns the imports it is left with."""
    command = ["node", str(SCRIPTS / "runtime_trim_wasm.mjs"), str(STOCK), str(WASM), json.dumps(sorted(exports))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the WebAssembly could not be trimmed:\n{done.stderr[-3000:]}")
    return [(place, name) for place, name in json.loads(done.stdout)]


def trim() -> int:
    """Trim both, each by what the other asks for, until neither gets smaller; returns how many rounds it took."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    if not wanted():
        return 0
    plain = runtime_glue.plain_glue()
    imports = set(runtime_glue.imports_of(plain))
    exports: set[str] = set()
    for number in range(1, 6):
        needed = runtime_glue.needed_exports(plain, imports) | BY_NAME
        if needed == exports:
            runtime_glue.write(plain, imports, exports, GLUE)
            shutil.copyfile(PYODIDE / "pyodide.mjs", FOLDER / "pyodide.mjs")
            return number
        exports = needed
        found = trim_wasm(exports)
        if shared := SHARED & {place for place, _ in found}:
            raise RuntimeError(f"the trimmed machine still asks for {shared}, which its script no longer fills")
        imports = {name for _, name in found}
    raise RuntimeError("trimming did not come to an end")


def main() -> None:
    """Write .build/runtime/trimmed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    rounds = trim()
    sizes = f"{WASM.stat().st_size:,} and {GLUE.stat().st_size:,} bytes" if rounds else "not trimmed"
    print(f"  {rounds} rounds; {sizes}")


if __name__ == "__main__":
    main()
