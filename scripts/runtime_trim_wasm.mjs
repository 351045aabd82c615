// Drops from a WebAssembly file what none of the named exports can reach:
//   node runtime_trim_wasm.mjs IN.wasm OUT.wasm '["_malloc", ...]'
// Prints the imports that are left. Nothing is stubbed and nothing is optimised: a function stays, byte for byte in
// meaning, as long as any path from an export or from the table leads to it.
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

const [input, output, names] = process.argv.slice(2);
const kept = new Set(JSON.parse(names));
const module = binaryen.readBinary(readFileSync(input));
const { Features } = binaryen;
module.setFeatures(
  Features.MutableGlobals |
    Features.NontrappingFPToInt |
    Features.SignExt |
    Features.BulkMemory |
    Features.BulkMemoryOpt |
    Features.CallIndirectOverlong |
    Features.ReferenceTypes |
    Features.Multivalue |
    Features.ExceptionHandling |
    Features.TailCall,
);
for (const { name, kind } of WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(input)))) {
  if (kind === "function" || kind === "global" ? !kept.has(name) : false) module.removeExport(name);
}
module.runPasses(["remove-unused-module-elements", "strip-debug", "strip-producers"]);
const bytes = module.emitBinary();
writeFileSync(output, bytes);
const made = new WebAssembly.Module(bytes);
const imports = WebAssembly.Module.imports(made).map(({ module: place, name }) => [place, name]);
console.log(JSON.stringify(imports));
