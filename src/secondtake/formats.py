"""Write a letter or a plan out: the FORMATS table. Nothing a person typed becomes markup, a header or a command."""

from __future__ import annotations

import html
import json
import re
from binascii import b2a_base64
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .model import Letter
from .plain import clean_block, clean_line
from .plan import Plan

# One plain address: no second one behind a comma, no header behind a question mark.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%'*+/=^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
MAILTO_LIMIT = 1900  # characters of the finished address; beyond it some mail programs open nothing at all
# Marks that Markdown reads anywhere; where not every dialect knows the backslash, the character goes by number.
MARKDOWN_INSIDE = {ord(mark): f"\\{mark}" for mark in "\\`*_{}[]"} | {ord(mark): f"&#{ord(mark)};" for mark in "<>&|~"}
MARKDOWN_AT_START = re.compile(r"^(?:[#+!-]|[0-9]+(?=[.)]))", re.MULTILINE)
MARKDOWN_BY_NUMBER = re.compile('^[=:?/;^@$%"]', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be written out: subject and text as they now stand, with the plan and what is known of the people."""

    subject: str
    text: str
    plan: Plan | None = None
    letter: Letter | None = None
    page: str = ""  # the address of the composer page, for calendar entries; holds no private words
    paper: str = "A4"
    to: str = ""  # one email address, or nothing


@dataclass(frozen=True, slots=True)
class Format:
    """One way out: the file ending, the media type, and the function that writes it."""

    id: str
    label: str
    media_type: str
    extension: str
    write: Callable[[Parcel], str | bytes]


def parcel_of(
    letter: Letter,
    plan: Plan | None = None,
    *,
    subject: str = "",
    text: str = "",
    page: str = "",
    paper: str = "A4",
    to: str = "",
) -> Parcel:
    """A letter ready to be written out; an edited subject or text takes the place of the composed one."""
    body = clean_block(text) if text.strip() else letter.text
    return Parcel(clean_line(subject) or letter.subject, body, plan, letter, clean_line(page), paper, to)


def as_text(parcel: Parcel) -> str:
    """Plain text with the subject line first."""
    return f"Subject: {parcel.subject}\n\n{parcel.text}\n"


def as_markdown(parcel: Parcel) -> str:
    """Markdown that renders as the letter: every character that Markdown would read is escaped, line ends are kept."""
    blocks = [_escape_markdown(block).replace("\n", "  \n") for block in parcel.text.split("\n\n")]
    return f"**{_escape_markdown(parcel.subject)}**\n\n" + "\n\n".join(blocks) + "\n"


def _escape_markdown(text: str) -> str:
    escaped = text.translate(MARKDOWN_INSIDE)
    escaped = MARKDOWN_AT_START.sub(lambda mark: mark[0] + "\\" if mark[0].isdigit() else "\\" + mark[0], escaped)
    return MARKDOWN_BY_NUMBER.sub(lambda mark: f"&#{ord(mark[0])};", escaped)


def as_html(parcel: Parcel) -> str:
    """A whole HTML page with the letter as paragraphs."""
    blocks = parcel.text.split("\n\n")
    paragraphs = "\n".join(f"<p>{html.escape(block).replace(chr(10), '<br>')}</p>" for block in blocks)
    title = html.escape(parcel.subject)
    head = f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}\n<body>\n{paragraphs}\n</body>\n</html>\n"


def as_json(parcel: Parcel) -> str:
    """Subject and text, and the composed parts with what they rest on."""
    parts = [asdict(part) for part in parcel.letter.parts] if parcel.letter else []
    data = {"schema": 1, "subject": parcel.subject, "text": parcel.text, "parts": parts}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_mailto(parcel: Parcel) -> str:
    """A mailto address; without the body, then without the subject, where it would be too long for mail programs."""
    to = f"mailto:{_quoted(parcel.to) if ADDRESS.fullmatch(parcel.to) else ''}"
    subject = f"{to}?subject={_quoted(parcel.subject)}"
    whole = f"{subject}&body={_quoted(parcel.text)}"
    return next(address for address in (whole, subject, to) if len(address) <= MAILTO_LIMIT)


def _quoted(text: str) -> str:
    from urllib.parse import quote  # loading it takes as long as writing a letter, and only a link needs it

    return quote(text.replace("\n", "\r\n").encode("utf-8", "replace"), safe="")


def as_eml(parcel: Parcel) -> str:
    """A draft for desktop mail programs: `X-Unsent` makes it open as one, with no date, sender or identity."""
    from email import policy  # loaded only when asked for: it is not in the start-up bundle
    from email.header import Header
    from email.message import EmailMessage

    message = EmailMessage(policy=policy.SMTP)
    message["X-Unsent"] = "1"
    message.set_content(_encodable(parcel.text) + "\n", cte="quoted-printable")
    # EmailMessage would read "=?utf-8?q?=0D=0ABcc:...?=" in a subject as an encoded line end, and write a header.
    subject = _encodable(parcel.subject)
    charset = "us-ascii" if subject.isascii() and "=?" not in subject else "utf-8"
    line = Header(subject, charset, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {line}\r\n" + message.as_bytes().decode("ascii", "replace")


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def as_docx(parcel: Parcel) -> bytes:
    """A Word file, which recruiters ask for and people can go on editing."""
    from .word_file import word_file  # loaded only when asked for: it needs zipfile

    return word_file(parcel.subject, parcel.text, parcel.paper)


def as_ics(parcel: Parcel) -> str:
    """The plan as calendar entries with alarms. No name, no employer and nothing typed is in them."""
    from .calendar_file import calendar_of  # loaded only when asked for: it needs the icalendar library

    return calendar_of(parcel.plan.steps if parcel.plan else (), parcel.page)


FORMATS: Mapping[str, Format] = {
    form.id: form
    for form in (
        Format("text", "Plain text", "text/plain", "txt", as_text),
        Format("markdown", "Markdown", "text/markdown", "md", as_markdown),
        Format("html", "Web page", "text/html", "html", as_html),
        Format("json", "JSON", "application/json", "json", as_json),
        Format("mailto", "Mail link", "text/uri-list", "txt", as_mailto),
        Format("eml", "Draft file for desktop mail programs", "message/rfc822", "eml", as_eml),
        Format(
            "docx",
            "Word file",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            as_docx,
        ),
        Format("ics", "Calendar file", "text/calendar", "ics", as_ics),
    )
}


def written(parcel: Parcel, form: Format) -> dict[str, Any]:
    """One export: a file name without any of the person's words, the media type, and the text or the bytes."""
    kind = parcel.letter.kind if parcel.letter else "plan"
    name = "second-take-plan" if form.id == "ics" else f"second-take-{kind}"
    data = form.write(parcel)
    held = {"text": data} if isinstance(data, str) else {"base64": b2a_base64(data, newline=False).decode("ascii")}
    return {"filename": f"{name}.{form.extension}", "media_type": form.media_type} | held
