// Undo and redo over everything: each step holds the whole work as it was before it.

const MOST_STEPS = 200;
const ONE_GO = 1000; // ms; keys in one field within this time are one step

export class StepsBack {
  constructor(changed) {
    this.past = [];
    this.future = [];
    this.changed = changed;
  }

  // Called before a change. `what` names it; the same field typed in again at once is the same step.
  before(work, what, now = performance.now()) {
    const same = what && what === this.what && now - this.when < ONE_GO;
    [this.what, this.when] = [what, now];
    this.future = [];
    if (!same) this.past.push(structuredClone(work));
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.changed();
  }

  back(work) {
    return this.move(this.past, this.future, work);
  }

  forth(work) {
    return this.move(this.future, this.past, work);
  }

  move(from, to, work) {
    if (!from.length) return undefined;
    to.push(structuredClone(work));
    this.what = undefined;
    const found = from.pop();
    this.changed();
    return found;
  }
}
