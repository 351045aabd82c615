// Runs one Python file inside Pyodide in Node, with folders of this machine mounted:
//   node pyodide_run.mjs SCRIPT.py '{"mounts": {"/engine": "HOST"}, "paths": ["/engine"], "argv": [], "library": "ZIP", "env": {}}'
// "paths" go in front of sys.path; "library" replaces Pyodide's own standard library archive; "machine" is a folder with
// another pyodide.asm.mjs and pyodide.asm.wasm.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

async function start({ library, env, machine }) {
  const indexURL = dirname(fileURLToPath(import.meta.resolve("pyodide")));
  const lock = JSON.parse(readFileSync(resolve(indexURL, "pyodide-lock.json"), "utf8"));
  return loadPyodide({
    indexURL: machine ? resolve(machine) : indexURL,
    env,
    stdLibURL: library ? resolve(library) : undefined,
    lockFileContents: JSON.stringify({ ...lock, packages: {} }), // no package of Pyodide's own is ever loaded
  });
}

function mount(pyodide, mounts) {
  for (const [guest, host] of Object.entries(mounts)) {
    pyodide.FS.mkdirTree(guest);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: resolve(host) }, guest);
  }
}

async function run(script, options) {
  const pyodide = await start(options);
  mount(pyodide, options.mounts);
  const locals = pyodide.toPy({ argv: [script, ...options.argv], paths: options.paths });
  pyodide.runPython("import sys; sys.argv[:] = argv; sys.path[:0] = paths", { locals });
  pyodide.runPython(readFileSync(script, "utf8"), { filename: script });
}

const [script, options = "{}"] = process.argv.slice(2);
if (!script || script === "--help") {
  console.log("usage: node pyodide_run.mjs SCRIPT.py [OPTIONS-AS-JSON]");
  process.exit(script ? 0 : 2);
}
try {
  await run(script, { env: {}, mounts: {}, paths: [], argv: [], ...JSON.parse(options) });
} catch (error) {
  // An uncaught error would make Node print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
