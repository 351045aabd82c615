# Runs inside Pyodide (scripts/runtime_trace.py starts it): which modules does the engine import, and when?
import codecs
import dataclasses
import importlib
import json
import sys
from re import _cache, _compiler  # type: ignore[attr-defined]
from typing import Any

import runtime_workload as workload

ENGINE = "secondtake"
OURS = {"runtime_workload"}


def loaded() -> set[str]:
    return set(sys.modules)


def origins(names: set[str]) -> dict[str, str]:
    """File of each module that has one; built-in and frozen modules are part of the interpreter."""
    found = {}
    for name in sorted(names - OURS):
        spec = getattr(sys.modules[name], "__spec__", None)
        if spec is not None and spec.origin and spec.origin.startswith("/"):
            found[name] = spec.origin
    return found


generated: list[str] = []
# Keys of the cache: the type, the pattern, the flags. What start-up itself compiled is in it already.
patterns = [(pattern, flags) for kind, pattern, flags in _cache if kind is str]
compile_pattern = _compiler.compile


def record_text(text: str, *scopes: Any) -> None:
    """Run what a dataclass generates for its methods, and keep it, so that it can be compiled ahead."""
    generated.append(text)
    exec(text, *scopes)  # noqa: S102  the text comes from dataclasses


def record_pattern(pattern: Any, flags: int = 0) -> Any:
    """Compile a regular expression, and keep it for the same reason."""
    if isinstance(pattern, str):
        patterns.append((pattern, flags))
    return compile_pattern(pattern, flags)


dataclasses.exec = record_text  # type: ignore[attr-defined]
_compiler.compile = record_pattern
# Codecs are found by name, so no import statement shows them. The last reads names inside an archive, and here the
# libraries lie in folders.
for codec in ("ascii", "latin-1"):
    codecs.lookup(codec)
handle = importlib.import_module(f"{ENGINE}.api").handle
known = workload.run_everyday(handle)
core = loaded()
core_origins = origins(core)
ready = {"methods": list(dict.fromkeys(generated)), "patterns": list(dict.fromkeys(patterns))}
codecs.lookup("cp437")
later: dict[str, str] = origins(loaded() - core)
formats = []
for form in known["formats"]:
    for request in workload.exports(known, form["id"]):
        workload.send(handle, request)
    fresh = loaded() - core
    if origins(fresh):
        formats.append(form["id"])
        later.update(origins(fresh))
    for name in fresh:
        del sys.modules[name]
# A package in one archive cannot have modules in another: what belongs to a package of the first goes there too.
for name in [name for name in later if name.split(".")[0] in core_origins]:
    core_origins[name] = later.pop(name)
with open(sys.argv[1], "w", encoding="utf-8") as file:
    found = {"core": core_origins, "later": later, "formats": formats, "ready": ready}
    json.dump(found, file, indent=1, sort_keys=True)
