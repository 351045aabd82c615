// What the letter check may know besides the text: what was told here, and what the composer was told, unless the
// letter is about something else. Nothing has to be told; then the text is checked on its own.

import { situationFrom } from "./answers.js";
import { begin } from "./keeping.js";

function draftOfComposer() {
  const { letters, current } = begin().work;
  return letters.find(({ id }) => id === current);
}

export function composerKnows() {
  return draftOfComposer().chosen.length > 0;
}

export function contextFrom(answers) {
  const { "check.channel": channel, "check.kind": kind, "check.draft": apart, ...own } = filled(answers);
  const draft = apart ? undefined : draftOfComposer();
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
