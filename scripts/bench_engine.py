"""How many letters this Python composes and checks in a second."""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from runtime_workload import catalogue, situation
from secondtake.api import handle


def compose_requests() -> list[str]:
    """One request for a letter for every mishap."""
    ids = [mishap["id"] for mishap in catalogue(handle)["mishaps"]]
    return [json.dumps({"schema": 1, "command": "compose", "situation": situation(name)}) for name in ids]


def letters(requests: list[str]) -> Iterator[dict[str, Any]]:
    """The letters those requests give, where one should be sent."""
    for request in requests:
        letter = json.loads(handle(request))["result"]["letter"]
        if letter:
            yield letter


def review_requests(requests: list[str]) -> list[str]:
    """One request for a letter check for every composed letter."""
    return [json.dumps({"schema": 1, "command": "review", "text": letter["text"]}) for letter in letters(requests)]


def rate(work: Callable[[str], str], requests: list[str], rounds: int) -> float:
    """Requests per second, the median of several rounds over all of them."""
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        for request in requests:
            work(request)
        found.append(len(requests) / (time.perf_counter() - began))
    return statistics.median(found)


def main() -> None:
    """Print both rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    composing = compose_requests()
    reviewing = review_requests(composing)
    print(f"Engine, Python {platform.python_version()}, one core, through its JSON door, median of {asked.rounds}")
    print(f"  compose (with its own check)  {rate(handle, composing, asked.rounds):8.0f} per second")
    print(f"  review of a composed letter   {rate(handle, reviewing, asked.rounds):8.0f} per second")


if __name__ == "__main__":
    main()
