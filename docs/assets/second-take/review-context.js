// What the letter check may know besides the text: the slip chosen in the composer or checklist, and the names told
// here. Without a slip there is no situation to compare with, and the text is checked on its own.

import { situationFrom } from "./answers.js";
import { DRAFT, kept } from "./draft.js";

export function contextFrom(answers) {
  const draft = kept(DRAFT);
  if (!draft?.chosen?.length) return {};
  const told = Object.fromEntries(Object.entries(answers).filter(([, value]) => value?.trim()));
  return { situation: situationFrom(draft.chosen, { ...draft.answers, ...told }) };
}
