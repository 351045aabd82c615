// What opens under a sentence: why it is there, what the check says, and what can be done with it.

import { action } from "./finding-row.js";
import { make } from "./make.js";
import { factLinks } from "./verdict-view.js";
import { WrittenText } from "./written-text.js";

// `editor`: the nodes in which the words can be changed.
export function noteFor(piece, findings, { acts, say, close, editor, paragraph }) {
  return [
    ...because(piece, acts, say),
    findings.length ? make("ul", { class: "st-findings" }, findings.map((finding) => acts.row(finding))) : undefined,
    piece.changed ? make("p", { class: "st-caution" }, say("edited")) : undefined,
    piece.changed ? make("p", {}, "Ours now: ", make("q", { dir: "auto" }, piece.composed)) : undefined,
    ...editor,
    actions(piece, paragraph, acts, close),
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

// The person's own words for the sentence, underlined as they type like those of the letter check.
export function editorOf(piece, acts) {
  const area = make("textarea", { id: "own-wording", rows: 3, dir: "auto", autocomplete: "off" });
  area.value = piece.text;
  const twin = make("div", { class: "st-marks", "aria-hidden": "true" });
  const sheet = make("div", { class: "st-overlay" }, twin, area);
  const told = { changed: (text) => acts.edit(piece.id, text), at: () => {}, tooLong: (text) => acts.leftOut(text) };
  const written = new WrittenText(area, twin, told);
  return { written, shown: [make("label", { for: "own-wording" }, "Change the words"), sheet] };
}

function named(button, name) {
  button.dataset.act = name;
  return button;
}

function actions(piece, paragraph, acts, close) {
  const { id, out, edited, changed, wording } = piece;
  const wholeOut = paragraph.every((one) => one.out);
  const ids = paragraph.map((one) => one.id);
  return make(
    "div",
    { class: "st-note-actions" },
    wording?.count > 1 && !edited ? named(action("Another wording", () => acts.another(id)), "another") : undefined,
    edited ? named(action("Use our words", () => acts.restore(id)), "restore") : undefined,
    changed ? named(action("Keep my words", () => acts.keepMine(id)), "mine") : undefined,
    wording ? named(action(out ? "Put it back" : "Leave it out", () => acts.leaveOut(id, !out)), "out") : undefined,
    ids.length > 1
      ? named(action(wholeOut ? "Put the paragraph back" : "Leave the paragraph out", () => acts.leaveOutAll(ids, !wholeOut)), "paragraph")
      : undefined,
    named(action("Close", close), "close"),
  );
}
