"""Write an archive that has the same bytes whenever and wherever it is made, its members stored.

Stored, because the server compresses the whole file, and a compressed member would only cost time to open.
"""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Mapping
from pathlib import Path

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write_archive(target: Path, members: Mapping[str, bytes]) -> None:
    """Write the members, in the order of their names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, members[name])


def members_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name from there; caches left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def main() -> None:
    """Pack one folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    asked = parser.parse_args()
    write_archive(asked.target, members_of(asked.folder))


if __name__ == "__main__":
    main()
