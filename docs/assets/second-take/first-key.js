// The first sign of a person in a tool, and their first key. What is needed is fetched at the sign; from the key on the
// page asks for nothing more by itself, so that the time and number of its requests tell nobody what is written.

const SIGNS = ["pointerover", "pointerdown", "focusin", "keydown"];
const KEYS = ["keydown", "input", "paste"];
const FIELD = "input, textarea, select, [contenteditable]";
const STEPS = new Set(["Tab", "Shift", "Escape"]); // move about, but write nothing

const listeners = new Set();
let typed = false;

function heard({ target, key }) {
  if (typed || STEPS.has(key) || !target.closest?.(FIELD)) return;
  typed = true;
  for (const listener of listeners) listener();
}

for (const name of KEYS) document.addEventListener(name, heard, { capture: true, passive: true });

export const hasTyped = () => typed;

// Calls back at the first key, at once when there was one. Gives what takes the listener away.
export function onFirstKey(listener) {
  if (typed) listener();
  else listeners.add(listener);
  return () => listeners.delete(listener);
}

export function onFirstSign(place, listener) {
  for (const sign of SIGNS) place.addEventListener(sign, listener, { once: true, passive: true });
}
