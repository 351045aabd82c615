// Where work is kept: in this tab, unless a person chose to keep it in this browser until a date. Any storage may be
// refused, full, cleared under us or written by another version of the page; the page works on and says so.

import { emptyWork, fromData, isEmpty, joined, SavedWorkError, SCHEMA } from "./saved-work.js";

const TAB = "second-take/draft/2";
const BROWSER = "second-take/kept/2";
const OLD_TAB = "second-take/draft/1";
const STEPS = "second-take/steps/1";
const MOST_OF_STEPS = 1_000_000; // characters; the oldest steps go first
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
  const kept = lasting(today);
  const draft = draftOfTab();
  if (!kept) return draft ? opened(draft) : { work: emptyWork(), found: false };
  const theirs = { until: kept.until, ...opened(kept.work) };
  return draft ? beside(theirs, opened(draft)) : theirs;
}

// What this browser keeps, unless its day has come.
function lasting(today) {
  const kept = read("localStorage", BROWSER);
  if (!kept || kept.until > today) return kept;
  remove("localStorage", BROWSER);
  return undefined;
}

function draftOfTab() {
  const old = read("sessionStorage", OLD_TAB);
  if (old) remove("sessionStorage", OLD_TAB);
  return read("sessionStorage", TAB) ?? (old && { kind: "second-take", schema: 1, ...old });
}

// A tab with a draft of its own, in a browser that keeps other work: both are there, side by side.
function beside(theirs, mine) {
  if (mine.problem) return theirs;
  return { ...theirs, found: true, work: theirs.problem ? mine.work : joined(theirs.work, mine.work) };
}

// The steps back and forth stay in this tab over a reload, however the work itself is kept.
export function keepSteps({ past, future }) {
  const kept = { past: [...past], future: [...future] };
  while (JSON.stringify(kept).length > MOST_OF_STEPS) (kept.past.length ? kept.past : kept.future).shift();
  if (kept.past.length || kept.future.length) write("sessionStorage", STEPS, kept);
  else remove("sessionStorage", STEPS);
}

export function keptSteps() {
  const found = read("sessionStorage", STEPS) ?? {};
  const works = (list) => (Array.isArray(list) ? list : []).map((work) => opened(dressed(work))).filter(({ found: fine }) => fine);
  return { past: works(found.past).map(({ work }) => work), future: works(found.future).map(({ work }) => work) };
}

const dressed = (work) => ({ kind: "second-take", schema: SCHEMA, ...work });

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
    if (!this.until) return this.keepAside(work);
    const done = write("localStorage", BROWSER, { until: this.until, work: dressed(work) });
    if (done) remove("sessionStorage", TAB);
    return done;
  }

  // In this tab alone, while somebody has yet to decide what the browser keeps.
  keepAside(work) {
    return write("sessionStorage", TAB, dressed(work));
  }

  // What this browser keeps already and this page has not seen.
  unseen(today = Date.now()) {
    const kept = this.until ? undefined : lasting(today);
    const { work, problem } = kept ? opened(kept.work) : {};
    if (problem === "too-new") this.mayWrite = false;
    return problem ? undefined : work;
  }

  // Keeps it in this browser for so many days; 0 brings it back into this tab alone.
  keepFor(days, work, today = Date.now()) {
    const before = this.until;
    this.until = days ? today + days * DAY : undefined;
    if (!this.keep(work)) {
      this.until = before;
      return false;
    }
    if (!days) remove("localStorage", BROWSER);
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
