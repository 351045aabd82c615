"""Write the markup of the composer, the checklist, the letter check and the finder into docs/_generated/forms/."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from catalogue import entries, groups
from markup import CONTENT, GENERATED, ROOT, Child, Html, as_json, escape, inside, report, tag, write_if_changed
from questionnaire import array_of, field, fields, questionnaire, slug

SHELLS = ROOT / "scripts" / "shells"
FORMS = GENERATED / "forms"
SCRIPTS = ROOT / "docs" / "assets" / "second-take" / "generated"
WORDS = SCRIPTS / "catalogue.js"
EXAMPLES = SCRIPTS / "rules.js"
# What weighs a slip in the checklist, and what helps the letter check to know the letter.
SORTING = (
    "mishaps",
    "noticed",
    "extent",
    "central",
    "recovered",
    "apologised",
    "rest",
    "decision-state",
    "process",
    "distress",
)
CONTEXT = ("interviewer-name", "company", "role", "candidate-name", "interview-date", "decision-state", "sent-kind")


def shell(name: str, **parts: str) -> Html:
    """A shell with its parts filled in. The words of a tool stand in its shell."""
    return Html(Template((SHELLS / name).read_text(encoding="utf-8")).substitute(parts))


def picker(every: Sequence[Mapping[str, Any]], named: Sequence[tuple[str, str]], question: Mapping[str, Any]) -> Html:
    """The list of everything that can go wrong: a search box for those with script, lists to open for everyone."""
    lists = [_group_list(label, [entry for entry in every if entry["group"] == group]) for group, label in named]
    box = tag(
        "input", id="pick-mishap", type="text", autocomplete="off", spellcheck="false",
        aria_describedby="pick-why pick-unsearched",
    )  # fmt: skip
    return tag(
        "div",
        tag("div", tag("label", question["label"], for_="pick-mishap"), _note("st-hint", question["hint"]), box,
            tag("span", question["why"], class_="st-why", id="pick-why"), class_="st-field"),
        _care_notice(),
        tag("p", class_="st-hint", id="pick-unsearched", data_part="unsearched", hidden=True),
        tag("ul", class_="st-matches", data_part="matches"),
        tag("ul", class_="st-chosen", data_part="chosen", aria_label="What you chose"),
        tag("div", lists, class_="st-lists"),
        class_="st-picker",
        data_picker=True,
    )  # fmt: skip


def _care_notice() -> Html:
    """What stands under the search box once words were typed there that speak of danger."""
    words = _judgements()["care"]
    link = tag("a", words["link"], href="../care/")
    return tag("p", words["crisis"], " ", link, class_="st-caution", data_part="care", hidden=True)


def _judgements() -> Mapping[str, Any]:
    return tomllib.loads((CONTENT / "judgements.toml").read_text(encoding="utf-8"))


def _note(kind: str, text: str) -> Html:
    return tag("span", text, class_=kind)


def _group_list(label: str, members: Sequence[Mapping[str, Any]]) -> Html:
    return tag("details", tag("summary", label), tag("div", [_tick(entry) for entry in members], class_="st-options"))


def _tick(entry: Mapping[str, Any]) -> Html:
    control = tag(
        "input", type="checkbox", name="mishaps", value=entry["id"], id=f"m-{entry['id']}", autocomplete="off",
        data_slip=entry["slip"], data_group=entry["group"], data_move=entry["move"],
    )  # fmt: skip
    return tag("label", control, tag("span", entry["label"]), class_="st-option", for_=f"m-{entry['id']}")


def composer(paper: Mapping[str, Any], picked: Html) -> Html:
    """The composer: four numbered questions in the open, the finer ones folded up below them."""
    every = paper["questions"]
    first = [step for step in paper["steps"] if step.get("first")]
    built: list[Child] = []
    for number, step in enumerate(first, 1):
        own = [q for q in every if q["step"] == step["id"]]
        title = tag(
            "h2",
            tag("span", f"{number} of {len(first)}", class_="st-count"),
            " ",
            step["title"],
            id=f"step-{step['id']}",
        )
        built.append(
            _step(step, title, picked if step["id"] == "slip" else None, fields(own, every, step.get("empty", "")))
        )
    built.append(tag("h2", "If you want to go further"))
    for step in paper["steps"]:
        if not step.get("first") and step["id"] != "overrule":
            built.append(_folded(step, fields([q for q in every if q["step"] == step["id"]], every)))
    overrule = [field(q) for q in every if q["step"] == "overrule"]
    built.append(tag("template", overrule, data_overrule=True))
    return shell("composer.html", questions=inside(built), findings=findings("empty_composer"))


def _step(step: Mapping[str, Any], title: Html, *children: Child) -> Html:
    return tag("div", title, tag("p", step["intro"]), children, class_="st-step", data_step=step["id"])


def _folded(step: Mapping[str, Any], *children: Child) -> Html:
    return tag(
        "details",
        tag("summary", step["title"]),
        tag("p", step["intro"]),
        children,
        class_="st-step",
        data_step=step["id"],
    )


def checklist(paper: Mapping[str, Any], picked: Html) -> Html:
    """The checklist: a task list to read and tick without script, with the sorting questions in place."""
    steps = tomllib.loads((CONTENT / "checklist.toml").read_text(encoding="utf-8"))["steps"]
    chosen = [q for q in paper["questions"] if q["id"] in SORTING]
    sort = shell("sort.html", questions=inside([picked, fields(chosen, chosen)]))
    return shell("checklist.html", steps=inside([_tasks(step, sort) for step in steps]))


def _tasks(step: Mapping[str, Any], sort: Html) -> Html:
    tool = sort if step.get("tool") == "sort" else None
    heading = tag("h2", step["title"], id=step["id"], tabindex="-1")
    return tag(
        "div", heading, tag("p", step["intro"]), tag("ul", [_task(t) for t in step["tasks"]], class_="st-tasks"), tool
    )


def _task(task: Mapping[str, str]) -> Html:
    name = f"t-{task['id']}"
    control = tag("input", type="checkbox", id=name, name=task["id"], autocomplete="off", data_task=True)
    address = "../" + task["page"].removesuffix(".md") + "/"
    label = tag("label", control, tag("span", task["text"]), for_=name)
    return tag("li", label, " ", tag("a", task["link"], href=address), class_="st-tick")


def letter_check(paper: Mapping[str, Any]) -> Html:
    """The letter check: a text area beside the findings."""
    by_name = {question["id"]: question for question in paper["questions"]}
    asked = [field(by_name[name]) for name in CONTEXT]
    kinds = by_name["choose-kind"]["options"]
    own = [_selection({"options": kinds, **question}) for question in _page_words()["check"]["questions"]]
    return shell("letter-check.html", context=inside([*asked, *own]), findings=findings("empty"))


def _page_words() -> dict[str, Any]:
    return tomllib.loads((CONTENT / "pages.toml").read_text(encoding="utf-8"))


def _selection(question: Mapping[str, Any]) -> Html:
    """A question of the letter check alone: a list whose first entry says that nothing was told."""
    name = slug(question["field"])
    options = [{"value": "", "label": question["unsure"]}, *question["options"]]
    listed = [tag("option", one["label"], value=one["value"]) for one in options]
    described = tag("span", question["why"], class_="st-why", id=f"{name}-why")
    control = tag("select", listed, id=name, name=question["field"], autocomplete="off", aria_describedby=f"{name}-why")
    own = question["field"].rpartition(".")[2]
    return tag("div", tag("label", question["label"], for_=name), control, described, class_="st-field", data_part=own)


def findings(empty: str) -> Html:
    """The list of findings with its buttons and words, the same in the letter check and in the composer."""
    words = _page_words()
    rules = words["rules"]
    return shell("findings.html", empty=words["check"][empty], bad=rules["bad"], good=rules["good"])


def rules_module() -> str:
    """For each rule one sentence it objects to and one it lets pass, as a module for the page."""
    rows = []
    for path in sorted((CONTENT / "rules").glob("*.toml")):
        rule = tomllib.loads(path.read_text(encoding="utf-8"))
        rows.append(f"  {as_json(path.stem)}: {as_json([rule['bad'][0], rule['good'][0]])}")
    lines = ",\n".join(rows)
    origin = "// Written by scripts/build_forms.py from the rules of the letter check.\n"
    return f"{origin}export const RULES = {{\n{lines},\n}};\n"


def words_module(every: Sequence[Mapping[str, Any]]) -> str:
    """What people call each mishap, as a module that the finder and the picker load when someone starts to type."""
    rows = [{"id": e["id"], "label": e["label"], "words": e["everyday"], "verdict": e["verdict"]} for e in every]
    lines = ",\n".join(as_json(row) for row in rows)
    reading = as_json(tomllib.loads((CONTENT / "finding.toml").read_text(encoding="utf-8")))
    origin = "// Written by scripts/build_forms.py from the catalogue and finding.toml.\n"
    danger = f"export const DANGER = {as_json(_judgements()['crisis_phrases'])};\n"
    return f"{origin}export const MISHAPS = [\n{lines},\n];\nexport const READING = {reading};\n{danger}"


def forms() -> dict[Path, str]:
    """Every file this step writes, with its text."""
    paper, every, named = questionnaire(), entries(), groups()
    question = next(q for q in paper["questions"] if array_of(q) == "mishaps")
    picked = picker(every, named, question)
    words = _page_words()["finder"]
    return {
        FORMS / "composer.html": composer(paper, picked),
        FORMS / "checklist.html": checklist(paper, picked),
        FORMS / "letter-check.html": letter_check(paper),
        FORMS / "prove-it.html": shell("prove-it.html"),
        FORMS / "finder.html": shell("finder.html", pages="mishaps/", label=escape(words["home"])),
        FORMS / "finder-here.html": shell("finder.html", pages="./", label=escape(words["here"])),
        WORDS: words_module(every),
        EXAMPLES: rules_module(),
    }


def main() -> None:
    """Write what changed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    made = forms()
    report("forms", sum(write_if_changed(path, text) for path, text in made.items()), len(made))


if __name__ == "__main__":
    main()
