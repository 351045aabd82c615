// The page's side of the engine: starts it, asks it, restarts it when it hangs. One number per question, one promise
// per number, JSON text across the border. Words typed by a person only ever travel from here into the worker.

import { arrive, become, currentState, expect, isAt, onFailure, onProgress, tellFailure } from "./engine-progress.js";
import { download, EngineError, give, LIST, machineOf, readManifest, RUNTIME, spawn } from "./runtime-files.js";
import { forget, keepLater, memoryOf, waysToStart } from "./snapshot.js";
import { gotAnswer, mayStartAgain } from "./watchdog.js";

const ANSWER_WITHIN = 20_000; // ms for one answer before the worker is taken to be stuck
const LOAD_WITHIN = 60_000; // ms without a byte or a sign of life while loading

const TELL_EVERY = 40; // ms between two words on how far a download is

const MENDABLE = new Set(["no-wasm", "crashed", "wrong-snapshot"]); // what a safer way to start may mend

export { currentState, EngineError, onFailure, onProgress };

const questions = new Map(); // number -> { resolve, reject, timer }
let lastNumber = 0;
let manifest;
let way; // what this start uses: { files: { worker, wasm, core }, code }
let remembered = false; // whether this start uses the memory that an earlier visit kept
let worker;
let started; // the promise of a ready engine, while there is one
let settleStart;
let attempt = 0; // counts starts and ends, so that a start which was given up does not go on
let loadTimer;
let exportsArrived;

// Whether this engine started from the memory that an earlier visit kept.
export const remembers = () => remembered;

function watchLoading() {
  clearTimeout(loadTimer);
  loadTimer = setTimeout(() => fail(new EngineError("timeout", "nothing arrived for a minute")), LOAD_WITHIN);
}

// Trouble while it starts leaves the choice of another way to begin(); later it stops the engine.
function broke(error) {
  if (isAt("ready")) fail(error);
  else settleStart?.reject(error);
}

function hear(made) {
  made.onmessage = ({ data }) => made === worker && received[data.kind]?.(data);
  made.onerror = (event) => made === worker && broke(new EngineError("crashed", event.message ?? ""));
  made.onmessageerror = () => made === worker && broke(new EngineError("crashed", "an answer could not be read"));
}

let told = 0;

// Tells of a download now and then, and of its end.
function hasCome(file, bytes) {
  const now = performance.now();
  if (bytes < file.bytes && now - told < TELL_EVERY) return;
  told = now;
  watchLoading();
  arrive(file.name, bytes);
}

// One attempt with one set of files.
async function startWith(files, snapshot) {
  worker?.terminate();
  const { worker: made, release } = spawn();
  worker = made;
  hear(made);
  remembered = false;
  expect(files);
  // All downloads at once. Everything is checked before a word typed by anyone goes into the worker.
  made.postMessage({ base: RUNTIME.href, files });
  const machine = machineOf(files.wasm, hasCome);
  const parts = [
    give(made, "code", machine.code),
    give(made, "core", download(files.core, hasCome)),
    give(made, "memory", snapshot ? memoryOf(files) : undefined),
  ];
  const ready = new Promise((resolve, reject) => {
    settleStart = { resolve, reject };
  });
  try {
    await Promise.all([ready, machine.checked, download(files.worker, hasCome), ...parts]);
  } finally {
    release();
  }
  way = { files, code: await machine.code };
}


async function load() {
  if (typeof WebAssembly !== "object") throw new EngineError("no-wasm", "this browser has no WebAssembly");
  const mine = ++attempt;
  manifest ??= LIST;
  try {
    return await startFrom(mine);
  } catch (error) {
    if (mine !== attempt || error.reason !== "blocked-file" || !(await newerList())) throw error;
    if (mine !== attempt) throw new EngineError("cancelled");
    return startFrom(mine);
  }
}

// A page may be older than the site, and its list may name files that are gone. True when there is another list.
async function newerList() {
  const found = await readManifest().catch(() => manifest);
  const other = JSON.stringify(found) !== JSON.stringify(manifest);
  manifest = found;
  return other;
}

async function startFrom(mine) {
  const ways = waysToStart(manifest);
  for (const [number, { files, snapshot }] of ways.entries()) {
    try {
      return await startWith(files, snapshot);
    } catch (error) {
      if (mine !== attempt || number + 1 === ways.length || !MENDABLE.has(error.reason)) throw error;
      if (snapshot) forget();
    }
  }
}

// Starts the engine once; later calls give the same promise.
export function start() {
  started ??= begin();
  return started;
}

async function begin() {
  way = undefined;
  expect({});
  watchLoading();
  const loading = load();
  const mine = attempt;
  try {
    await loading;
    clearTimeout(loadTimer);
    become("ready");
    if (!remembered) keepLater(manifest, way, () => isAt("ready"));
  } catch (error) {
    const known = error instanceof EngineError ? error : new EngineError("crashed", String(error));
    // What comes late of an attempt that was given up must not end the one that took its place.
    if (known.reason !== "cancelled" && mine === attempt) fail(known);
    throw known;
  }
}

function end(error) {
  attempt += 1;
  clearTimeout(loadTimer);
  worker?.terminate();
  worker = started = undefined;
  exportsArrived = undefined;
  settleStart?.reject(error);
  for (const { reject, timer } of questions.values()) {
    clearTimeout(timer);
    reject(error);
  }
  questions.clear();
}

function fail(error) {
  if (isAt("failed")) return;
  if (!isAt("ready")) forget();
  end(error);
  become("failed");
  tellFailure(error);
}

const received = {
  ready(how) {
    remembered = how.remembered;
    settleStart.resolve();
  },
  answer({ id, text }) {
    const question = questions.get(id);
    if (!question) return;
    questions.delete(id);
    clearTimeout(question.timer);
    gotAnswer();
    question.resolve(text);
  },
  failed({ id, reason, detail }) {
    const error = new EngineError(reason, detail);
    // An engine that broke over one question may be in any state: the next question gets a fresh one.
    return questions.has(id) ? restart(error) : broke(error);
  },
};

// A stuck worker cannot be talked to: it is ended, its questions fail, and a new one starts at once.
function restart(error) {
  if (!mayStartAgain()) return fail(error);
  end(error);
  tellFailure(error);
  return start().catch(() => {});
}

// Some formats need a second archive. The page fetches it, since the worker has closed its own network by then.
function bringExports() {
  exportsArrived ??= download(manifest.files.exports).then(
    (bytes) => worker?.postMessage({ kind: "exports", bytes }, [bytes]),
    (error) => {
      exportsArrived = undefined;
      throw error;
    },
  );
  return exportsArrived;
}

// Sends one request and gives its answer as an object ({ ok, result } or { ok, error }).
export async function ask(request, options) {
  await start();
  if (request.command === "export" && manifest.formats.includes(request.format)) await bringExports();
  return JSON.parse(await exchange(JSON.stringify({ schema: 1, ...request }), options));
}

// The same, text for text, as it crosses the border. Exports that need the second archive go through ask().
export async function exchange(text, { within = ANSWER_WITHIN } = {}) {
  await start();
  return new Promise((resolve, reject) => {
    const id = ++lastNumber;
    const timer = setTimeout(() => restart(new EngineError("timeout", "no answer in time")), within);
    questions.set(id, { resolve, reject, timer });
    worker.postMessage({ kind: "ask", id, text });
  });
}

// After a failure: everything again from the start.
export function retry() {
  end(new EngineError("cancelled"));
  return start();
}

// Gives up on every open question; the engine starts afresh in the background.
export function cancel() {
  const wasReady = isAt("ready");
  stop();
  if (wasReady) start().catch(() => {});
}

// Ends the engine; the next ask() starts it again.
export function stop() {
  end(new EngineError("cancelled"));
  become("stopped");
}
