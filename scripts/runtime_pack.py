"""Pack the compiled modules and the engine's content into the two archives the page loads."""

from __future__ import annotations

import argparse

from runtime_archive import members_of, write_archive
from runtime_compile import COMPILED
from runtime_node import BUILD, ENGINE, INSTALLED

CORE = BUILD / "core.zip"
LATER = BUILD / "later.zip"
# Files, not modules, that exports read: the calendar library looks up the time zone UTC by its name.
EXPORT_DATA = ("tzdata/zoneinfo/UTC",)


def engine_data() -> dict[str, bytes]:
    """What the engine reads beside its code."""
    return {name: data for name, data in members_of(ENGINE).items() if not name.endswith(".py")}


def pack() -> None:
    """Write core.zip (what the first letter needs) and later.zip (what some exports need)."""
    write_archive(CORE, {**members_of(COMPILED / "core"), **engine_data()})
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
