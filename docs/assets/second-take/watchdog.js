// What happens after the engine had to be ended: a fresh start by itself, a few times; then it waits for the person. A
// question that hangs must not keep a phone busy for ever.

const MOST = 2; // fresh starts in a row without one answer between them

let inARow = 0;

export function gotAnswer() {
  inARow = 0;
}

export function mayStartAgain() {
  inARow += 1;
  return inARow <= MOST;
}
