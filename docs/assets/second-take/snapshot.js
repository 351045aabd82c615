// Python's memory with the engine loaded, kept in this browser so that the next visit need not load it again. It is made
// in a worker of its own that never gets a question, so no word of anybody is in it. It belongs to exactly one set of
// files, is checked before use, and is thrown away when a start with it fails.

import { hasTyped, onFirstKey } from "./first-key.js";
import { isDeclined } from "./offline.js";
import { RUNTIME, spawn } from "./runtime-files.js";

const STORE = "second-take-snapshot";
const KEEP_AFTER = 1_000; // ms
const MAKE_WITHIN = 60_000; // ms
const CHECKSUM = "x-checksum";

// Where the snapshot for these files is, for the worker to look.
function placeOf({ worker, wasm, core }) {
  const mark = [worker, wasm, core].map(({ sha256 }) => sha256.slice(0, 16)).join("-");
  return { store: STORE, address: `${RUNTIME.href}snapshot-${mark}`, checksum: CHECKSUM };
}

async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function forget() {
  await globalThis.caches?.delete(STORE).catch(() => false);
}

// A worker that still fetches is given up at the first key; the next visit makes the snapshot then.
function made(files) {
  const { worker, release } = spawn();
  const coming = new Map([files.wasm, files.core].map(({ name, bytes }) => [name, bytes]));
  let forgetKey;
  return new Promise((resolve, reject) => {
    setTimeout(reject, MAKE_WITHIN, new Error("no snapshot in time"));
    forgetKey = onFirstKey(() => coming.size && reject(new Error("somebody writes")));
    worker.onmessage = ({ data }) => {
      if (data.kind === "progress" && data.bytes === coming.get(data.name)) coming.delete(data.name);
      if (data.kind === "snapshot") resolve(data.bytes);
      if (data.kind === "failed") reject(new Error(data.detail));
    };
    worker.onerror = reject;
    worker.postMessage({ base: RUNTIME.href, files, makeSnapshot: true });
  }).finally(() => {
    forgetKey();
    worker.terminate();
    release();
  });
}

// What goes wrong here costs nobody more than a slower next visit.
async function keep(files) {
  if (!globalThis.caches || !globalThis.crypto?.subtle || navigator.connection?.saveData || isDeclined()) return;
  try {
    const store = await caches.open(STORE);
    const { address } = placeOf(files);
    if (await store.match(address)) return;
    const bytes = await made(files);
    for (const old of await store.keys()) await store.delete(old);
    await store.put(address, new Response(bytes, { headers: { [CHECKSUM]: await checksum(bytes) } }));
  } catch (error) {
    console.info("no snapshot was kept:", error?.message);
  }
}

// When the page has nothing to do: makes and keeps a snapshot for the next visit, unless there is one.
export function keepLater(manifest, files, stillWanted) {
  const [first] = waysToStart(manifest);
  if (!first.snapshot || first.files.wasm !== files.wasm) return;
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  setTimeout(() => whenIdle(() => stillWanted() && !hasTyped() && keep(files)), KEEP_AFTER);
}

// The ways to start, the fastest first: with the kept memory, without it, with Pyodide's own untouched machine.
export function waysToStart({ steps, files }) {
  const { core, worker, wasm } = files;
  const first = { worker, wasm, core };
  const ways = steps.includes("snapshot") ? [{ files: first, snapshot: placeOf(first) }] : [];
  ways.push({ files: first });
  if (files["plain-wasm"]) ways.push({ files: { worker: files["plain-worker"], wasm: files["plain-wasm"], core } });
  return ways;
}
