"""Bundle the worker with Pyodide's loader and script into one module, so that nothing waits for a second script.

Made twice: with the trimmed script, and with Pyodide's own for a browser in which the trimmed one does not start.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

import runtime_trim
from runtime_node import BUILD, PYODIDE, ROOT

WORKER = ROOT / "docs" / "assets" / "second-take" / "worker.js"
TRIMMED = BUILD / "worker.mjs"
PLAIN = BUILD / "worker-plain.mjs"


def package_list() -> str:
    """Pyodide's list of packages without the packages: we load none, and the full list is 119 kB."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps({**lock, "packages": {}}, sort_keys=True)


def bundle() -> None:
    """Write .build/runtime/worker-plain.mjs, and worker.mjs when this build trims."""
    BUILD.mkdir(parents=True, exist_ok=True)
    TRIMMED.unlink(missing_ok=True)
    write(PLAIN, PYODIDE / "pyodide.asm.mjs")
    if runtime_trim.wanted():
        write(TRIMMED, runtime_trim.GLUE)


def write(target: Path, glue: Path) -> None:
    """Bundle the worker with one of the two scripts."""
    subprocess.run(
        [
            "node",
            "node_modules/esbuild/bin/esbuild",
            str(WORKER),
            "--bundle",
            "--format=esm",
            "--platform=browser",
            "--target=es2022",
            "--minify",
            "--legal-comments=none",
            "--log-level=error",
            # Only ever imported under Node, where this file does not run.
            "--external:node:*",
            "--external:ws",
            f"--alias:pyodide/pyodide.asm.mjs={glue}",
            f"--define:PACKAGE_LIST={json.dumps(package_list())}",
            f"--outfile={target}",
        ],
        check=True,
        cwd=ROOT,
    )


def main() -> None:
    """Bundle and say how large it became."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    bundle()
    for path in filter(Path.exists, (TRIMMED, PLAIN)):
        print(f"  {path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
