"""A copy of the built site that a test may change and publish anew, served by a process that can really be ended."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from finish_build import build_name, files_of, name_build, write_manifest
from finish_offline import bind

SERVE = Path(__file__).resolve().parent.parent / "scripts" / "serve.py"
BASE = "/second-take/"


class PublishedSite:
    """One published site: its folder, its address, and what was asked of its server."""

    def __init__(self, built: Path, folder: Path, base: str = BASE) -> None:
        self.folder = folder
        self.base = base
        self.log = folder.parent / f"{folder.name}.log"
        shutil.copytree(built, folder)
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://127.0.0.1:{self.port}{self.base}"

    def start(self) -> None:
        """Serve, on the port of before if there was one, and wait until the server says so."""
        command = [sys.executable, "-u", str(SERVE), "--log", "--folder", str(self.folder)]
        command += ["--base", self.base, "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if b"http://" in line:
                self.port = int(line.split(b"127.0.0.1:")[1].split(b"/")[0])
                break
        else:
            raise RuntimeError(f"the server did not start: {self.log.read_text(encoding='utf-8')[-400:]}")
        self._drain()

    def _drain(self) -> None:
        assert self.process is not None and self.process.stdout is not None
        with self.log.open("ab") as log:
            # The server's own lines go into the log from now on, by another process: nothing here has to read them.
            self.copier = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=log)

    def kill(self) -> None:
        """End the server as a power cut would: open connections die with it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.copier.wait()
            self.process = None

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change one published file. Until publish() the list of the build no longer fits it."""
        path = self.folder / name
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def publish(self, version: str, off: bool = False) -> str:
        """Name the build in every footer as each build does, bind the service worker to the files, write their list.

        Returns the build's name.
        """
        commit = hashlib.sha1(version.encode(), usedforsecurity=False).hexdigest()
        name_build(self.folder, version, commit)
        bind(self.folder, version, files_of(self.folder), off=off)
        write_manifest(self.folder, version, commit)
        return build_name(version, commit)

    def every_since(self, mark: int) -> list[str]:
        """The paths of all requests since the mark, whatever was answered."""
        lines = self.log.read_text(encoding="utf-8").splitlines()[mark:]
        return [line.split('"')[1].split()[1].removeprefix(self.base) for line in lines if '"GET ' in line]

    def asked_since(self, mark: int) -> list[str]:
        """The paths of which the server sent the bytes since the mark, below the base."""
        lines = self.log.read_text(encoding="utf-8").splitlines()[mark:]
        sent = [line.split('"')[1].split()[1] for line in lines if '"GET ' in line and '" 200 ' in line]
        return [path.removeprefix(self.base) for path in sent]

    def mark(self) -> int:
        """Where the log is now."""
        return len(self.log.read_text(encoding="utf-8").splitlines())
