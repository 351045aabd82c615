// What the letter check may know besides the text: what was told here, and what the composer was told, unless the
// letter is about something else. Nothing has to be told; then the text is checked on its own.

import { situationFrom } from "./answers.js";
import { DRAFT, kept } from "./draft.js";

export function composerKnows() {
  return Boolean(kept(DRAFT)?.chosen?.length);
}

export function contextFrom(answers) {
  const { "check.channel": channel, "check.kind": kind, "check.draft": apart, ...own } = filled(answers);
  const draft = apart ? undefined : kept(DRAFT);
  const chosen = draft?.chosen ?? [];
  const known = { ...draft?.answers, ...own };
  const asked = { ...(channel && { channel }), ...(kind && { kind }) };
  if (!chosen.length && !Object.keys(own).length) return asked;
  const { mishaps, ...rest } = situationFrom(chosen, known);
  return { ...asked, situation: mishaps.length ? { mishaps, ...rest } : rest };
}

function filled(answers) {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value?.trim()));
}
