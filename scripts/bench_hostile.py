"""How time grows when a letter repeats what sets a rule off: each rule's trigger 1,000 and 10,000 times.

Prints the exponent for every rule, worst first: 1 is in proportion, 2 would be four times the time for twice the text.
"""

from __future__ import annotations

import argparse
import math
import sys
import time

from secondtake.findings import Rule
from secondtake.load import content
from secondtake.review import review

FEW, MANY = 1_000, 10_000
MOST = 1.3  # an exponent beyond this is no noise


def trigger(rule: Rule) -> str:
    """The first half of a sentence that a rule objects to."""
    words = rule.bad[0].split()
    return " ".join(words[: max(2, len(words) // 2)][:12]) + ". "


def seconds(text: str, channel: str) -> float:
    """The processor time of one review, so that what else the machine does is not in it."""
    begin = time.process_time()
    review(text, content().rules, channel=channel)
    return time.process_time() - begin


def exponent(rule: Rule) -> float:
    """How time grows between the two sizes."""
    start, channel = trigger(rule), rule.channels[0]
    few, many = (seconds(start * count, channel) for count in (FEW, MANY))
    return math.log(many / few) / math.log(MANY / FEW)


def main() -> int:
    """Measure every rule."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    found = sorted(((exponent(rule), rule.id) for rule in content().rules), reverse=True)
    for growth, name in found:
        print(f"{name:28}{growth:6.2f}")
    print(f"worst {found[0][0]:.2f} of {len(found)} rules, from {FEW:,} to {MANY:,} repetitions")
    return 1 if found[0][0] > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
