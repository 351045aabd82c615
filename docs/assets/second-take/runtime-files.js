// What the engine is loaded from: the list of its files, checked downloads, and the worker's small beginning.

import { LIST } from "./generated/runtime.js";

// The list as it was when this page's scripts were made.
export { LIST };

export const RUNTIME = new URL("../runtime/", import.meta.url);

// A worker inherits the page's policy only when it starts from a blob, and Firefox allows the blob nothing but dynamic
// imports. The blob starts all downloads at once, has the machine compiled while it arrives, keeps a copy of it to be
// checked, and keeps what is asked of it until the module has taken over.
// Pyodide finds out by importScripts whether it is in a module; without the function it finds the same, and Firefox
// does not report a refusal.
export const BOOTSTRAP = `
self.importScripts = undefined;
const waiting = [];
self.onmessage = ({ data: start }) => {
  self.onmessage = ({ data }) => waiting.push(data);
  const downloads = {};
  for (const part of ["wasm", "core"]) {
    downloads[part] = fetch(start.base + start.files[part].name);
    downloads[part].catch(() => {});
  }
  downloads.copy = downloads.wasm.then((response) => response.clone());
  downloads.code = downloads.copy.then(() => WebAssembly.compileStreaming(downloads.wasm));
  downloads.copy.catch(() => {});
  downloads.code.catch(() => {});
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

async function checkHash(bytes, file) {
  if (!globalThis.crypto?.subtle) return; // no secure context, no digest
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== file.sha256) throw new EngineError("wrong-hash", `${file.name} is not the file this page expects`);
}

async function get(name, options) {
  try {
    const response = await fetch(new URL(name, RUNTIME), options);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    throw new EngineError("blocked-file", `${name}: ${error.message}`);
  }
}

// The bytes of one file of the manifest, checked against it.
export async function download(file) {
  const bytes = await get(file.name);
  await checkHash(bytes, file);
  return bytes;
}

// The list as it is now.
export async function readManifest() {
  const bytes = await get("manifest.json", { cache: "no-cache" });
  return JSON.parse(new TextDecoder().decode(bytes));
}
