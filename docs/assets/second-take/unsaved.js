// Whether the page holds something that could not be kept, so that leaving or reloading it would lose words.

const refused = new Set();
const listeners = [];

// Remembers how it went and gives it back.
export function noted(place, kept) {
  const before = unsaved();
  if (kept) refused.delete(place);
  else refused.add(place);
  if (before !== unsaved()) for (const tell of listeners) tell(unsaved());
  return kept;
}

export function unsaved() {
  return refused.size > 0;
}

// `tell(lost)` is called whenever that changes.
export function onUnsaved(tell) {
  listeners.push(tell);
  if (unsaved()) tell(true);
}
