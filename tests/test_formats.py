"""Every way out gives the letter back, and nothing a person typed becomes a header, markup or a calendar line."""

from __future__ import annotations

import html.parser
import json
import re
from email import message_from_string, policy
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import icalendar
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.api import handle
from secondtake.formats import FORMATS, MAILTO_LIMIT, Parcel, as_mailto
from secondtake.plain import clean_line

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
            "=?utf-8?q?x=0D=0ABcc:_thief@example.org?=",
            "=?utf-8?b?DQpCY2M6IGE=?= role",
            "=0D=0ABcc: thief@example.org",
            "3. a list\n4) another\n+ more\ntitle\n===\n---\n> quote",
            "a | b ~~c~~ ![d](e) <!-- f --> `g` {: .h} &copy; <x@y.z>",
            "\\<b>\\</b> \\; \\, \\n",
            "<a title='\"'>&lt;p&gt;</p></body></html>",
            "\u0130\ufb01\U0001f468\u200d\U0001f469 \u0645\u0631\u062d\u0628\u0627",
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


class Page(html.parser.HTMLParser):
    """The tags of a web page and its text as a reader sees it: paragraphs apart, line breaks kept."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.title = ""
        self.paragraphs: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs or (tag, attrs) in (("html", [("lang", "en")]), ("meta", [("charset", "utf-8")]))
        self.tags.add(tag)
        self._inside = tag if tag in ("p", "title") else self._inside
        if tag == "p":
            self.paragraphs.append("")
        elif tag == "br":
            self.paragraphs[-1] = self.paragraphs[-1].rstrip() + "\n"

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag in ("p", "title") else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == "p":
            self.paragraphs[-1] += data.replace("\n", "")

    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def told_with(text: str) -> dict[str, Any]:
    """The same text in every field that reaches a letter."""
    person = {"name": text, "phone": text, "email": text}
    evidence = [{"question": text, "answer": text, "result": text}]
    return {
        "candidate": person, "interviewers": [{"name": text}], "company": text, "role": text, "highlight": text,
        "fit": text, "interest": text, "evidence": evidence,
    }  # fmt: skip


def letter_in(told: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of the letter, as plain text has them."""
    subject, text = exported("text", **told)["text"].removesuffix("\n").split("\n\n", 1)
    return subject.removeprefix("Subject: "), text


@given(NASTY)
@settings(max_examples=150, deadline=None)
def test_no_field_can_add_a_header_to_a_draft_file(text: str) -> None:
    message = message_from_string(exported("eml", **told_with(text))["text"], policy=policy.default)
    assert set(message.keys()) == {"Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    assert message["X-Unsent"] == "1" and not message.is_multipart() and message.defects == []
    subject, body = letter_in(told_with(text))
    assert str(message["Subject"]).strip() == subject.strip()
    assert message.get_content().replace("\r\n", "\n") == body + "\n"


@given(NASTY)
@settings(max_examples=100, deadline=None)
def test_no_field_reaches_a_calendar_file(text: str) -> None:
    plain = exported("ics")["text"]
    assert exported("ics", **told_with(text), choose={"kind": "thank-you-note"})["text"] == plain


@given(NASTY)
@settings(max_examples=150, deadline=None)
def test_a_web_page_holds_the_letter_as_text_and_no_markup_of_theirs(text: str) -> None:
    page = Page()
    page.feed(exported("html", **told_with(text))["text"])
    subject, body = letter_in(told_with(text))
    assert page.tags <= {"html", "head", "meta", "title", "body", "p", "br"} and page.title == subject
    assert page.text() == body


@given(NASTY)
@settings(max_examples=100, deadline=None)
def test_markdown_renders_without_links_lists_or_headings_of_theirs(text: str) -> None:
    told = told_with(text)
    written = exported("markdown", **told)["text"]
    subject, body = letter_in(told)
    for extensions in ([], ["extra", "admonition", "toc", "sane_lists"]):
        page = Page()
        page.feed(markdown.markdown(written, extensions=extensions))
        assert page.tags <= {"p", "br", "strong"}
        assert page.text() == f"{subject}\n\n{body}"


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


@given(st.integers(0, 2 * MAILTO_LIMIT), st.sampled_from("a\u00e9\U0001f600 \n"))
@settings(max_examples=60, deadline=None)
def test_a_mail_link_holds_the_body_exactly_as_long_as_it_fits(count: int, char: str) -> None:
    body = f"Dear Noor,{char * count}."
    parcel = Parcel("Planner", body)
    link = as_mailto(parcel)
    whole = f"mailto:?subject=Planner&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"
    assert link == (whole if len(whole) <= MAILTO_LIMIT else "mailto:?subject=Planner")


def test_a_subject_that_is_far_too_long_still_makes_a_mail_link_a_program_can_open() -> None:
    assert exported("mailto", role="Planner of " * 400)["text"] == "mailto:"


def calendar_lines(text: str) -> list[tuple[str, str]]:
    """An .ics file as RFC 5545 has it, read without the library that wrote it: unfolded names and values."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    folded = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in folded)
    lines: list[str] = []
    for line in folded:
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert all(re.match("[A-Z-]+[;:]", line) for line in lines)
    return [(line.partition(":")[0], line.partition(":")[2]) for line in lines]


@given(NASTY)
@settings(max_examples=150, deadline=None)
def test_the_address_of_the_page_adds_no_line_to_a_calendar_file(page: str) -> None:
    request = {"command": "export", "format": "ics", "situation": {"mishaps": [{"id": "no-examples"}], **NOW}}
    plain = json.loads(handle(json.dumps(request)))["result"]["text"]
    linked = json.loads(handle(json.dumps({**request, "page": page})))["result"]["text"]
    assert [name for name, _ in calendar_lines(linked)] == [name for name, _ in calendar_lines(plain)]
    descriptions = [str(one["DESCRIPTION"]) for one in icalendar.Calendar.from_ical(linked).walk("VEVENT")]
    assert all(text.count("\n") == bool(clean_line(page)) for text in descriptions)


def test_a_calendar_file_holds_the_steps_of_the_plan_at_local_times() -> None:
    situation = {"mishaps": [{"id": "no-examples"}], **NOW}
    steps = json.loads(handle(json.dumps({"command": "plan", "situation": situation})))["result"]["steps"]
    starts = [value for name, value in calendar_lines(exported("ics")["text"]) if name.startswith("DTSTART")]
    told = [step["date"] + "T" + step["time"] + ":00" if step["time"] else step["date"] for step in steps]
    assert starts == [moment.replace("-", "").replace(":", "") for moment in told]


def test_without_dates_a_calendar_file_is_empty_and_still_one() -> None:
    names = [name for name, _ in calendar_lines(exported("ics", now=None)["text"])]
    assert names[0] == "BEGIN" and names[-1] == "END" and "DTSTART" not in names


def test_a_calendar_file_has_an_alarm_and_a_stable_id_for_each_dated_step() -> None:
    calendar = icalendar.Calendar.from_ical(exported("ics")["text"])
    events = calendar.walk("VEVENT")
    assert len(events) >= 3 and all(event.walk("VALARM") for event in events)
    again = icalendar.Calendar.from_ical(exported("ics")["text"])
    assert [str(one["UID"]) for one in events] == [str(one["UID"]) for one in again.walk("VEVENT")]


@given(NASTY)
@settings(max_examples=60, deadline=None)
def test_json_gives_the_letter_and_what_each_part_rests_on(text: str) -> None:
    told = told_with(text)
    data = json.loads(exported("json", **told)["text"])
    assert (data["subject"], data["text"]) == letter_in(told)
    assert all(part["text"] in data["text"] and part["because"] for part in data["parts"])


@given(NASTY, NASTY)
@settings(max_examples=100, deadline=None)
def test_an_edited_letter_is_as_harmless_as_a_composed_one(subject: str, text: str) -> None:
    for form in ("text", "eml"):
        request = {"command": "export", "format": form, "situation": {"mishaps": [{"id": "rambled"}]}}
        answer = json.loads(handle(json.dumps({**request, "subject": subject, "text": text})))
        message = message_from_string(answer["result"]["text"], policy=policy.default)
        assert {name.lower() for name in message} <= {"subject", "x-unsent", "content-type", "mime-version",
                                                     "content-transfer-encoding"}  # fmt: skip


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


@pytest.mark.parametrize("address", ["noor@larkfield.example", "n.o'h+1@sub.larkfield.example"])
def test_a_mail_link_goes_to_the_one_person_who_should_read_it(address: str) -> None:
    link = exported("mailto", interviewers=[{"name": "Noor Haddad", "email": address}])["text"]
    assert unquote(link.split("?", 1)[0]) == f"mailto:{address}"


@pytest.mark.parametrize("address", ["a@b.example,c@d.example", "a@b.example?bcc=c@d.example", "Noor", "a b@c.example"])
def test_an_address_that_is_not_one_plain_address_is_left_out_of_the_link(address: str) -> None:
    link = exported("mailto", interviewers=[{"name": "Noor Haddad", "email": address}])["text"]
    assert link.startswith("mailto:?subject=")
