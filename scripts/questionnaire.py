"""Turn questions.toml into labelled form controls that also work before, or without, any script."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from markup import CONTENT, Child, Html, as_json, tag

Question = Mapping[str, Any]
# What each of the person's own fields tells the browser; the others are not the person's data.
AUTOCOMPLETE = {"candidate.name": "name", "candidate.email": "email", "candidate.phone": "tel"}
ONE_WORD_FIELDS = {"candidate.email": "email", "candidate.phone": "tel"}
SHORT = {"number"}


def questionnaire() -> dict[str, Any]:
    """The steps and questions, in their order."""
    return tomllib.loads((CONTENT / "questions.toml").read_text(encoding="utf-8"))


def slug(path: str) -> str:
    """A field path as an element id."""
    return "q-" + re.sub(r"[^a-z0-9#]+", "-", path.lower()).strip("-")


def array_of(question: Question) -> str | None:
    """The repeating list a question belongs to: `evidence` for `evidence[].answer`."""
    head, mark, _ = question["field"].partition("[]")
    return head if mark else None


def at(question: Question, key: str) -> str:
    """The question's field path with the place in its list filled in."""
    return str(question["field"]).replace("[]", f"[{key}]", 1)


def field(question: Question, key: str = "0") -> Html:
    """One question: label, hint, control, and the reason we ask."""
    path = at(question, key)
    if question["kind"] == "choice":
        return _choice(question, path)
    name = slug(path)
    return _wrapped(
        question,
        tag("label", question["label"], for_=name),
        _hint(question, name),
        _control(question, path, name),
        _why(question, name),
    )


def _wrapped(question: Question, *children: Child) -> Html:
    show = question.get("show_when")
    return tag(
        "div", *children, class_="st-field", data_question=question["id"], data_show=as_json(show) if show else None
    )


def _hint(question: Question, name: str) -> Html | None:
    return tag("span", question["hint"], class_="st-hint", id=f"{name}-hint") if "hint" in question else None


def _why(question: Question, name: str) -> Html:
    return tag("span", question["why"], class_="st-why", id=f"{name}-why")


def _described(question: Question, name: str) -> str:
    return f"{name}-hint {name}-why" if "hint" in question else f"{name}-why"


def _control(question: Question, path: str, name: str) -> Html:
    own = question["field"]
    common: dict[str, str | bool | int | None] = {
        "id": name,
        "name": path,
        "autocomplete": AUTOCOMPLETE.get(own, "off"),
        "aria_describedby": _described(question, name),
    }
    if question["kind"] == "longtext":
        return tag("textarea", "", rows=3, dir="auto", spellcheck="true", **common)
    kind = {"date": "date", "time": "time", "datetime": "datetime-local"}.get(question["kind"])
    if kind:
        return tag("input", type=kind, **common)
    if question["kind"] in SHORT:
        return tag("input", type="text", inputmode="numeric", class_="st-short", **common)
    return tag("input", type=ONE_WORD_FIELDS.get(own, "text"), dir="auto", spellcheck="false", **common)


def _choice(question: Question, path: str) -> Html:
    """Radio buttons up to seven options, a list beyond that. The empty answer is always there."""
    options = [*question["options"], {"value": "", "label": question.get("unsure", "I'm not sure")}]
    name = slug(path)
    if len(options) > 8:
        listed = [
            tag("option", o["label"], value=o["value"], selected=not o["value"]) for o in [options[-1], *options[:-1]]
        ]
        return _wrapped(
            question,
            tag("label", question["label"], for_=name),
            _hint(question, name),
            tag("select", listed, id=name, name=path, autocomplete="off", aria_describedby=_described(question, name)),
            _why(question, name),
        )
    return _wrapped(
        question,
        tag(
            "fieldset",
            tag("legend", question["label"]),
            _hint(question, name),
            tag("div", [_radio(o, path, f"{name}-{n}") for n, o in enumerate(options)], class_="st-options"),
            _why(question, name),
            aria_describedby=_described(question, name),
        ),
    )


def _radio(option: Mapping[str, str], path: str, name: str) -> Html:
    control = tag(
        "input",
        type="radio",
        id=name,
        name=path,
        value=option["value"],
        checked=not option["value"],
        autocomplete="off",
    )
    return tag("label", control, tag("span", option["label"]), class_="st-option", for_=name)


def fields(questions: Sequence[Question], every: Sequence[Question], empty: str = "") -> Html:
    """The questions of one step. Those that belong to a list are kept together, with a pattern for more of them."""
    done: set[str] = set()
    built: list[Child] = [tag("p", empty, data_until="mishaps", hidden=True)] if empty else []
    for question in questions:
        array = array_of(question)
        if question["kind"] == "mishap-picker" or array in done:
            continue
        if array is None:
            built.append(field(question))
            continue
        done.add(array)
        built.append(_repeating(array, questions, every))
    return tag("div", built)


def _repeating(array: str, questions: Sequence[Question], every: Sequence[Question]) -> Html:
    here = [q for q in questions if array_of(q) == array]
    if array == "mishaps":
        # Without script the questions can be read once; with it they are asked for each chosen mishap.
        readable = tag("div", _group(here, "0", "mishaps"), data_readable=True)
        return tag("div", readable, tag("template", _group(here, "#", "mishaps")), data_each="mishaps")
    first = _group(here, "0", array)
    if here[-1]["id"] != [q for q in every if array_of(q) == array][-1]["id"]:
        return tag("div", first)
    whole = [q for q in every if array_of(q) == array]
    pattern = tag("template", _group(whole, "#", array))
    more = tag("button", "Add another", type="button", class_="st-button st-quiet", data_add=array, hidden=True)
    return tag("div", first, pattern, more, data_each=array)


def _group(questions: Sequence[Question], key: str, array: str) -> Html:
    legend = tag("legend", "", data_legend=True) if key == "#" else None
    name = "fieldset" if key == "#" else "div"
    return tag(name, legend, [field(q, key) for q in questions], data_key=key, data_of=array)
