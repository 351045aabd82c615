"""Compile the import closure to .pyc under the very Python that will load it in the page."""

from __future__ import annotations

import argparse
import shutil

from runtime_node import BUILD, SCRIPTS, run_python

COMPILED = BUILD / "compiled"


def compile_closure() -> int:
    """Compile every module of .build/runtime/closure.json; returns how many there are."""
    shutil.rmtree(COMPILED, ignore_errors=True)
    COMPILED.mkdir(parents=True)
    run_python(SCRIPTS / "runtime_compile_inside.py", argv=["/build/closure.json", "/build/compiled"])
    return sum(1 for _ in COMPILED.rglob("*.pyc"))


def main() -> None:
    """Write .build/runtime/compiled/core and .build/runtime/compiled/later."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"  {compile_closure()} modules compiled")


if __name__ == "__main__":
    main()
