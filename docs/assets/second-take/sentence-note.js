// What opens under a sentence: why it is there, what the check says, and what can be done with it.

import { action, findingWords, keyOf } from "./finding-view.js";
import { make } from "./make.js";
import { factLinks } from "./verdict-view.js";

export function noteFor(piece, findings, acts, say, close) {
  return [
    ...because(piece, acts, say),
    ...findings.map((finding) => findingBlock(finding, piece, acts)),
    piece.changed ? make("p", { class: "st-caution" }, say("edited")) : undefined,
    piece.changed ? make("p", {}, "Ours now: ", make("q", { dir: "auto" }, piece.composed)) : undefined,
    ...editor(piece, acts),
    actions(piece, acts, close),
  ].filter(Boolean);
}

function because({ because: reason }, acts, say) {
  if (!reason) return [];
  if (reason.own_words) return [make("p", {}, say("own"))];
  const answers = [...new Set(reason.answers.map((path) => acts.label(path)))].filter(Boolean);
  const rests = make("p", {}, reason.rule ? `Rule ${reason.rule}.` : "", factLinks(reason.facts));
  if (!answers.length) return [make("p", {}, say("always")), rests];
  return [make("p", {}, say("because")), make("ul", {}, answers.map((label) => make("li", {}, label))), rests];
}

function findingBlock(finding, piece, acts) {
  const apply = finding.suggestion && finding.within !== undefined;
  return make(
    "div",
    { class: "st-finding", "data-severity": finding.severity },
    findingWords(finding),
    make(
      "div",
      { class: "st-note-actions" },
      apply ? action("Use this", () => acts.edit(piece.id, replaced(piece.text, finding))) : undefined,
      action("Ignore", () => acts.ignore(keyOf(finding))),
    ),
  );
}

function replaced(text, { within, start, end, suggestion }) {
  return text.slice(0, within) + suggestion + text.slice(within + (end - start));
}

function editor(piece, acts) {
  const area = make("textarea", { id: "own-wording", rows: 3, dir: "auto", autocomplete: "off" });
  area.value = piece.text;
  area.addEventListener("input", () => acts.edit(piece.id, area.value));
  return [make("label", { for: "own-wording" }, "Change the words"), area];
}

function named(button, name) {
  button.dataset.act = name;
  return button;
}

function actions(piece, acts, close) {
  const { id, out, edited, wording } = piece;
  return make(
    "div",
    { class: "st-note-actions" },
    wording?.count > 1 && !edited ? named(action("Another wording", () => acts.another(id)), "another") : undefined,
    edited ? named(action("Use our words", () => acts.restore(id)), "restore") : undefined,
    wording ? named(action(out ? "Put it back" : "Leave it out", () => acts.leaveOut(id, !out)), "out") : undefined,
    named(action("Close", close), "close"),
  );
}
