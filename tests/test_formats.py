"""Every way out gives the letter back, and nothing a person typed becomes a header, markup or a calendar line."""

from __future__ import annotations

import html.parser
import json
from email import message_from_string, policy
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.api import handle
from secondtake.formats import FORMATS, MAILTO_LIMIT

NASTY = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "x\r\nBcc: thief@example.org",
            "<script>alert(1)</script>",
            "a\u2028BEGIN:VALARM",
            "END:VCALENDAR\nBEGIN:VCALENDAR",
            "\x00\x1b[31m",
            "\u202eevil",
            "\ud800",
            "**bold** [link](javascript:alert(1))",
            "&body=gone",
            "${role} {0} %s",
            "# heading\n- list",
        ]
    ),
)
NOW = {"interview": {"date": "2026-11-20"}, "now": "2026-11-20T17:00:00"}


def exported(form: str, **told: Any) -> dict[str, Any]:
    """One export; the situation may hold anything a person could type."""
    situation = {"mishaps": [{"id": "no-examples"}], "can_add": "no", **NOW, **told}
    request = {"schema": 1, "command": "export", "format": form, "situation": situation}
    answer = json.loads(handle(json.dumps(request)))
    assert answer["ok"], answer
    result: dict[str, Any] = answer["result"]
    return result


def told_with(text: str) -> dict[str, Any]:
    """The same text in every field that reaches a letter."""
    person = {"name": text, "phone": text, "email": text}
    evidence = [{"question": text, "answer": text, "result": text}]
    return {
        "candidate": person, "interviewers": [{"name": text}], "company": text, "role": text, "highlight": text,
        "fit": text, "interest": text, "evidence": evidence,
    }  # fmt: skip


@given(NASTY)
@settings(max_examples=150, deadline=None)
def test_no_field_can_add_a_header_to_a_draft_file(text: str) -> None:
    message = message_from_string(exported("eml", **told_with(text))["text"], policy=policy.default)
    assert set(message.keys()) == {"Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    assert message["X-Unsent"] == "1" and not message.is_multipart()


@given(NASTY)
@settings(max_examples=100, deadline=None)
def test_no_field_reaches_a_calendar_file(text: str) -> None:
    plain = exported("ics")["text"]
    assert exported("ics", **told_with(text), choose={"kind": "thank-you-note"})["text"] == plain


@given(NASTY)
@settings(max_examples=150, deadline=None)
def test_a_web_page_holds_the_letter_as_text_and_no_markup_of_theirs(text: str) -> None:
    class Tags(html.parser.HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: set[str] = set()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.add(tag)
            assert tag in ("html", "meta") or not attrs

    tags = Tags()
    tags.feed(exported("html", **told_with(text))["text"])
    assert tags.found <= {"html", "head", "meta", "title", "body", "p", "br"}


@given(NASTY)
@settings(max_examples=100, deadline=None)
def test_markdown_renders_without_links_lists_or_headings_of_theirs(text: str) -> None:
    rendered = markdown.markdown(exported("markdown", **told_with(text))["text"])
    assert not any(tag in rendered for tag in ("<a ", "<h1", "<ul", "<ol", "<script", "<code", "<em>", "<img"))


@given(NASTY)
@settings(max_examples=150, deadline=None)
def test_a_mail_link_has_one_subject_one_body_and_a_bounded_length(text: str) -> None:
    link = exported("mailto", **told_with(text))["text"]
    query = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert set(query) <= {"subject", "body"} and all(len(values) == 1 for values in query.values())
    assert len(link) <= MAILTO_LIMIT and "\n" not in link and " " not in link
    assert "\r" not in unquote(query["subject"][0])


def test_a_draft_file_and_a_mail_link_give_the_letter_back() -> None:
    told = {"candidate": {"name": "Zoë Ångström"}, "role": "Planner", "interviewers": [{"name": "Noor Haddad"}]}
    text = exported("text", **told)["text"].split("\n\n", 1)[1].strip()
    message = message_from_string(exported("eml", **told)["text"], policy=policy.default)
    assert message.get_content().replace("\r\n", "\n").strip() == text
    query = parse_qs(urlsplit(exported("mailto", **told)["text"]).query)
    assert query["body"][0].replace("\r\n", "\n") == text and "\r\n" in query["body"][0]


def test_a_long_letter_leaves_the_body_out_of_the_mail_link() -> None:
    link = exported("mailto", fit="I ran it for a year. " * 200)["text"]
    assert "body=" not in link and link.startswith("mailto:?subject=")


def test_a_calendar_file_has_an_alarm_and_a_stable_id_for_each_dated_step() -> None:
    calendar = icalendar.Calendar.from_ical(exported("ics")["text"])
    events = calendar.walk("VEVENT")
    assert len(events) >= 3 and all(event.walk("VALARM") for event in events)
    again = icalendar.Calendar.from_ical(exported("ics")["text"])
    assert [str(one["UID"]) for one in events] == [str(one["UID"]) for one in again.walk("VEVENT")]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_file_name_holds_none_of_the_persons_words(form: str) -> None:
    name = exported(form, **told_with("Quillfeather"))["filename"]
    assert "Quill" not in name and name.endswith("." + FORMATS[form].extension)


def test_an_edited_letter_is_what_leaves() -> None:
    situation = {"mishaps": [{"id": "rambled"}]}
    request = {
        "command": "export",
        "format": "text",
        "situation": situation,
        "text": "Dear Sam,\n\nMine.",
        "subject": "Hi",
    }
    answer = json.loads(handle(json.dumps(request)))
    assert answer["result"]["text"] == "Subject: Hi\n\nDear Sam,\n\nMine.\n"
