// A letter being checked stays in this tab (sessionStorage), ticks in this browser (localStorage). Both may be refused;
// nothing breaks. What the composer holds has its own desk (work-desk.js).

import { noted } from "./unsaved.js";

export const LETTER = "second-take/letter/1";
export const TICKS = "second-take/ticks/1";

const places = { [LETTER]: "sessionStorage", [TICKS]: "localStorage" };

export function keep(key, value) {
  try {
    window[places[key]].setItem(key, JSON.stringify(value));
    return noted(key, true);
  } catch {
    return noted(key, false);
  }
}

export function kept(key) {
  try {
    return JSON.parse(window[places[key]].getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

export function forget(...keys) {
  for (const key of keys) {
    noted(key, true);
    try {
      window[places[key]].removeItem(key);
    } catch {
      // No storage: nothing was kept there.
    }
  }
}

// Clears at once and gives ten seconds to take it back. `take` empties the page and returns what it held.
export function clearing({ clear, undo, take, give, tell }) {
  let held;
  let timer;
  const settle = () => {
    held = undefined;
    undo.hidden = true;
  };
  clear.addEventListener("click", () => {
    held = take();
    undo.hidden = false;
    tell("cleared");
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.activeElement === undo) clear.focus();
      settle();
      tell("gone");
    }, 10_000);
  });
  undo.addEventListener("click", () => {
    clearTimeout(timer);
    give(held);
    settle();
    clear.focus();
    tell("back");
  });
}
