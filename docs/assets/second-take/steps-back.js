// Undo and redo over everything: each step holds the whole work as it was before it. A change after steps back does not
// throw the undone states away: they join the past, so that undo reaches every word that was ever here.

const MOST_STEPS = 200;
const ONE_GO = 1000; // ms; keys in one field within this time are one step

export class StepsBack {
  constructor(changed) {
    this.past = [];
    this.future = [];
    this.changed = changed;
  }

  // Called before a change. `what` names it; the same field typed in again at once is the same step, unless words go.
  // `gone` and `added`: how many characters the change takes away and puts in.
  before(work, what, now = performance.now(), { gone = 0, added = 0 } = {}) {
    const deletes = gone > 0 && added === 0;
    const wordsGo = deletes ? !this.deletes : gone > 0;
    const same = what && what === this.what && now - this.when < ONE_GO && !wordsGo;
    Object.assign(this, { what, when: now, deletes });
    const undone = this.future.splice(0);
    if (undone.length) this.past.push(structuredClone(work), ...undone);
    if (!same || undone.length) this.past.push(structuredClone(work));
    this.past = this.past.slice(-MOST_STEPS);
    this.changed();
  }

  // Puts the steps of before in front: those a page left behind, or those that were cleared.
  join({ past, future }) {
    this.past = [...past, ...this.past, ...this.future.reverse()].slice(-MOST_STEPS);
    this.future = future;
    this.what = undefined;
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
