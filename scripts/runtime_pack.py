"""Pack compiled modules and the engine's content into archives, stored and in a fixed order.

Stored, because the server compresses the whole file and a compressed member would only cost time to open.
"""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Mapping
from pathlib import Path

from runtime_compile import COMPILED
from runtime_node import BUILD, ENGINE

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
CORE = BUILD / "core.zip"
LATER = BUILD / "later.zip"
DATA = "secondtake"


def compiled_members(folder: Path) -> dict[str, bytes]:
    """Archive name and bytes of every compiled module."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.pyc"))}


def engine_data() -> dict[str, bytes]:
    """What the engine reads beside its code."""
    paths = (path for path in sorted((ENGINE / DATA).rglob("*")) if path.is_file())
    return {
        path.relative_to(ENGINE).as_posix(): path.read_bytes()
        for path in paths
        if path.suffix not in {".py", ".pyc", ".typed"}
    }


def write_archive(target: Path, members: Mapping[str, bytes]) -> None:
    """The same members give the same bytes, whenever and wherever this runs."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, members[name])


def pack() -> None:
    """Write core.zip (what the first letter needs) and later.zip (what some exports need)."""
    write_archive(CORE, {**compiled_members(COMPILED / "core"), **engine_data()})
    write_archive(LATER, compiled_members(COMPILED / "later"))


def main() -> None:
    """Write .build/runtime/core.zip and .build/runtime/later.zip."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    pack()
    for path in (CORE, LATER):
        print(f"  {path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
