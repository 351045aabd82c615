// Whether the page holds something that could not be kept, so that leaving or reloading it would lose words.

const refused = new Set();

// Remembers how it went and gives it back.
export function noted(place, kept) {
  if (kept) refused.delete(place);
  else refused.add(place);
  return kept;
}

export function unsaved() {
  return refused.size > 0;
}
