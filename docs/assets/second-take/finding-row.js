// One finding in the list: how serious, which words, what to write instead, and why. Its words stand in the page.

import { RULES } from "./generated/rules.js";
import { make } from "./make.js";
import { factLinks } from "./verdict-view.js";

const SEVERITIES = ["error", "warning", "note"];

export function worst(findings) {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
}

export function countsOf(findings) {
  return Object.fromEntries(SEVERITIES.map((name) => [name, findings.filter(({ severity }) => severity === name).length]));
}

export function action(label, act, quiet = true) {
  const button = make("button", { type: "button", class: quiet ? "st-button st-quiet" : "st-button" }, label);
  button.addEventListener("click", act);
  return button;
}

export function newRow(pattern, acts) {
  const row = pattern.content.firstElementChild.cloneNode(true);
  for (const button of row.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => acts[button.dataset.act](row.finding));
  }
  row.addEventListener("focusin", () => acts.point(row.finding));
  return row;
}

// `can`: { reach, apply }, what can be done with this finding here. What is open in the row stays open.
export function fillRow(row, finding, can, say) {
  row.finding = finding;
  const shown = JSON.stringify([finding.rule, finding.severity, finding.message, finding.quote, finding.suggestion, can]);
  if (row.dataset.shown === shown) return;
  row.dataset.shown = shown;
  row.dataset.severity = finding.severity;
  const leaveOut = finding.suggestion === "";
  const { message, quote } = finding;
  const texts = { severity: say(`severity-${finding.severity}`), message, quote, suggestion: finding.suggestion?.trim() };
  for (const [name, text] of Object.entries(texts)) row.querySelector(`[data-slot="${name}"]`).textContent = text ?? "";
  row.querySelector("blockquote").hidden = !finding.quote;
  row.querySelector('[data-slot="better"]').hidden = !finding.suggestion;
  row.querySelector('[data-slot="out"]').hidden = !leaveOut;
  row.querySelector('[data-act="reach"]').hidden = !can.reach;
  row.querySelector('[data-act="apply"]').textContent = say(leaveOut ? "leave-out" : "use");
  row.querySelector('[data-act="apply"]').hidden = !can.apply;
  explain(row, finding);
}

function explain(row, { rule, also = [], why, facts, page }) {
  row.querySelector('[data-slot="why"]').replaceChildren(why, ...factLinks(facts));
  const example = RULES[rule] ?? RULES[also[0]];
  row.querySelector(".st-pair").hidden = !example;
  row.querySelector('[data-slot="bad"]').textContent = example?.[0] ?? "";
  row.querySelector('[data-slot="good"]').textContent = example?.[1] ?? "";
  row.querySelector('[data-slot="page"]').href = `../${page.replace(".md", "/")}`;
}
