"""Run one build step, unless what goes into it is unchanged since the last time it succeeded."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".build" / "stamps"
IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def files_under(path: Path) -> Iterator[Path]:
    """Every file at or below the path, in a fixed order, without caches and editor droppings."""
    if path.is_file():
        yield path
        return
    for found in sorted(path.rglob("*")):
        if found.is_file() and not IGNORED.intersection(found.parts) and not found.name.endswith(".pyc"):
            yield found


def fingerprint(inputs: Sequence[str], excluded: Sequence[str], command: Sequence[str]) -> str:
    """One hash over the command and over the names and bytes of all its inputs."""
    left_out = [(ROOT / name).resolve() for name in excluded]
    digest = hashlib.sha256(json.dumps([command, list(sys.version_info[:2])]).encode())
    for name in inputs:
        for path in files_under(ROOT / name):
            if not any(path.is_relative_to(folder) for folder in left_out):
                digest.update(f"\n{path.relative_to(ROOT)}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(stamp: Path, print_of_inputs: str, outputs: Sequence[str]) -> bool:
    """True when the step succeeded on these very inputs and what it made is still there."""
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != print_of_inputs:
        return False
    return all((ROOT / name).exists() for name in outputs)


def run(name: str, command: Sequence[str]) -> int:
    """Run the command, with a line before and after so that nobody wonders what is happening."""
    print(f"[{name}] working ...", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    print(f"[{name}] {'done' if code == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s", flush=True)
    return code


def parser() -> argparse.ArgumentParser:
    """The command line of this script."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("name", help="the step's name, shown and used for its stamp")
    made.add_argument("--input", action="append", default=[], help="file or folder the step reads (repeatable)")
    made.add_argument("--exclude", action="append", default=[], help="file or folder to leave out of the inputs")
    made.add_argument("--output", action="append", default=[], help="what must exist for the step to be skipped")
    made.add_argument("command", nargs="+", help="the command, after --")
    return made


def main() -> int:
    """Skip or run the step; the exit code is the command's own."""
    asked = parser().parse_args()
    stamp = STAMPS / asked.name
    current = fingerprint(asked.input, asked.exclude, asked.command)
    if is_current(stamp, current, asked.output):
        print(f"[{asked.name}] unchanged", flush=True)
        return 0
    stamp.unlink(missing_ok=True)
    code = run(asked.name, asked.command)
    if code == 0:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        # Taken again: a step may rewrite one of its own inputs (a lock file, say).
        stamp.write_text(fingerprint(asked.input, asked.exclude, asked.command), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
