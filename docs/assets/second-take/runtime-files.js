// What the engine is loaded from: the list of its files, checked downloads, and the worker's small beginning.

import { LIST } from "./generated/runtime.js";

// The list as it was when this page's scripts were made.
export { LIST };

export const RUNTIME = new URL("../runtime/", import.meta.url);

// A worker inherits the page's policy only when it starts from a blob, and Firefox allows the blob nothing but dynamic
// imports. The page fetches all but the script, while the worker is still starting, and gives it the parts: the code of the
// machine, the archive, and the memory that was kept. What is asked meanwhile waits until the module has taken over.
// Pyodide finds out by importScripts whether it is in a module; without the function it finds the same, and Firefox
// does not report a refusal.
export const BOOTSTRAP = `
self.importScripts = undefined;
const waiting = [];
const give = {};
const given = (part) => new Promise((resolve) => (give[part] = resolve));
const parts = { code: given("code"), core: given("core"), memory: given("memory") };
self.onmessage = ({ data: start }) => {
  self.onmessage = ({ data }) => (data.part ? give[data.part](data.value) : waiting.push(data));
  import(start.base + start.files.worker.name).then(
    async (module) => {
      const serve = await module.begin(start, parts);
      self.onmessage = ({ data }) => serve(data);
      for (const message of waiting.splice(0)) serve(message);
    },
    (error) => self.postMessage({ kind: "failed", reason: "blocked-file", detail: String(error) }),
  );
};
`;

export class EngineError extends Error {
  constructor(reason, detail = "") {
    super(detail || reason);
    this.name = "EngineError";
    this.reason = reason; // no-wasm, blocked-file, wrong-hash, crashed, timeout, cancelled
  }
}

// The one place where an address becomes a script: only a blob of our own making.
const policy = globalThis.trustedTypes?.createPolicy("st", {
  createScriptURL(address) {
    if (!address.startsWith("blob:")) throw new TypeError("only the engine's own bootstrap");
    return address;
  },
});

// A worker that waits for its first message. `release` frees its address once it has started. The proof on the privacy
// page starts another script in the very same way.
export function spawn(source = BOOTSTRAP) {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(policy ? policy.createScriptURL(address) : address, { type: "module", name: "second-take" });
  return { worker, release: () => URL.revokeObjectURL(address) };
}

// A part that a worker waits for, as soon as it is there.
export async function give(worker, part, coming) {
  const value = await coming;
  worker.postMessage({ part, value }, value instanceof ArrayBuffer ? [value] : []);
}

async function checkHash(bytes, file) {
  if (!globalThis.crypto?.subtle) return; // no secure context, no digest
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== file.sha256) throw new EngineError("wrong-hash", `${file.name} is not the file this page expects`);
}

const blocked = (name) => (error) => {
  throw new EngineError("blocked-file", `${name}: ${error.message}`);
};

// A file as it comes, or the reason why it does not.
async function opened(name, options) {
  const response = await fetch(new URL(name, RUNTIME), options).catch(blocked(name));
  if (!response.ok) blocked(name)(new Error(`status ${response.status}`));
  return response;
}

// The bytes of one file of the manifest, checked against it; `arrived` hears how many there are so far.
async function read(response, file, arrived) {
  const bytes = new Uint8Array(file.bytes);
  const reader = response.body.getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(blocked(file.name));
    if (done) break;
    if (at + value.length > bytes.length) throw new EngineError("wrong-hash", `${file.name} is longer than it should be`);
    bytes.set(value, at);
    at += value.length;
    arrived(file, at);
  }
  if (at !== bytes.length) throw new EngineError("wrong-hash", `${file.name} is shorter than it should be`);
  await checkHash(bytes, file);
  return bytes.buffer;
}

export async function download(file, arrived = () => {}) {
  return read(await opened(file.name), file, arrived);
}

// The machine that Python runs on, as two promises: its code, compiled while it arrives, and that it is the code of this
// build. The untouched response goes to the compiler, so that the browser can keep what it compiled; a copy is checked.
// A file that is not the right one is the deeper reason for code that does not compile, so it is named first.
export function machineOf(file, arrived) {
  const response = opened(file.name);
  const checked = response.then((whole) => read(whole.clone(), file, arrived));
  const code = response.then((whole) => WebAssembly.compileStreaming(whole)).catch(async (error) => {
    await checked;
    throw new EngineError("no-wasm", error.message);
  });
  return { code, checked };
}

// The list as it is now.
export async function readManifest() {
  return (await opened("manifest.json", { cache: "no-cache" })).json();
}
