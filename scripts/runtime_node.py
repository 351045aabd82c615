"""Run a Python file inside Pyodide in Node, the very Python that will run in the page."""

from __future__ import annotations

import argparse
import json
import subprocess
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
BUILD = ROOT / ".build" / "runtime"
ENGINE = ROOT / ".build" / "engine"
PYODIDE = ROOT / "node_modules" / "pyodide"
STOCK_LIBRARY = PYODIDE / "python_stdlib.zip"
INSTALLED = Path(sysconfig.get_paths()["purelib"])
# Where the folders of this machine appear inside Pyodide.
MOUNTS = {"/build": BUILD, "/scripts": SCRIPTS, "/installed": INSTALLED}


def run_python(
    script: Path,
    argv: Sequence[str] = (),
    paths: Sequence[str] = (),
    library: Path | None = None,
    mounts: Mapping[str, Path] | None = None,
    machine: Path | None = None,
) -> str:
    """Run the script and return what it printed; raises with the end of its complaint when it fails."""
    BUILD.mkdir(parents=True, exist_ok=True)
    options = {
        "argv": list(argv),
        "paths": list(paths),
        "library": str(library) if library else None,
        "machine": str(machine) if machine else None,
        # Where in a line something happened is for the person who writes the line; the page only names the line.
        "env": {"PYTHONNODEBUGRANGES": "1"},
        "mounts": {guest: str(host) for guest, host in (MOUNTS if mounts is None else mounts).items()},
    }
    command = ["node", str(SCRIPTS / "pyodide_run.mjs"), str(script), json.dumps(options)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        raise RuntimeError(f"{script.name} failed inside Pyodide:\n{done.stderr[-4000:]}")
    return done.stdout


def main() -> None:
    """Run a file from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("script", type=Path)
    parser.add_argument("argv", nargs="*")
    parser.add_argument("--path", action="append", default=[], help="folder inside Pyodide to import from (repeatable)")
    parser.add_argument("--library", type=Path, help="a standard library archive to use instead of Pyodide's own")
    asked = parser.parse_args()
    print(run_python(asked.script, asked.argv, asked.path, asked.library), end="")


if __name__ == "__main__":
    main()
