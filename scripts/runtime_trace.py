"""Find the import closure: the modules the engine loads when every command runs, and those only exports load."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from runtime_archive import members_of, write_archive
from runtime_library import LIBRARY
from runtime_node import BUILD, ENGINE, SCRIPTS, run_python

CLOSURE = BUILD / "closure.json"


def trace() -> dict[str, dict[str, str]]:
    """Run the workload in a fresh instance and write which module came from which file."""
    # Traced from an archive, as the page runs it: reading content from a folder would take other modules.
    write_archive(BUILD / "engine.zip", members_of(ENGINE))
    run_python(
        SCRIPTS / "runtime_trace_inside.py",
        argv=["/build/closure.json"],
        paths=["/build/engine.zip", "/scripts", "/installed"],
        library=LIBRARY,
    )
    found: dict[str, dict[str, str]] = json.loads(CLOSURE.read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Write .build/runtime/closure.json."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    found = trace()
    target = CLOSURE.relative_to(Path.cwd()) if CLOSURE.is_relative_to(Path.cwd()) else CLOSURE
    print(f"  {len(found['core'])} modules at start, {len(found['later'])} more for {', '.join(found['formats'])}")
    print(f"  written to {target}")


if __name__ == "__main__":
    main()
