// The desk: the work in hand, which letter of it is open, where it is kept, and every step back and forth.

import { begin, forgetEverything, Keeper, keepSteps, keptSteps, putBack } from "./keeping.js";
import { noted } from "./unsaved.js";
import { emptyLetter, emptyWork, joined } from "./saved-work.js";
import { StepsBack } from "./steps-back.js";
import { changeBetween } from "./text-changes.js";

function difference(letter, changes) {
  const { from, until, added } = changeBetween(JSON.stringify(letter), JSON.stringify({ ...letter, ...changes }));
  return { gone: until - from, added };
}

export class WorkDesk {
  // `adopted`: another letter or another state of it is on the desk. `told`: steps or keeping changed.
  // `elsewhere`: another tab changed what this browser keeps, and nothing is written until somebody decides.
  constructor({ adopted, told, elsewhere }) {
    Object.assign(this, { adopted, told, elsewhere });
    this.steps = new StepsBack(() => this.told());
    this.steps.join(keptSteps());
    addEventListener("pagehide", () => keepSteps(this.steps));
    const { work, until, problem, found } = begin();
    Object.assign(this, { work, problem, found });
    this.keeper = new Keeper({ until, problem });
    this.keeper.watch((theirs) => this.meet(theirs));
  }

  get letter() {
    return this.work.letters.find(({ id }) => id === this.work.current);
  }

  // Changes the letter on the desk. `what` names the change; typing on in one field is one step back, and a change that
  // only follows from the page itself is none.
  change(changes, what) {
    if (what !== undefined) this.steps.before(this.work, what, performance.now(), difference(this.letter, changes));
    Object.assign(this.letter, changes);
    return this.keep();
  }

  keep() {
    return noted("work", this.waiting ? this.keeper.keepAside(this.work) : this.keeper.keep(this.work));
  }

  put(work) {
    this.work = work;
    this.keep();
    this.adopted(this.letter);
    this.told();
  }

  back() {
    const found = this.steps.back(this.work);
    if (found) this.put(found);
    return Boolean(found);
  }

  forth() {
    const found = this.steps.forth(this.work);
    if (found) this.put(found);
    return Boolean(found);
  }

  // Several letters side by side.
  open(id) {
    this.put({ ...this.work, current: id });
  }

  add() {
    this.steps.before(this.work, "");
    const letter = emptyLetter();
    this.put({ letters: [...this.work.letters, letter], current: letter.id });
  }

  remove(id) {
    this.steps.before(this.work, "");
    const letters = this.work.letters.filter((letter) => letter.id !== id);
    this.put(letters.length ? { letters, current: letters[0].id } : emptyWork());
  }

  // What was opened from a file or a link: beside what is here, or in its place.
  take(found, how) {
    this.steps.before(this.work, "");
    this.put(how === "replace" ? found : joined(this.work, found));
  }

  keepFor(days) {
    const there = days ? this.keeper.unseen() : undefined;
    const work = there ? joined(there, this.work) : this.work;
    const done = this.keeper.keepFor(days, work);
    if (done && there) this.put(work);
    this.told();
    return done;
  }

  // Empties the desk and both storages; returns what was there, to give back within ten seconds.
  clear() {
    const before = { work: this.work, until: this.keeper.until, steps: this.steps };
    this.waiting = undefined;
    this.keeper.until = undefined;
    this.keeper.mayWrite = true;
    this.steps = new StepsBack(() => this.told());
    this.work = emptyWork();
    const { held, left } = forgetEverything();
    this.left = left;
    this.adopted(this.letter);
    this.told();
    return { ...before, held };
  }

  giveBack({ work, until, held, steps }) {
    putBack(held);
    this.keeper.until = until;
    this.steps.join(steps);
    this.put(joined(work, this.work));
  }

  meet(theirs) {
    this.waiting = { theirs };
    this.keep();
    this.elsewhere(theirs);
  }

  // Two tabs: take what the other wrote, keep mine over it, or keep both side by side.
  settle(how) {
    const { theirs } = this.waiting;
    this.waiting = undefined;
    this.steps.before(this.work, "");
    if (how === "theirs") this.put(theirs ?? emptyWork());
    else if (how === "both" && theirs) this.put(joined(theirs, this.work));
    else this.put(this.work);
  }
}
