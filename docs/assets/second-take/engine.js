// The page's side of the engine: starts it, asks it, restarts it when it hangs. One number per question, one promise
// per number, JSON text across the border. Words typed by a person only ever travel from here into the worker.
//
//   import { ask, start, onProgress, onFailure, retry, cancel, stop } from "./engine.js";
//   const answer = await ask({ command: "compose", situation });

const RUNTIME = new URL("../runtime/", import.meta.url);
const ANSWER_WITHIN = 20_000; // ms for one answer before the worker is taken to be stuck
const LOAD_WITHIN = 60_000; // ms without a byte or a sign of life while loading

// A worker inherits the page's policy only when it starts from a blob, and Firefox allows the blob nothing but dynamic
// imports. The blob starts all downloads at once and keeps what is asked of it until the module has taken over.
const BOOTSTRAP = `
const waiting = [];
self.onmessage = ({ data: start }) => {
  self.onmessage = ({ data }) => waiting.push(data);
  const downloads = {};
  for (const part of ["wasm", "core"]) {
    downloads[part] = fetch(start.base + start.files[part].name);
    downloads[part].catch(() => {});
  }
  import(start.base + start.files.worker.name).then(
    async (module) => {
      const serve = await module.begin(start, downloads);
      self.onmessage = ({ data }) => serve(data);
      for (const message of waiting.splice(0)) serve(message);
    },
    (error) => self.postMessage({ kind: "failed", reason: "blocked-file", detail: String(error) }),
  );
};
`;

const WORDS = {
  idle: "",
  downloading: "Getting the letter tool",
  starting: "Starting the letter tool",
  ready: "Ready",
  failed: "The letter tool could not start",
  stopped: "Stopped",
};

export class EngineError extends Error {
  constructor(reason, detail = "") {
    super(detail || reason);
    this.name = "EngineError";
    this.reason = reason; // no-wasm, blocked-file, wrong-hash, crashed, timeout, cancelled
  }
}

const progressListeners = new Set();
const failureListeners = new Set();
const questions = new Map(); // number -> { resolve, reject, timer }
let lastNumber = 0;
let state = "idle";
let manifest;
let worker;
let started; // the promise of a ready engine, while there is one
let settleStart;
let loadTimer;
let arrived = {};
let exportsArrived;

// The one place where an address becomes a script: only a blob of our own making.
const policy = globalThis.trustedTypes?.createPolicy("st", {
  createScriptURL(address) {
    if (!address.startsWith("blob:")) throw new TypeError("only the engine's own bootstrap");
    return address;
  },
});

export function currentState() {
  const total = manifest ? ["worker", "wasm", "core"].reduce((sum, part) => sum + manifest.files[part].bytes, 0) : 0;
  const loaded = Object.values(arrived).reduce((sum, bytes) => sum + bytes, 0);
  return { state, words: WORDS[state], loaded, total };
}

function tell() {
  for (const listener of progressListeners) listener(currentState());
}

function become(next) {
  state = next;
  tell();
}

function listen(listeners, callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

// Called now and whenever more has arrived: { state, words, loaded, total }, the last two in bytes.
export function onProgress(callback) {
  const remove = listen(progressListeners, callback);
  callback(currentState());
  return remove;
}

// Called with an EngineError whenever the engine stops for a reason that the person did not choose.
export function onFailure(callback) {
  return listen(failureListeners, callback);
}

async function download(file, cache = "default") {
  const response = await fetch(new URL(file.name, RUNTIME), { cache }).catch((error) => {
    throw new EngineError("blocked-file", `${file.name}: ${error.message}`);
  });
  if (!response.ok) throw new EngineError("blocked-file", `${file.name}: status ${response.status}`);
  const bytes = await response.arrayBuffer().catch((error) => {
    throw new EngineError("blocked-file", `${file.name}: ${error.message}`);
  });
  await checkHash(bytes, file);
  return bytes;
}

async function checkHash(bytes, file) {
  if (!globalThis.crypto?.subtle) return; // no secure context, no digest
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== file.sha256) throw new EngineError("wrong-hash", `${file.name} is not the file this page expects`);
}

async function readManifest() {
  try {
    // Asked anew each time: an old list would name files that a newer site no longer has.
    const response = await fetch(new URL("manifest.json", RUNTIME), { cache: "no-cache" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.json();
  } catch (error) {
    throw new EngineError("blocked-file", `manifest.json: ${error.message}`);
  }
}

function watchLoading() {
  clearTimeout(loadTimer);
  loadTimer = setTimeout(() => fail(new EngineError("timeout", "nothing arrived for a minute")), LOAD_WITHIN);
}

function spawn() {
  const address = URL.createObjectURL(new Blob([BOOTSTRAP], { type: "text/javascript" }));
  const made = new Worker(policy ? policy.createScriptURL(address) : address, { type: "module", name: "second-take" });
  made.onmessage = ({ data }) => made === worker && received[data.kind]?.(data);
  made.onerror = (event) => made === worker && fail(new EngineError("crashed", event.message ?? ""));
  made.onmessageerror = () => made === worker && fail(new EngineError("crashed", "an answer could not be read"));
  return { made, release: () => URL.revokeObjectURL(address) };
}

async function load() {
  if (typeof WebAssembly !== "object") throw new EngineError("no-wasm", "this browser has no WebAssembly");
  manifest = await readManifest();
  tell();
  const { made, release } = spawn();
  worker = made;
  const { files } = manifest;
  // Three downloads at once. The script is checked here, before a word typed by anyone goes into the worker.
  made.postMessage({ base: RUNTIME.href, files });
  const ready = new Promise((resolve, reject) => {
    settleStart = { resolve, reject };
  });
  const checked = download(files.worker).then((bytes) => {
    arrived[files.worker.name] = bytes.byteLength;
    tell();
  });
  try {
    await Promise.all([ready, checked]);
  } finally {
    release();
  }
}

// Starts the engine once; later calls give the same promise.
export function start() {
  started ??= begin();
  return started;
}

async function begin() {
  arrived = {};
  become("downloading");
  watchLoading();
  try {
    await load();
    clearTimeout(loadTimer);
    become("ready");
  } catch (error) {
    const known = error instanceof EngineError ? error : new EngineError("crashed", String(error));
    if (known.reason !== "cancelled") fail(known);
    throw known;
  }
}

function end(error) {
  clearTimeout(loadTimer);
  worker?.terminate();
  worker = undefined;
  started = undefined;
  exportsArrived = undefined;
  settleStart?.reject(error);
  for (const { reject, timer } of questions.values()) {
    clearTimeout(timer);
    reject(error);
  }
  questions.clear();
}

function fail(error) {
  if (state === "failed") return;
  end(error);
  become("failed");
  for (const listener of failureListeners) listener(error);
}

const received = {
  progress({ name, bytes }) {
    arrived[name] = bytes;
    watchLoading();
    const { loaded, total } = currentState();
    if (loaded >= total && state === "downloading") state = "starting";
    tell();
  },
  ready() {
    settleStart.resolve();
  },
  answer({ id, text }) {
    const question = questions.get(id);
    if (!question) return;
    questions.delete(id);
    clearTimeout(question.timer);
    question.resolve(JSON.parse(text));
  },
  failed({ id, reason, detail }) {
    const error = new EngineError(reason, detail);
    const question = questions.get(id);
    if (!question) return fail(error);
    questions.delete(id);
    clearTimeout(question.timer);
    return question.reject(error);
  },
};

// A stuck worker cannot be talked to: it is ended, its questions fail, and a new one starts at once.
function restart(error) {
  end(error);
  for (const listener of failureListeners) listener(error);
  start().catch(() => {});
}

// Some formats need a second archive. The page fetches it, since the worker has closed its own network by then.
function bringExports() {
  exportsArrived ??= download(manifest.files.exports).then(
    (bytes) => worker.postMessage({ kind: "exports", bytes }, [bytes]),
    (error) => {
      exportsArrived = undefined;
      throw error;
    },
  );
  return exportsArrived;
}

// Sends one request and gives its answer as an object ({ ok, result } or { ok, error }).
export async function ask(request, { within = ANSWER_WITHIN } = {}) {
  await start();
  if (request.command === "export" && manifest.formats.includes(request.format)) await bringExports();
  return new Promise((resolve, reject) => {
    const id = ++lastNumber;
    const timer = setTimeout(() => restart(new EngineError("timeout", "no answer in time")), within);
    questions.set(id, { resolve, reject, timer });
    worker.postMessage({ kind: "ask", id, text: JSON.stringify({ schema: 1, ...request }) });
  });
}

// After a failure: everything again from the start.
export function retry() {
  end(new EngineError("cancelled"));
  return start();
}

// Gives up on every open question; the engine starts afresh in the background.
export function cancel() {
  const wasReady = state === "ready";
  end(new EngineError("cancelled"));
  if (wasReady) start().catch(() => {});
  else become("stopped");
}

// Ends the engine; the next ask() starts it again.
export function stop() {
  end(new EngineError("cancelled"));
  become("stopped");
}
