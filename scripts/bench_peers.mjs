// One prose checker from npm, run the way bench_peers.py runs the ones written in Python: start, give a first verdict on
// one line, then check every letter several times. Reads {first, texts, passes} as JSON; prints one line at each stage.
//
//   node scripts/bench_peers.mjs write-good < texts.json
import { readFileSync } from "node:fs";

const CHECKERS = {
  "write-good": async () => {
    const { default: writeGood } = await import("write-good");
    return (text) => writeGood(text).length;
  },
  alex: async () => {
    const { text: alex } = await import("alex");
    return (text) => alex(text).messages.length;
  },
  "harper.js": async () => {
    const { LocalLinter } = await import("harper.js");
    const { binary } = await import("harper.js/binary");
    const linter = new LocalLinter({ binary });
    return async (text) => {
      const found = await linter.lint(text, { language: "plaintext" });
      const count = found.length;
      for (const one of found) one.free(); // they live in the checker's own memory, which would only grow
      return count;
    };
  },
};

function version(name) {
  return JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
}

async function pass(check, texts) {
  const began = performance.now();
  let findings = 0;
  for (const text of texts) findings += await check(text);
  return { seconds: (performance.now() - began) / 1000, findings };
}

const [name] = process.argv.slice(2);
const { first, texts, passes } = JSON.parse(readFileSync(0, "utf8"));
const check = await CHECKERS[name]();
await check(first);
console.log(JSON.stringify({ version: version(name) }));
await pass(check, texts); // warms the compiler
for (let number = 0; number < passes; number += 1) console.log(JSON.stringify(await pass(check, texts)));
