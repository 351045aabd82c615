// Where work is kept: in this tab, unless a person chose to keep it in this browser until a date. Any storage may be
// refused, full, cleared under us or written by another version of the page; the page works on and says so.

import { emptyWork, fromData, isEmpty, SavedWorkError, SCHEMA } from "./saved-work.js";

const TAB = "second-take/draft/2";
const BROWSER = "second-take/kept/2";
const OLD_TAB = "second-take/draft/1";
const OURS = "second-take/";
const PLACES = ["sessionStorage", "localStorage"];
const DAY = 86_400_000;

function read(storage, key) {
  try {
    return JSON.parse(window[storage].getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage, key, value) {
  try {
    window[storage].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function remove(storage, key) {
  try {
    window[storage].removeItem(key);
  } catch {
    // No storage: nothing is there.
  }
}

// { work, until, problem, found }: what was kept, the day it is kept until, and why it could not be read.
// What a newer version of the page wrote is left where it is and not written over.
export function begin(today = Date.now()) {
  const kept = read("localStorage", BROWSER);
  if (kept && !(kept.until > today)) remove("localStorage", BROWSER);
  else if (kept) return { until: kept.until, ...opened(kept.work) };
  const old = read("sessionStorage", OLD_TAB);
  if (old) remove("sessionStorage", OLD_TAB);
  const draft = read("sessionStorage", TAB) ?? (old && { kind: "second-take", schema: 1, ...old });
  return draft ? opened(draft) : { work: emptyWork(), found: false };
}

function opened(data) {
  try {
    return { work: fromData(data), found: true };
  } catch (error) {
    if (!(error instanceof SavedWorkError)) throw error;
    return { work: emptyWork(), found: false, problem: error.code };
  }
}

export class Keeper {
  constructor({ until, problem } = {}) {
    this.until = until;
    this.mayWrite = problem !== "too-new";
  }

  // Says whether it was kept. With a day, in the browser; without, in this tab.
  keep(work) {
    if (!this.mayWrite) return false;
    if (!this.until && work.letters.every(isEmpty)) {
      remove("sessionStorage", TAB);
      return true;
    }
    const data = { kind: "second-take", schema: SCHEMA, ...work };
    return this.until ? write("localStorage", BROWSER, { until: this.until, work: data }) : write("sessionStorage", TAB, data);
  }

  // Keeps it in this browser for so many days; 0 brings it back into this tab alone.
  keepFor(days, work, today = Date.now()) {
    const before = this.until;
    this.until = days ? today + days * DAY : undefined;
    if (!this.keep(work)) {
      this.until = before;
      return false;
    }
    if (days) remove("sessionStorage", TAB);
    else remove("localStorage", BROWSER);
    return true;
  }

  // Another tab has changed what this browser keeps: `changed` gets its work, or undefined where it cleared it.
  watch(changed) {
    addEventListener("storage", ({ key, newValue }) => {
      if (!this.until || (key !== BROWSER && key !== null)) return;
      const theirs = newValue && read("localStorage", BROWSER);
      changed(theirs ? opened(theirs.work).work : undefined);
    });
  }
}

// Takes everything of ours out of both storages. `held` is what was there, to give back within ten seconds; `left` is
// what is still there afterwards, which should be nothing.
export function forgetEverything() {
  const held = PLACES.flatMap((storage) => ours(storage).map((key) => [storage, key, window[storage].getItem(key)]));
  for (const [storage, key] of held) remove(storage, key);
  return { held, left: PLACES.flatMap(ours) };
}

// Puts back what other tools kept; the work itself is written by its own keeper.
export function putBack(held) {
  for (const [storage, key, value] of held) {
    if (key !== TAB && key !== BROWSER && read(storage, key) === undefined) window[storage].setItem(key, value);
  }
}

function ours(storage) {
  try {
    return Object.keys(window[storage]).filter((key) => key.startsWith(OURS));
  } catch {
    return [];
  }
}
