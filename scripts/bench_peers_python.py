"""One prose checker in Python, in a process of its own: what bench_peers.mjs does for the ones from npm."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

Check = Callable[[str], int]


def second_take() -> Check:
    """Our review, without a situation, as `import secondtake` gives it."""
    from secondtake import review

    return lambda text: len(review(text).findings)


def proselint() -> Check:
    """proselint with all the checks it switches on by itself."""
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    return lambda text: len(LintFile("letter", text).lint())


CHECKERS: dict[str, Callable[[], Check]] = {"secondtake": second_take, "proselint": proselint}


def one_pass(check: Check, texts: list[str]) -> dict[str, float]:
    """Check every text once."""
    began = time.perf_counter()
    findings = sum(map(check, texts))
    return {"seconds": time.perf_counter() - began, "findings": findings}


def main() -> None:
    """Read {first, texts, passes} as JSON; print one line at each stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=CHECKERS)
    name = parser.parse_args().name
    given = json.load(sys.stdin)
    check = CHECKERS[name]()
    check(given["first"])
    print(json.dumps({"version": version(name)}), flush=True)
    one_pass(check, given["texts"])  # fills the caches
    for _ in range(given["passes"]):
        print(json.dumps(one_pass(check, given["texts"])), flush=True)


if __name__ == "__main__":
    main()
