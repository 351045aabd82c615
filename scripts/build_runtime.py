"""Build what the page needs to run the engine: trace, compile, pack, bundle, publish. Each is a script of its own.

The interpreter is trimmed before (scripts/runtime_trim.py), since it only changes when Pyodide does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import runtime_bundle
import runtime_compile
import runtime_library
import runtime_manifest
import runtime_pack
import runtime_trace
import runtime_trim

STEPS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("write the library with its stand-ins", runtime_library.write_library),
    ("find which modules the engine needs", runtime_trace.trace),
    ("compile them under the page's Python", runtime_compile.compile_closure),
    ("pack them", runtime_pack.pack),
    ("bundle the worker", runtime_bundle.bundle),
    ("name by content, write the manifest", runtime_manifest.write_manifest),
)


def main() -> None:
    """Run the steps in order, saying which."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    if runtime_trim.wanted() and not runtime_trim.GLUE.exists():
        runtime_trim.trim()
    for number, (title, step) in enumerate(STEPS, start=1):
        began = time.monotonic()
        print(f"  {number} of {len(STEPS)}: {title} ...", end=" ", flush=True)
        step()
        print(f"{time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
