# Runs inside Pyodide (scripts/runtime_compile.py starts it): compile the closure with the Python that will load it.
import json
import os
import py_compile
import sys
import zipfile

LIBRARY = "/lib/python314.zip"
# Pyodide copies these docstrings onto its own objects while it starts.
WITH_DOCSTRINGS = ("_pyodide", "pyodide")
ENGINE = "/build/engine.zip"
archives = {path: zipfile.ZipFile(path) for path in (LIBRARY, ENGINE)}


def source_of(origin: str) -> bytes:
    for path, archive in archives.items():
        if origin.startswith(path):
            return archive.read(origin.removeprefix(path + "/"))
    with open(origin, "rb") as file:
        return file.read()


def place_of(name: str, origin: str) -> str:
    """Where the module lies in the archive, without its suffix."""
    return name.replace(".", "/") + ("/__init__" if origin.endswith("/__init__.py") else "")


def compile_module(name: str, origin: str, folder: str) -> None:
    place = place_of(name, origin)
    target = f"{folder}/{place}.pyc"
    source = f"/tmp/source/{place}.py"  # noqa: S108  a file system in memory, gone with the process
    os.makedirs(os.path.dirname(source), exist_ok=True)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(source, "wb") as file:
        file.write(source_of(origin))
    py_compile.compile(
        source,
        cfile=target,
        dfile=f"{place}.py",
        doraise=True,
        optimize=1 if name.split(".")[0] in WITH_DOCSTRINGS else 2,
        # The archive is never edited in place, so nothing needs to look for a newer source.
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


with open(sys.argv[1], encoding="utf-8") as closure:
    found = json.load(closure)
for part in ("core", "later"):
    for module, origin in found[part].items():
        compile_module(module, origin, f"{sys.argv[2]}/{part}")
