// Makes a snapshot of a machine that has grown, stores it as the page does, and starts another machine from it:
//   node snapshot_growth.mjs MACHINE-FOLDER LIBRARY.zip
// Prints how large both memories are, and what the second one finds in its own.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadPyodide } from "pyodide";
import { makeRoom, packed, unpacked } from "../docs/assets/second-take/snapshot-pages.js";

const [folder, library] = process.argv.slice(2).map((path) => resolve(path));
const lock = JSON.parse(readFileSync(new URL("pyodide-lock.json", import.meta.resolve("pyodide")), "utf8"));
const { default: createPyodideModule } = await import(pathToFileURL(`${folder}/pyodide.asm.mjs`));

function start(more, snapshot) {
  return loadPyodide({
    indexURL: folder,
    stdLibURL: library,
    lockFileContents: JSON.stringify({ ...lock, packages: {} }),
    env: { PYTHONHASHSEED: "0" },
    jsglobals: {},
    async createPyodideModule(settings) {
      const module = await createPyodideModule(settings);
      const { API } = module;
      API.getExpectedKeys = () => [null, API.config.jsglobals, API.public_api];
      if (snapshot) makeRoom(module, snapshot);
      return module;
    },
    ...more,
  });
}

const first = await start({ _makeSnapshot: true });
const before = first._module.HEAP8.length;
first.runPython("import builtins, secondtake.api; builtins.large = b'kept' * 5_000_000; del builtins");
const snapshot = first.makeMemorySnapshot();
const stored = packed(snapshot);
const second = await start({ _loadSnapshot: unpacked(stored) }, unpacked(stored));
const found = second.runPython("import secondtake.api\nf'{len(large)} {large[-4:].decode()} {secondtake.api.SCHEMA}'");
console.log(JSON.stringify({ before, grown: snapshot.length, same: Buffer.compare(unpacked(stored), snapshot) === 0, found }));
