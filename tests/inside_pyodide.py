# Runs inside Pyodide from the published archives alone (tests/test_runtime.py starts it) and writes what it found.
import importlib
import json
import sys

import runtime_workload as workload

ALLOWED = ("/lib/python314.zip", "/build/later.zip", "/scripts/")
missing = []
answers = []


def ask(text):
    try:
        answer = importlib.import_module("secondtake.api").handle(text)
    except Exception as problem:  # the test wants to hear of every kind
        missing.append(f"{text[:80]}: {type(problem).__name__}: {problem}")
        answer = "{}"
    answers.append(answer)
    return answer


known = workload.run_everyday(ask)
sys.path.append(sys.argv[1])
for form in known["formats"]:
    for request in workload.exports(known, form["id"]):
        workload.send(ask, request)
origins = {getattr(getattr(module, "__spec__", None), "origin", None) or "built-in" for module in sys.modules.values()}
outside = sorted(origin for origin in origins if origin.startswith("/") and not origin.startswith(ALLOWED))
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump({"missing": missing, "outside": outside, "answers": answers}, file)
