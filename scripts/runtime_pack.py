"""Pack the compiled modules and the engine's content into the two archives the page loads."""

from __future__ import annotations

import argparse
import marshal
from collections.abc import Mapping

from runtime_archive import members_of, write_archive
from runtime_compile import COMPILED
from runtime_node import BUILD, ENGINE, INSTALLED

CORE = BUILD / "core.zip"
LATER = BUILD / "later.zip"
BEFORE = ("encodings/", "sitecustomize")  # the second finds all others (scripts/runtime_modules_inside.py)
HEADER = 16  # bytes before the code in a compiled file
# Files, not modules, that exports read: the calendar library looks up the time zone UTC by its name.
EXPORT_DATA = ("tzdata/zoneinfo/UTC",)


def engine_data() -> dict[str, bytes]:
    """What the engine reads beside its code."""
    return {name: data for name, data in members_of(ENGINE).items() if not name.endswith(".py")}


def in_one_piece(compiled: Mapping[str, bytes]) -> dict[str, bytes]:
    """The modules as one member of the archive, but for those that Python needs before it can read that."""
    before = {name: data for name, data in compiled.items() if name.startswith(BEFORE)}
    modules: dict[str, tuple[bool, bytes]] = {}
    for name in sorted(set(compiled) - set(before)):
        path = name.removesuffix(".pyc").removesuffix("/__init__")
        modules[path.replace("/", ".")] = (name.endswith("/__init__.pyc"), compiled[name][HEADER:])
    # Version 2 writes nothing that depends on how often an object is used, so two builds give the same bytes.
    return {**before, "modules": marshal.dumps(modules, 2)}


def pack() -> None:
    """Write core.zip (what the first letter needs) and later.zip (what some exports need)."""
    write_archive(CORE, {**in_one_piece(members_of(COMPILED / "core")), **engine_data()})
    data = {name: (INSTALLED / name).read_bytes() for name in EXPORT_DATA}
    write_archive(LATER, {**members_of(COMPILED / "later"), **data})


def main() -> None:
    """Write .build/runtime/core.zip and .build/runtime/later.zip."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    pack()
    for path in (CORE, LATER):
        print(f"  {path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
