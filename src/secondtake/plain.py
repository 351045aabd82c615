"""Make what a person typed safe to place in a letter, and nothing more: the words stay theirs."""

from __future__ import annotations

import re

# Characters that can hide or reorder text, or smuggle a second header: controls, bidi controls, line separators.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029\x85]")
_END_OF_SENTENCE = (".", "!", "?", "\u2026", '."', ".'", ".)", "?)", ".\u201d", "?\u201d", '?"')
# Words that open a noun phrase or a clause and carry no capital of their own.
_OPENERS = frozenset(
    {"the", "a", "an", "your", "our", "their", "my", "his", "her", "its", "this", "that", "these", "those", "how",
     "what", "why", "when", "where", "which", "whether"}
)  # fmt: skip
_ABBREVIATED = re.compile(
    r"\w\.\w+\.$|^(?:Inc|Ltd|Co|Corp|Jr|Sr|etc)\.$"
)  # a stop that belongs to the word: "p.m.", "Inc."
SENTENCE_WORDS = 6  # a text this long that ends in a full stop is taken for a whole sentence
_SUBJECTS = frozenset({"i", "we", "you", "he", "she", "they", "it"})


def clean_line(text: str) -> str:
    """One line: no controls, no broken characters, single spaces."""
    return " ".join(_safe(text).split())


def clean_block(text: str) -> str:
    """Several lines: as clean_line, with paragraphs kept and at most one blank line between them."""
    lines = [" ".join(line.split()) for line in _safe(_LINE_END.sub("\n", text)).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _safe(text: str) -> str:
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", _LINE_END.sub("\n", text)))


def sentence(text: str) -> str:
    """The person's own sentence with a capital at the start and a stop at the end; otherwise untouched."""
    text = text.strip()
    if not text:
        return ""
    first = text.split(" ", 1)[0]
    if first.isalpha() and first.islower():  # "iPhone" and "eBay" keep their small letter
        text = text[0].upper() + text[1:]
    return text if text.endswith(_END_OF_SENTENCE) else text.rstrip(",;: ") + "."


def phrase(text: str) -> str:
    """A noun phrase to set inside our sentence: no final stop, no capital on an opening article or pronoun."""
    text = text.strip().rstrip(",;:! ")
    last = text.rsplit(" ", 1)[-1]
    if last.endswith(".") and not _ABBREVIATED.search(last):
        text = text.rstrip(". ")
    first, _, rest = text.partition(" ")
    if first.lower() in _OPENERS and (first.istitle() or len(first) == 1) and rest:
        return first.lower() + " " + rest
    return text


def shape(text: str) -> str:
    """Whether a text reads as a `question`, a whole `sentence`, or a `phrase`; `` when it is empty."""
    text = text.strip()
    if not text:
        return ""
    if text.rstrip("\"\u201d')").endswith("?"):
        return "question"
    first = text.split(" ", 1)[0].lower().replace("\u2019", "'").split("'")[0]
    long = text.endswith(".") and text.count(" ") >= SENTENCE_WORDS
    return "sentence" if first in _SUBJECTS or long or ". " in text.rstrip(".") else "phrase"
