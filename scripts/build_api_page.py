"""Ask the door every example request of docs/about/api.md and write the real answers into docs/_generated/api/.

A section of the page holds one request, as a `json` block, and includes its answer from here.
"""

from __future__ import annotations

import argparse
import json
import re
from typing import Any

from markup import GENERATED, ROOT, report, write_if_changed
from secondtake.api import handle

PAGE = ROOT / "docs" / "about" / "api.md"
FOLDER = GENERATED / "api"
REQUEST = re.compile(r"^``` ?json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHORTENED = ("catalogue", "pack")
ANSWER = "/// details | {title}\n\n``` json\n{answer}\n```\n\n///\n"


def requests(page: str) -> dict[str, dict[str, Any]]:
    """The example requests by name: the command, or the code of the error that the example shows."""
    found = [json.loads(code) for code in REQUEST.findall(page)]
    return {name_of(request): request for request in found}


def name_of(request: dict[str, Any]) -> str:
    """What the file with the answer is called."""
    answer = asked(request)
    return str(answer["command"] if answer["ok"] else answer["error"]["code"])


def asked(request: dict[str, Any]) -> dict[str, Any]:
    """The answer of the door."""
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    return answer


def shown(answer: dict[str, Any]) -> str:
    """The answer, easy to read. Of the long lists of the catalogue and the pack only the first entry is kept."""
    if answer.get("command") in SHORTENED:
        answer = {**answer, "result": {name: _first(rows) for name, rows in answer["result"].items()}}
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _first(rows: Any) -> Any:
    if isinstance(rows, dict):
        return {name: _first(value) if name == "copies" else value for name, value in rows.items()}
    return rows[:1] if isinstance(rows, list) else rows


def main() -> None:
    """Write one snippet per example."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    examples = requests(PAGE.read_text(encoding="utf-8"))
    written = 0
    for name, request in examples.items():
        answer = asked(request)
        title = "The answer" if name not in SHORTENED else "The answer, with the first entry of each list"
        text = ANSWER.format(title=title, answer=shown(answer))
        written += write_if_changed(FOLDER / f"{name}.md", text)
    report("api page", written, len(examples))


if __name__ == "__main__":
    main()
