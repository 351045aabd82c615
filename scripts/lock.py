"""Renew the hashed requirements and the npm lock. Neither may name the address it was fetched from."""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The later files take the versions of the first as given.
REQUIREMENTS = ("requirements", "requirements-dev", "requirements-zensical")


def lock_python(name: str, upgrade: bool) -> None:
    """Resolve one .in file for every platform from Python 3.11 on."""
    command = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"]
    command += ["--no-emit-index-url", "--custom-compile-command", "make lock", f"{name}.in", "-o", f"{name}.txt"]
    subprocess.run(command + (["--upgrade"] if upgrade else []), check=True, cwd=ROOT)


def lock_node() -> None:
    """Resolve package.json; keep the hashes and drop the addresses."""
    command = ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, check=True, cwd=ROOT)
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Renew all locks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="also move to newer versions")
    asked = parser.parse_args()
    for name in REQUIREMENTS:
        print(f"  {name}.txt")
        lock_python(name, asked.upgrade)
    print("  package-lock.json")
    lock_node()


if __name__ == "__main__":
    main()
