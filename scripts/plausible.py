"""Random but plausible situations, always the same for the same seed: the invented people of the catalogue, shuffled.

Each takes its job (company, role, what was said and shown there) from one entry's sample and what went wrong from
another entry, with a name, a region and a register of its own. Now and then something was not told, as with people.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from secondtake.load import content

Told = dict[str, Any]
OF_THE_JOB = ("company", "role", "interviewers", "highlight", "fit", "interest", "evidence")
OF_THE_MISHAP = ("correction", "adjustment", "conduct", "agency", "coordinator", "process", "contact", "new_slots",
                 "ask", "decision", "harm", "they_phoned", "phone_is_hard", "sent")  # fmt: skip
LEFT_OUT = {"highlight": 0.25, "fit": 0.3, "interest": 0.3, "evidence": 0.3, "company": 0.1}
ANSWERS = {
    "extent": ("one_moment", "one_answer", "most_of_it", None),
    "noticed": ("yes", "unsure", "no", None),
    "central": ("yes", "no", None),
    "recovered": ("yes", "partly", "no", None),
}
ASKS = ("none", "ten_minutes", "in_writing", "meet_again", "feedback")
FIRST_DAY = date(2026, 1, 5)


def plausible(random: Random, mishap: str | None = None, **fixed: Any) -> Told:
    """One situation; with `mishap` and other fields as given."""
    samples = [entry.sample for entry in content().mishaps.values()]
    entry = content().mishaps[mishap] if mishap else random.choice(list(content().mishaps.values()))
    job = random.choice(samples)
    told: Told = {name: job[name] for name in OF_THE_JOB if name in job and random.random() >= LEFT_OUT.get(name, 0)}
    told |= {name: entry.sample[name] for name in OF_THE_MISHAP if name in entry.sample}
    if "evidence" not in job and "evidence" in entry.sample and random.random() < 0.7:
        told["evidence"] = entry.sample["evidence"]
    if "ask" not in told and random.random() < 0.3:
        told["ask"] = random.choice(ASKS)
    told["candidate"] = random.choice(samples)["candidate"]
    told["interview"] = {"date": (FIRST_DAY + timedelta(days=random.randrange(350))).isoformat(), "format": "video"}
    told["region"] = random.choice(_same_spelling(job["region"]))
    told["register"] = random.choice(("plain", "warm"))
    told["mishaps"] = [_report(random, entry.id)]
    plain: Told = json.loads(json.dumps({**told, **fixed}, default=str))
    return plain


def _same_spelling(region: str) -> list[str]:
    """The regions in which what these people typed is spelt as they spelt it."""
    regions = content().regions
    return [name for name, one in regions.items() if one["spelling"] == regions[region]["spelling"]]


def _report(random: Random, mishap: str) -> Told:
    """What went wrong, told more or less fully."""
    report: Told = {"id": mishap}
    for name, values in ANSWERS.items():
        value = random.choice(values)
        if value:
            report[name] = value
    if random.random() < 0.4:
        report["minutes_late"] = random.choice((5, 10, 12, 20, 35))
    return report


def many(seed: int, count: int) -> Iterator[Told]:
    """So many situations."""
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    for _ in range(count):
        yield plausible(random)


def main() -> None:
    """Print some, to look at them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for told in many(asked.seed, asked.count):
        print(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
