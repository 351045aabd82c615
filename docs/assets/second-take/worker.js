// The engine's compartment: Pyodide and the engine, in a worker that cannot reach the network once it has loaded.
// The build bundles this file with Pyodide's own two scripts into one (scripts/runtime_bundle.py). It is imported by
// the blob bootstrap in engine.js, which has already started the downloads, and it speaks only JSON text.
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { makeRoom, packed, unpacked } from "./snapshot-pages.js";

/* global PACKAGE_LIST -- Pyodide's list of packages, emptied; filled in by the build */

const NETWORK = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts",
  "Worker", "SharedWorker", "BroadcastChannel", "caches", "indexedDB", "Request", "FontFace",
];

const TELL_EVERY = 40; // ms between two words on how far a download is
const PREPARE_AFTER = 20; // ms in which a first question may come

const CATALOGUE = '{"schema": 1, "command": "catalogue"}';
const WARM_LETTERS = 12; // from the kept memory

class LoadError extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function checkHash(bytes, file) {
  // Without a secure context there is no digest; the page then relies on the connection alone.
  if (!self.crypto?.subtle) return;
  const found = hex(await crypto.subtle.digest("SHA-256", bytes));
  if (found !== file.sha256) throw new LoadError("wrong-hash", `${file.name} is not the file this page was built with`);
}

async function opened(download, file) {
  const response = await download.catch((error) => {
    throw new LoadError("blocked-file", `${file.name}: ${error.message}`);
  });
  if (!response.ok) throw new LoadError("blocked-file", `${file.name}: status ${response.status}`);
  return response;
}

// Reads to the end, telling the page how far it is.
async function read(response, file) {
  const bytes = new Uint8Array(file.bytes);
  let at = 0;
  let told = -TELL_EVERY;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw new LoadError("blocked-file", `${file.name}: ${error.message}`);
    });
    if (done) break;
    if (at + value.length > bytes.length) throw new LoadError("wrong-hash", `${file.name} is longer than it should be`);
    bytes.set(value, at);
    at += value.length;
    if (at < bytes.length && performance.now() - told < TELL_EVERY) continue;
    told = performance.now();
    self.postMessage({ kind: "progress", name: file.name, bytes: at });
  }
  if (at !== bytes.length) throw new LoadError("wrong-hash", `${file.name} is shorter than it should be`);
  await checkHash(bytes, file);
  return bytes;
}

async function library(download, file) {
  return new Response(await read(await opened(download, file), file));
}

// The untouched response went to the compiler, so that the browser can keep the compiled code; this copy is checked.
async function machine(download, file) {
  await read(await opened(download, file), file);
}

// A failed download is reported where it is awaited below. Pyodide itself only ever hears of success: its loader may
// not be listening yet when a download fails, and the browser would call that an error that nobody caught.
function orNever(promise) {
  return promise.catch(() => new Promise(() => {}));
}

// Pyodide's loader fetches two files by address: the machine, which is already being compiled, and the archive, which
// is already on its way. It gets these and nothing else.
function serveOnly(zip) {
  self.fetch = async (address) => (String(address).endsWith(".wasm") ? new Response() : zip);
}

// Pyodide only warns when the machine code is refused, and would wait for ever. A file that is not the right one is
// the deeper reason, so it is named first.
function compileOnly(code, checked, fail) {
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const module = await code;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      checked.then(() => fail(new LoadError("no-wasm", error.message)), fail);
      return new Promise(() => {});
    }
  };
}

function closeNetwork() {
  for (const name of NETWORK) {
    Object.defineProperty(self, name, { value: undefined, configurable: false, writable: false });
  }
  if (self.navigator) {
    Object.defineProperty(self.navigator, "sendBeacon", { value: undefined });
    Object.defineProperty(self.navigator, "serviceWorker", { value: undefined });
  }
}

// Pyodide expects its own event loop and package loader to have taken three more objects, which the archive leaves out.
function machineFor(snapshot) {
  return async (settings) => {
    const module = await createPyodideModule(settings);
    const { API } = module;
    API.getExpectedKeys = () => [null, API.config.jsglobals, API.public_api];
    if (snapshot) makeRoom(module, snapshot);
    return module;
  };
}

// The memory that an earlier visit kept, or undefined. It is read while the machine is still on its way.
async function memoryOf(place) {
  const found = place && self.caches && (await (await caches.open(place.store)).match(place.address));
  if (!found) return undefined;
  const bytes = new Uint8Array(await found.arrayBuffer());
  if (hex(await crypto.subtle.digest("SHA-256", bytes)) !== found.headers.get(place.checksum)) {
    throw new LoadError("wrong-snapshot", "the kept memory is not as it was kept");
  }
  return unpacked(bytes);
}

// Python's sets keep one order in every start, as a snapshot demands; and what makes one sees none of the browser's
// objects, since a snapshot may hold none.
function options(start, snapshot) {
  return {
    indexURL: start.base,
    createPyodideModule: machineFor(snapshot),
    lockFileContents: PACKAGE_LIST,
    env: { PYTHONHASHSEED: "0" },
    ...(start.makeSnapshot && { jsglobals: {}, _makeSnapshot: true }),
    ...(snapshot && { _loadSnapshot: snapshot }),
  };
}

async function startPython(start, downloads) {
  if (typeof WebAssembly !== "object" || !WebAssembly.instantiateStreaming) {
    throw new LoadError("no-wasm", "this browser has no WebAssembly");
  }
  const { wasm, core } = start.files;
  const zip = library(downloads.core, core);
  const checked = machine(downloads.copy, wasm);
  checked.catch(() => {}); // awaited below
  serveOnly(orNever(zip));
  const snapshot = await memoryOf(start.snapshot);
  const pyodide = await new Promise((resolve, reject) => {
    compileOnly(downloads.code, checked, reject);
    zip.catch(reject);
    checked.catch(reject);
    loadPyodide(options(start, snapshot)).then(resolve, reject);
  });
  await checked;
  return { pyodide, remembered: Boolean(snapshot) };
}

function answerer(pyodide) {
  const handle = pyodide.pyimport("secondtake.api").handle;
  return {
    // Reads the content while the person still reads the first question.
    prepare() {
      handle(CATALOGUE);
    },
    // What a first letter and its check set up, for letters about slips of the catalogue that nobody has told.
    warm() {
      const { mishaps } = JSON.parse(handle(CATALOGUE)).result;
      for (const { id } of mishaps.filter(({ letter }) => letter).slice(0, WARM_LETTERS)) {
        handle(JSON.stringify({ schema: 1, command: "compose", situation: { mishaps: [{ id }] } }));
      }
    },
    ask({ id, text }) {
      self.postMessage({ kind: "answer", id, text: handle(text) });
    },
    exports({ bytes }) {
      pyodide.FS.writeFile("/lib/exports.zip", new Uint8Array(bytes));
      // One library looks for a time-zone file that our dates do not need, and warns when it is not there.
      pyodide.runPython("import sys, warnings; sys.path.append('/lib/exports.zip'); warnings.simplefilter('ignore')");
    },
  };
}

function failure(error, id) {
  const reason = error.reason ?? "crashed";
  self.postMessage({ kind: "failed", id, reason, detail: String(error.message ?? error).slice(-2000) });
}

// This worker's only work: it answers nothing, so nobody's words are in what it gives away.
function makeSnapshot(pyodide, doors) {
  doors.prepare();
  doors.warm();
  pyodide.pyimport("gc").collect();
  const bytes = packed(pyodide.makeMemorySnapshot()).buffer;
  self.postMessage({ kind: "snapshot", bytes }, [bytes]);
  return () => {};
}

// Called once by the bootstrap. Returns what handles every later message.
export async function begin(start, downloads) {
  try {
    const { pyodide, remembered } = await startPython(start, downloads);
    const doors = answerer(pyodide);
    closeNetwork();
    if (start.makeSnapshot) return makeSnapshot(pyodide, doors);
    self.postMessage({ kind: "ready", remembered });
    const prepare = remembered ? undefined : setTimeout(doors.prepare, PREPARE_AFTER);
    return (message) => {
      clearTimeout(prepare); // a question reads what it needs itself
      try {
        doors[message.kind](message);
      } catch (error) {
        failure(error, message.id);
      }
    };
  } catch (error) {
    failure(error);
    return () => {};
  }
}
