// What the letter check may know besides the text. A situation needs a slip, so without one only the names are compared.

import { kept, DRAFT } from "./draft.js";
import { situationFrom } from "./answers.js";

export function contextFrom(answers) {
  const chosen = kept(DRAFT)?.chosen ?? [];
  const told = Object.fromEntries(Object.entries(answers).filter(([, value]) => value?.trim()));
  if (chosen.length === 0 && Object.keys(told).length === 0) return {};
  return { situation: situationFrom(chosen.length ? chosen : ["off-day"], { ...kept(DRAFT)?.answers, ...told }) };
}
