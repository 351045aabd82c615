"""Bundle the worker with Pyodide's loader and glue into one module, so that nothing waits for a second script."""

from __future__ import annotations

import argparse
import json
import subprocess

from runtime_node import BUILD, PYODIDE, ROOT

WORKER = ROOT / "docs" / "assets" / "second-take" / "worker.js"
BUNDLE = BUILD / "worker.mjs"


def package_list() -> str:
    """Pyodide's list of packages without the packages: we load none, and the full list is 119 kB."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps({**lock, "packages": {}}, sort_keys=True)


def bundle() -> None:
    """Write .build/runtime/worker.mjs."""
    BUILD.mkdir(parents=True, exist_ok=True)
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
            f"--define:PACKAGE_LIST={json.dumps(package_list())}",
            f"--outfile={BUNDLE}",
        ],
        check=True,
        cwd=ROOT,
    )


def main() -> None:
    """Bundle and say how large it became."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    bundle()
    print(f"  {BUNDLE.name}: {BUNDLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
