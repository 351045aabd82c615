// One finding of the letter check: how serious, which words, what to do instead.

import { make } from "./make.js";
import { factLinks } from "./verdict-view.js";

export const SEVERITIES = { error: "Fix this", warning: "Look at this", note: "Good to know" };

export function worst(findings) {
  return Object.keys(SEVERITIES).find((severity) => findings.some((finding) => finding.severity === severity));
}

export function action(label, act, quiet = true) {
  const button = make("button", { type: "button", class: quiet ? "st-button st-quiet" : "st-button" }, label);
  button.addEventListener("click", act);
  return button;
}

// The words of a finding as children of whatever shows it.
export function findingWords(finding) {
  return [
    make("p", {}, make("span", { class: "st-severity" }, `${SEVERITIES[finding.severity]}: `), finding.message),
    finding.quote ? make("blockquote", { dir: "auto" }, finding.quote) : undefined,
    finding.why ? make("p", {}, finding.why, factLinks(finding.facts ?? [])) : undefined,
    finding.suggestion ? make("p", {}, "Better: ", make("q", { dir: "auto" }, finding.suggestion)) : undefined,
  ];
}

// The same finding keeps its key when the text around it moves, so that ignoring it lasts.
export function keyOf({ rule, quote, message }) {
  return `${rule}|${quote || message}`;
}
