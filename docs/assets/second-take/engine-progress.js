// How far the engine is, and who wants to hear of it: "idle", "downloading", "starting", "ready", "failed", "stopped".

const progressListeners = new Set();
const failureListeners = new Set();
let state = "idle";
let expected = {}; // the files of this start, by what they are for
let arrived = {}; // bytes by the name of a file

export const isAt = (asked) => state === asked;

export function currentState() {
  const sum = (of) => Object.values(expected).reduce((total, file) => total + of(file), 0);
  const total = sum(({ gzip }) => gzip); // counted as they travel: compressed
  const loaded = sum(({ name, bytes, gzip }) => Math.round(((arrived[name] ?? 0) / bytes) * gzip));
  return { state, loaded, total };
}

function tell() {
  for (const listener of progressListeners) listener(currentState());
}

export function become(next) {
  state = next;
  tell();
}

// A start begins, with these files to come.
export function expect(files) {
  expected = files;
  arrived = {};
  become("downloading");
}

export function arrive(name, bytes) {
  arrived[name] = bytes;
  const { loaded, total } = currentState();
  if (loaded >= total && state === "downloading") state = "starting";
  tell();
}

const listen = (listeners, callback) => (listeners.add(callback), () => listeners.delete(callback));

// Called now and whenever more has arrived: { state, loaded, total }, the last two in bytes.
export function onProgress(callback) {
  const remove = listen(progressListeners, callback);
  callback(currentState());
  return remove;
}

// Called with an EngineError whenever the engine stops for a reason that the person did not choose.
export function onFailure(callback) {
  return listen(failureListeners, callback);
}

export function tellFailure(error) {
  for (const listener of failureListeners) listener(error);
}
