// Asks the engine for the one document that is shown, and for what the letter check says about it.

import { askFor } from "./asking.js";
import { CHANNELS, copiesFor, shownOf } from "./document-choice.js";
import { assemble, placed, wholeText } from "./edits.js";

const USUAL = "email-full"; // what is shown until somebody chooses

// { assessment, groups, documents, copies, shown, document, letter, alike, and what the check found }
export async function documentAsked(wanted, { question, edits, wordings, ignored }) {
  const asked = (id) => askFor("pack", { ...question, only: [named(id)], panel: "each", wordings: wordings[id] ?? {} });
  const likely = wanted || USUAL;
  let found = await asked(likely);
  const copies = copiesFor(found.assessment, question.situation);
  const shown = shownOf(wanted, found.documents, copies);
  if (shown && shown !== likely) found = await asked(shown);
  const document = documentOf(shown, found);
  const letter = document?.letter && { ...document.letter, head: document.head };
  const copy = found.panel?.copies.find(({ to }) => `panel-${to}` === shown);
  const whole = { ...found, copies, shown, document, letter, alike: copy?.in_common };
  return letter ? { ...whole, ...(await checked(document, letter, { edits: edits[shown] ?? {}, question, ignored })) } : whole;
}

const named = (id) => (id.startsWith("panel-") ? "panel" : id);

// A note to one interviewer is the full email, written to that person.
function documentOf(shown, { documents, panel }) {
  const copy = panel?.copies.find(({ to }) => `panel-${to}` === shown);
  if (!copy) return documents.find(({ id }) => id === shown);
  const full = documents.find(({ id }) => id === USUAL);
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
