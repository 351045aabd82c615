"""Where the parts of a letter are: subject line, salutation, body, complimentary close, signature, postscript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from secondtake.text import Span, fold, lines, words

_HEADER = re.compile(r"(subject|re|to|from|date|sent|cc|bcc|fw|fwd)\s*:", re.IGNORECASE)
_WROTE = re.compile(r"on .{4,90} wrote:\s*\Z|(?<!-)-{2,} ?(original|forwarded) message", re.IGNORECASE | re.DOTALL)
_POSTSCRIPT = re.compile(r"p\.? ?(p\.? ?)?s\b\.?[ :,\-]", re.IGNORECASE)
_CONTACT = re.compile(
    r"@|https?:|www\.|(?:\d[\s().+-]{0,3}){6}|\b(?:enc|encl|cc|tel|phone|mobile|enclosures?)\b", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?][\"')]?\s+(?=\S)")
_LONG_LINE = 12
_NAME_WORDS = 4
_SHORTEST_NAME = 2
_SIGNED_WORDS = 9
_DRAWN_OUT = re.compile(r"(?:h+e+y{2,}a?|h+e+l{2,}o{2,}|h+i{2,}(?:y+a+)?|h+i+y+a{2,})\b")  # "heyyy"
_AFTER_NAME = re.compile(r"[,|(/\u2013\u2014]| - ")  # "Larry Petrone, badge 4471"; "Ana Brandt (Ms)"
_DIGIT = re.compile(r"\d")
_LETTERS_OF_HONOUR = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.?){1,4}\Z")  # "BSc", "C.Tech.", "RN"
_FEWEST_LINES = 3  # a name, a letter, a name
_ADDRESS_WORDS = 6
_LINES_OF_HEADING = 14
_LINES_OF_CLOSE = 9


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one letter, as spans of its text; None where a part is absent."""

    subject: Span | None
    greeting: Span | None
    body: Span
    close: Span | None
    signature: Span | None
    postscript: Span | None
    replies: tuple[Span, ...]


def find_parts(text: str, letter_words: Mapping[str, tuple[str, ...]]) -> Parts:
    """Find the parts of a letter. `letter_words` holds the words that open and close one."""
    rows = list(lines(text))
    replies = _replies(text, rows)
    quoted = set(replies)
    rows = [row for row in rows if row not in quoted]
    subject, rest = _subject(text, rows)
    greeting, begins = _greeting(text, rest, letter_words["openers"])
    start = greeting.end if greeting else (rest[0].start if rest else len(text))
    below = [row for row in rest if row.end > start]
    postscript = _postscript(text, below)
    below = [row for row in below if postscript is None or row.end <= postscript.start]
    close, signature = _close(text, below[begins:], letter_words["closes"])
    end = close.start if close else (signature.start if signature else (postscript.start if postscript else len(text)))
    return Parts(subject, greeting, Span(start, max(start, end)), close, signature, postscript, tuple(replies))


def _replies(text: str, rows: list[Span]) -> list[Span]:
    quoted = [row for row in rows if text[row.start] == ">"]
    for at, row in enumerate(rows):
        if row.end - row.start < 140 and _WROTE.match(text, row.start, row.end):
            marked = [later for later in rows[at:] if text[later.start] == ">"]
            quoted += [row] if marked else rows[at:]
            break
    return sorted(set(quoted), key=lambda row: row.start)


def _subject(text: str, rows: list[Span]) -> tuple[Span | None, list[Span]]:
    subject = None
    at = 0
    for row in rows[:_LINES_OF_HEADING]:
        header = _HEADER.match(text, row.start, row.end)
        if not header:
            break
        if subject is None and fold(header.group(1)) in ("subject", "re", "fw", "fwd"):
            subject = Span(
                header.end() + len(text[header.end() : row.end]) - len(text[header.end() : row.end].lstrip()), row.end
            )
        at += 1
    if subject is None:
        for row in rows[at : at + _LINES_OF_HEADING]:
            header = _HEADER.match(text, row.start, row.end)
            if header and fold(header.group(1)) in ("subject", "re"):
                return Span(header.end(), row.end), [other for other in rows[at:] if other != row]
            if words(text, row.start, row.end) > _LONG_LINE:
                break
    return subject, rows[at:]


def _greeting(text: str, rows: list[Span], openers: tuple[str, ...]) -> tuple[Span | None, int]:
    """Return the salutation, and 1 if it fills its own line (so that the line is not taken for the signature)."""
    for row in rows[:_LINES_OF_HEADING]:
        folded = fold(text[row.start : row.end])
        opener = next((word for word in openers if folded.startswith(word)), "")
        if opener and not folded[len(opener) : len(opener) + 1].isalnum():
            return _up_to_comma(text, row, len(opener)), 0
        if _DRAWN_OUT.match(folded) and words(text, row.start, row.end) <= _ADDRESS_WORDS:
            return row, 0
        if words(text, row.start, row.end) > _LONG_LINE:
            break
    if rows and (_names_someone(text, rows[0]) or _name_apart(text, rows)):
        return rows[0], 0
    return None, 0


def _up_to_comma(text: str, row: Span, opener: int) -> Span:
    if words(text, row.start, row.end) <= 6 and not _ENDS.search(text, row.start, row.end):
        return row
    stop = re.compile(r"[,:;.\u2013\u2014]|!+").search(text, row.start + opener, row.end)
    while (
        stop
        and stop.group() == "."
        and text[max(row.start, stop.start() - 3) : stop.start()].strip().lower() in ("mr", "ms", "mrs", "dr", "mx")
    ):
        stop = re.compile(r"[,:;!.\u2013\u2014]").search(text, stop.end(), row.end)
    if stop and words(text, row.start, stop.start()) <= 6:
        return Span(row.start, stop.end())
    end = row.start + opener
    for match in re.finditer(r"\s+(\S+)", text[end : row.end]):
        if not match.group(1)[:1].isupper() or match.group(1) in ("I", "Thank", "Thanks"):
            return Span(row.start, end + match.start())
    return row


def _is_name(text: str, row: Span) -> bool:
    parts = text[row.start : row.end].strip(" ,:-.\u2013\u2014").split()
    return 0 < len(parts) <= _NAME_WORDS and all(part[:1].isupper() or not part[:1].isascii() for part in parts)


def _signs(text: str, row: Span) -> bool:
    """Say whether a line is a name, alone or with a number, a title or letters of honour after it."""
    if _is_name(text, row):
        return not _sentence_like(text, row) or bool(_LETTERS_OF_HONOUR.match(text[row.start : row.end].split()[-1]))
    after = _AFTER_NAME.search(text, row.start, row.end)
    if after is None or words(text, row.start, row.end) > _SIGNED_WORDS or text[row.end - 1] in "?!:":
        return False
    before = text[row.start : after.start()].split()
    while len(before) > _SHORTEST_NAME and _LETTERS_OF_HONOUR.match(before[-1]):
        before.pop()
    fewest = 1 if text[after.start()] == "(" else _SHORTEST_NAME
    return fewest <= len(before) <= _NAME_WORDS and all(
        part[:1].isupper() and not _DIGIT.search(part) for part in before
    )


def _below_name(text: str, row: Span) -> bool:
    """Say whether a line is one that stands below a name: how to be reached, or a remark in brackets."""
    if words(text, row.start, row.end) >= _SIGNED_WORDS or _signs(text, row):
        return False
    return text[row.start] == "(" or bool(_CONTACT.search(text, row.start, row.end))


def _names_someone(text: str, row: Span) -> bool:
    """Say whether a line is only an address: short, a comma or colon at its end, a name before it."""
    ends = text[row.end - 1] in ",:-\u2013\u2014" and words(text, row.start, row.end) <= _ADDRESS_WORDS
    return ends and text[row.start : row.end].split()[-1][:1].isupper()


def _name_apart(text: str, rows: list[Span]) -> bool:
    """Say whether the first line is a name and nothing else, with an empty line after it: an address has none."""
    if len(rows) < _FEWEST_LINES or not _is_name(text, rows[0]):
        return False
    return text.count("\n", rows[0].end, rows[1].start) > 1


def _postscript(text: str, rows: list[Span]) -> Span | None:
    for row in rows[1:]:
        if _POSTSCRIPT.match(text, row.start, row.end):
            return Span(row.start, rows[-1].end)
    return None


def _close(text: str, rows: list[Span], closes: tuple[str, ...]) -> tuple[Span | None, Span | None]:
    last = rows[-_LINES_OF_CLOSE:]
    for at in range(len(last) - 1, -1, -1):
        if _is_close(text, last[at], closes):
            after = last[at + 1 :]
            return last[at], Span(after[0].start, after[-1].end) if after else None
    while len(last) > 1 and _below_name(text, last[-1]):
        last = last[:-1]
    if last and (len(rows) > 1 or words(text, last[-1].start, last[-1].end) < 3):
        row = last[-1]
        if text[row.end - 1] not in "?!:" and _signs(text, row):
            return None, Span(row.start, rows[-1].end)
    if last and len(rows) > 1 and _stands_alone(text, rows[-2], last[-1]):
        return None, last[-1]
    if len(rows) > 2 and words(text, rows[-1].start, rows[-1].end) < _NAME_WORDS and _stands_alone(text, *rows[-3:-1]):
        return rows[-2], rows[-1]
    return _inline_close(text, rows[-1], closes) if rows else (None, None)


def _stands_alone(text: str, before: Span, row: Span) -> bool:
    """Say whether the last line is one to three words of its own, as a name in small letters is: "jordan xx"."""
    said = text[row.start : row.end]
    return text[before.end : row.start].count("\n") > 1 and words(said) < _NAME_WORDS and said[-1] not in ".?!:"


def _is_close(text: str, row: Span, closes: tuple[str, ...]) -> bool:
    count = words(text, row.start, row.end)
    if count > 8:
        return False
    folded = fold(text[row.start : row.end]).lstrip("-~ ")
    opener = next((word for word in closes if folded.startswith(word)), "")
    if not opener or folded[len(opener) : len(opener) + 1].isalnum():
        return False
    rest = folded[len(opener) :].strip()
    if not rest or folded.endswith(","):
        return True
    return (rest[0] in ",.-!&" and count <= 5) or (count <= 4 and rest[-1] not in ".?!")


def _sentence_like(text: str, row: Span) -> bool:
    return text[row.end - 1] == "." and words(text, row.start, row.end) > 2


def _inline_close(text: str, row: Span, closes: tuple[str, ...]) -> tuple[Span | None, Span | None]:
    """Find a close at the end of the last line, as in a text message: "... at four. Thanks, Priya"."""
    tail = list(_ENDS.finditer(text, max(row.start, row.end - 60), row.end))
    for match in tail[-2:]:
        span = Span(match.end(), row.end)
        if _is_close(text, span, closes):
            return span, None
        if words(text, span.start, span.end) <= 3 and _is_name(text, Span(span.start, span.end)):
            return None, span
    return None, None
