// Python's memory with the engine loaded, kept in this browser so that the next visit need not load it again. It is made
// in a worker of its own that never gets a question, so no word of anybody is in it. It belongs to exactly one set of
// files, is checked before use, and is thrown away when a start with it fails.

import { hasTyped, onFirstKey } from "./first-key.js";
import { isDeclined } from "./offline.js";
import { download, EngineError, give, RUNTIME, spawn } from "./runtime-files.js";

const STORE = "second-take-snapshot";
const KEEP_AFTER = 1_000; // ms
const MAKE_WITHIN = 60_000; // ms
const CHECKSUM = "x-checksum";

// Where the snapshot for these files is.
function addressOf({ worker, wasm, core }) {
  const mark = [worker, wasm, core].map(({ sha256 }) => sha256.slice(0, 16)).join("-");
  return `${RUNTIME.href}snapshot-${mark}`;
}

async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function forget() {
  await globalThis.caches?.delete(STORE).catch(() => false);
}

// The memory that an earlier visit kept for these files, packed, or undefined.
export async function memoryOf(files) {
  const found = await globalThis.caches?.open(STORE).then((store) => store.match(addressOf(files))).catch(() => {});
  if (!found) return undefined;
  const bytes = await found.arrayBuffer();
  if ((await checksum(bytes)) === found.headers.get(CHECKSUM)) return bytes;
  throw new EngineError("wrong-snapshot", "the kept memory is not as it was kept");
}

// A worker that still fetches is given up at the first key; the next visit makes the snapshot then.
function made(files, code) {
  const { worker, release } = spawn();
  let fetching = true;
  let forgetKey;
  return new Promise((resolve, reject) => {
    setTimeout(reject, MAKE_WITHIN, new Error("no snapshot in time"));
    forgetKey = onFirstKey(() => fetching && reject(new Error("somebody writes")));
    worker.onmessage = ({ data }) => {
      if (data.kind === "snapshot") resolve(data.bytes);
      if (data.kind === "failed") reject(new Error(data.detail));
    };
    worker.onerror = reject;
    worker.postMessage({ base: RUNTIME.href, files, makeSnapshot: true });
    give(worker, "code", code);
    give(worker, "memory");
    give(worker, "core", download(files.core)).then(() => (fetching = false), reject);
  }).finally(() => {
    forgetKey();
    worker.terminate();
    release();
  });
}

// What goes wrong here costs nobody more than a slower next visit.
async function keep(files, code) {
  if (!globalThis.caches || !globalThis.crypto?.subtle || navigator.connection?.saveData || isDeclined()) return;
  try {
    const store = await caches.open(STORE);
    const address = addressOf(files);
    if (await store.match(address)) return;
    const bytes = await made(files, code);
    for (const old of await store.keys()) await store.delete(old);
    await store.put(address, new Response(bytes, { headers: { [CHECKSUM]: await checksum(bytes) } }));
  } catch (error) {
    console.info("no snapshot was kept:", error?.message);
  }
}

// When the page has nothing to do: makes and keeps a snapshot for the next visit, unless there is one.
export function keepLater(manifest, { files, code }, stillWanted) {
  const [first] = waysToStart(manifest);
  if (!first.snapshot || first.files.wasm !== files.wasm) return;
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  setTimeout(() => whenIdle(() => stillWanted() && !hasTyped() && keep(files, code)), KEEP_AFTER);
}

// The ways to start, the fastest first: with the kept memory, without it, with Pyodide's own untouched machine.
export function waysToStart({ steps, files }) {
  const { core, worker, wasm } = files;
  const first = { worker, wasm, core };
  const ways = steps.includes("snapshot") ? [{ files: first, snapshot: true }] : [];
  ways.push({ files: first });
  if (files["plain-wasm"]) ways.push({ files: { worker: files["plain-worker"], wasm: files["plain-wasm"], core } });
  return ways;
}
