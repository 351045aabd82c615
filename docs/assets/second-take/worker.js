// The engine's compartment: Pyodide and the engine, in a worker that cannot reach the network once it has loaded.
// The build bundles this file with Pyodide's own two scripts into one (scripts/runtime_bundle.py). It is imported by
// the blob bootstrap in runtime-files.js; the page gives it the compiled machine, and it speaks only JSON text.
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { makeRoom, packed, unpacked } from "./snapshot-pages.js";

/* global PACKAGE_LIST -- Pyodide's list of packages, emptied; filled in by the build */

const NETWORK = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts",
  "Worker", "SharedWorker", "BroadcastChannel", "caches", "indexedDB", "Request", "FontFace",
];

const PREPARE_AFTER = 20; // ms in which a first question may come

const CATALOGUE = '{"schema": 1, "command": "catalogue"}';
const WARM_LETTERS = 12; // from the kept memory

class LoadError extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

// Pyodide's loader fetches two files by address: the machine, which the page compiles, and the archive. It gets these
// and nothing else.
function serveOnly(archive) {
  self.fetch = async (address) => new Response(String(address).endsWith(".wasm") ? undefined : await archive);
}

// Pyodide only warns when the machine code is refused, and would wait for ever.
function useOnly(code, fail) {
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const module = await code;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      fail(new LoadError("no-wasm", error.message));
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

async function startPython(start, parts) {
  serveOnly(parts.core);
  const memory = await parts.memory;
  const snapshot = memory && unpacked(new Uint8Array(memory));
  const pyodide = await new Promise((resolve, reject) => {
    useOnly(parts.code, reject);
    loadPyodide(options(start, snapshot)).then(resolve, reject);
  });
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
export async function begin(start, parts) {
  try {
    const { pyodide, remembered } = await startPython(start, parts);
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
