"""Bind the service worker of the built site to exactly the files of this build.

The service worker reads the list of files from build.json and refuses a list that it was not built with. The switch
`off` publishes a service worker that deletes every offline copy and itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

WORKER = "service-worker.js"
VERSION = re.compile(r'^const VERSION = "[^"]*";', re.MULTILINE)
FILES = re.compile(r'^const FILES = "[^"]*";', re.MULTILINE)


def digest_of(files: Mapping[str, str]) -> str:
    """One hash over the names and hashes of all files but the service worker itself."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(files.items()) if name != WORKER]
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def bind(site: Path, version: str, files: Mapping[str, str], off: bool = False) -> bool:
    """Write version and digest into the service worker; False when the site has none."""
    path = site / WORKER
    if not path.exists():
        return False
    text = path.read_text(encoding="utf-8")
    text, one = VERSION.subn(f'const VERSION = "{version}";', text)
    text, two = FILES.subn(f'const FILES = "{"off" if off else digest_of(files)}";', text)
    if (one, two) != (1, 1):
        raise ValueError(f"{WORKER} has no place for the version of the build")
    path.write_text(text, encoding="utf-8")
    return True
