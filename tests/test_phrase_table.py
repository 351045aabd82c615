"""What the build writes down of the phrases finds exactly what the phrases themselves find."""

from __future__ import annotations

import json
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from bench_review import letters
from secondtake.load import content
from secondtake.phrases import Phrasebook
from secondtake.text import tokens

BOOK = content().rules.phrases
STORED = Phrasebook.stored(json.loads(json.dumps(BOOK.table())))
WORDS = sorted({word for line in BOOK.table()["nodes"].split("\n") for word in line.split() if word.isalpha()})


def found(book: Phrasebook, words: list[str]) -> set[tuple[int, int, int]]:
    """Every match in a sentence of these words."""
    sentence = [("^",), *book.keys(words), ("$",)]
    return {(match.label, match.first, match.last) for match in book.matches(sentence)}


def test_every_letter_of_the_corpus_gives_the_same_matches() -> None:
    seen = 0
    for letter in letters("develop"):
        for line in letter.text.splitlines():
            words = [token.word for token in tokens(line, 0, len(line))]
            here = found(BOOK, words)
            assert found(STORED, words) == here, line
            seen += len(here)
    assert seen > 1000


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(["needed", "12", "zyx", "^", "$"]), max_size=30))
def test_sentences_made_of_the_words_of_phrases_give_the_same_matches(words: list[str]) -> None:
    assert found(STORED, words) == found(BOOK, words)


def test_a_word_counts_as_the_same_in_both_books() -> None:
    words = [*BOOK._keys, "needed", "shed", "7", "zyx"]  # every word that any phrase knows
    assert [set(keys) for keys in STORED.keys(words)] == [set(keys) for keys in BOOK.keys(words)]


def test_two_processes_write_the_same_table() -> None:
    code = (
        "import json, hashlib; from secondtake.load import content;"
        "print(hashlib.sha256(json.dumps(content().rules.phrases.table()).encode()).hexdigest())"
    )
    run = [sys.executable, "-c", code]
    made = {
        subprocess.run(run, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")
    }
    assert len(made) == 1
