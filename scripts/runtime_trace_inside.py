# Runs inside Pyodide (scripts/runtime_trace.py starts it): which modules does the engine import, and when?
import importlib
import json
import sys
import traceback

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


# The page turns a crash into a message, which takes these.
try:
    raise ValueError("traced")
except ValueError:
    traceback.format_exc()
handle = importlib.import_module(f"{ENGINE}.api").handle
known = workload.run_everyday(handle)
core = loaded()
core_origins = origins(core)
later: dict[str, str] = {}
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
    json.dump({"core": core_origins, "later": later, "formats": formats}, file, indent=1, sort_keys=True)
