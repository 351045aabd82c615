// The verdict card: what to do, why, how sure we are, and what others would say.

import { make } from "./make.js";

const EVIDENCE = "../evidence/";
const CARE = "../care/";

export function factLinks(facts) {
  return facts.flatMap((fact) => [" ", make("a", { class: "st-fact-link", href: `${EVIDENCE}#${fact.toLowerCase()}` }, fact)]);
}

function reason({ text, facts, rule }) {
  return make("li", {}, text, factLinks(facts), rule ? make("small", { class: "st-fact-link" }, ` (${rule})`) : undefined);
}

function row(name, value) {
  return value ? make("div", {}, make("dt", {}, name), make("dd", {}, value)) : undefined;
}

function list(texts) {
  return make("ul", {}, texts.map((text) => make("li", {}, text)));
}

function why(found, say) {
  const parts = [make("summary", {}, say("why-advice")), make("ul", {}, found.reasons.map(reason))];
  if (found.steps.length) parts.push(make("p", {}, make("strong", {}, say("steps"))), list(found.steps));
  parts.push(make("p", {}, found.certainty.text));
  if (found.leave_out.length) {
    parts.push(make("p", {}, make("strong", {}, say("leave-out"))), list(found.leave_out.map(({ text }) => text)));
  }
  if (found.other_view) {
    parts.push(make("p", {}, make("strong", {}, `${say("other-view")}: `), found.other_view.text, factLinks(found.other_view.facts)));
  }
  return make("details", { "data-key": "why" }, parts);
}

// The card as an element. `care` comes first where a person matters more than a letter.
export function verdictCard(found, say) {
  const gravity = { small: 1, none: 1, fixable: 2, adjustment: 2 }[found.band] ?? 3;
  return make(
    "section",
    { class: `st-verdict st-gravity-${gravity}`, "aria-label": "Our verdict" },
    found.care ? make("p", { class: "st-caution" }, found.care, " ", make("a", { href: CARE }, "Talk to a person now")) : undefined,
    make("h3", {}, found.headline),
    make("p", {}, make("strong", {}, `${found.band_label}. `), found.band_text),
    make("dl", {}, row("What to do", found.action_label), row("By when", found.window.label), row("How", found.channel_label)),
    found.caution ? make("p", { class: "st-caution" }, found.caution) : undefined,
    why(found, say),
  );
}

// Replaces the card, and leaves the reasons open if the reader had opened them.
export function showVerdict(place, found, say) {
  const open = place.querySelector('[data-key="why"]')?.open;
  const card = verdictCard(found, say);
  card.querySelector('[data-key="why"]').open = Boolean(open);
  place.replaceChildren(card);
}
