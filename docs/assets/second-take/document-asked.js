// Asks the engine for the one document that is shown, and for what the letter check says about it.

import { askFor } from "./asking.js";
import { CHANNELS, copiesFor, shownOf } from "./document-choice.js";
import { assemble, placed, wholeText } from "./edits.js";

// { assessment, groups, documents, copies, shown, document, letter, alike, and what the check found }
export async function documentAsked(wanted, { question, edits, wordings, ignored }) {
  const asked = (only, id) => askFor("pack", { ...question, only, panel: "each", wordings: wordings[id] ?? {} });
  let found = await asked(named(wanted), wanted);
  const copies = copiesFor(found.assessment, question.situation);
  const shown = shownOf(wanted, found.documents, copies);
  if (shown && shown !== wanted) found = await asked(named(shown), shown);
  const document = documentOf(shown, found);
  const letter = document?.letter && { ...document.letter, head: document.head };
  const copy = found.panel?.copies.find(({ to }) => `panel-${to}` === shown);
  const whole = { ...found, copies, shown, document, letter, alike: copy?.in_common };
  return letter ? { ...whole, ...(await checked(document, letter, { edits: edits[shown] ?? {}, question, ignored })) } : whole;
}

function named(id) {
  if (!id) return ["email-full"];
  return [id.startsWith("panel-") ? "panel" : id];
}

// A note to one interviewer is the full email, written to that person.
function documentOf(shown, { documents, panel }) {
  const copy = panel?.copies.find(({ to }) => `panel-${to}` === shown);
  if (!copy) return documents.find(({ id }) => id === shown);
  const full = documents.find(({ id }) => id === "email-full");
  return { ...full, letter: copy.letter, count: copy.letter.words, most: copy.letter.cap, over: copy.letter.words > copy.letter.cap, reads_as: copy.letter.kind };
}

// The letter as it would be sent, own words and all. What is said aloud or kept is nobody's letter, and is not checked.
async function checked({ layout, reads_as: kind }, letter, { edits, question, ignored }) {
  const channel = CHANNELS[layout];
  if (!channel || !kind) return {};
  const made = assemble(letter, edits);
  const text = wholeText(made);
  const found = await askFor("review", { text, situation: question.situation, kind, channel, dismissed: ignored });
  return { ...found, text, findings: placed(found.findings, made), dismissed: placed(found.dismissed, made) };
}
