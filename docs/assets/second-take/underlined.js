// Text as nodes, its findings underlined. Each severity has a line of its own kind, so that no colour is needed.

import { worst } from "./finding-row.js";
import { make } from "./make.js";
import { pieces } from "./text-changes.js";

export function underlined(text, findings, current) {
  return pieces(text, findings).map((piece) => {
    if (!piece.found.length) return piece.text;
    const here = piece.found.some(({ key }) => key === current);
    return make("mark", { "data-severity": worst(piece.found), "data-current": here }, piece.text);
  });
}
