"""Hostile text through the JSON door and every format: it stays text, whatever field it was typed into."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from hostile import CORPUS, PROTOTYPE_KEYS, TEN_MEGABYTES
from runtime_workload import situation
from secondtake.api import handle

PLAIN = "Ana Costa"
FIELDS = ("company", "role", "highlight")


def typed(text: str) -> dict[str, Any]:
    """A situation with the same text in every field that people fill by hand."""
    it = json.loads(json.dumps(situation("rambled")))
    it.update(dict.fromkeys(FIELDS, text))
    it["candidate"] = {"name": text}
    it["interviewers"] = [{"name": text}]
    it["evidence"] = [{"question": text, "answer": text}]
    return dict(it)


def asked(command: str, text: str, **more: Any) -> dict[str, Any]:
    """One exchange through the door."""
    request = {"schema": 1, "command": command, "situation": typed(text), **more}
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    return answer


def exported(form: str, text: str) -> str | None:
    """The file, or nothing when the door refused the text by name."""
    answer = asked("export", text, format=form)
    if not answer["ok"]:
        assert answer["error"]["field"], answer
        return None
    return str(answer["result"]["text"])


class Tags(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write down the element and its attributes."""
        self.seen |= {tag, *(f"{tag} {name}" for name, _ in attrs)}


def event_lines(text: str) -> list[str]:
    """The names of a calendar's lines, folded lines joined."""
    return sorted(line.partition(":")[0].partition(";")[0] for line in text.replace("\r\n ", "").split("\r\n"))


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_text_adds_no_header_event_element_or_recipient(name: str) -> None:
    text = CORPUS[name]
    mail = exported("eml", text)
    if mail is not None:
        headers = message_from_bytes(mail.encode("utf-8", "surrogatepass"), policy=policy.default).keys()
        assert {"bcc", "cc"}.isdisjoint(key.lower() for key in headers)
        assert len(headers) == len({key.lower() for key in headers})
    page = exported("html", text)
    assert page is None or Tags(page).seen <= Tags(exported("html", PLAIN) or "").seen
    link = exported("mailto", text)
    assert link is None or parse_qs(urlsplit(link).query).keys() <= {"subject", "body"}
    calendar = exported("ics", text)
    assert calendar is None or "ATTENDEE" not in event_lines(calendar)
    assert calendar is None or event_lines(calendar).count("BEGIN") == event_lines(exported("ics", PLAIN) or "").count(
        "BEGIN"
    )


@pytest.mark.parametrize("key", PROTOTYPE_KEYS)
def test_a_key_that_reaches_behind_objects_is_refused_by_name(key: str) -> None:
    request = json.dumps({"schema": 1, "command": "assess", "situation": {**typed(PLAIN), key: {"polluted": True}}})
    error = json.loads(handle(request))["error"]
    assert error["code"] == "unknown-key"
    assert key in error["field"]


@pytest.mark.parametrize("command", ["assess", "compose", "plan", "pack", "export"])
def test_a_name_of_ten_megabytes_is_refused_in_words(command: str) -> None:
    more = {"format": "text"} if command == "export" else {}
    answer = asked(command, TEN_MEGABYTES, **more)
    assert not answer["ok"]
    assert len(json.dumps(answer)) < 2_000
