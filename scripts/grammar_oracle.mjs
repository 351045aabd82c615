// Harper, an English checker from npm that knows nothing of our letters, over many short texts. It needs no network: its
// WebAssembly file is inside the package. Reads {words, texts: [{text, dialect}]} as JSON; prints one line of JSON for
// each text with a finding: {at, findings: [{rule, quote, message, before, after}]}.
//
//   node scripts/grammar_oracle.mjs < texts.json
import { readFileSync } from "node:fs";
import { Dialect, LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";

const DIALECTS = { us: Dialect.American, uk: Dialect.British };
const AROUND = 30;

const { words, texts } = JSON.parse(readFileSync(0, "utf8"));
const linters = {};
for (const name of new Set(texts.map(({ dialect }) => dialect))) {
  linters[name] = new LocalLinter({ binary, dialect: DIALECTS[name] });
  await linters[name].setup();
  await linters[name].importWords(words);
}

function described(rule, lint, letters) {
  const span = lint.span();
  const found = {
    rule,
    quote: letters.slice(span.start, span.end).join(""),
    message: lint.message(),
    before: letters.slice(Math.max(0, span.start - AROUND), span.start).join(""),
    after: letters.slice(span.end, span.end + AROUND).join(""),
  };
  lint.free();
  return found;
}

for (const [at, { text, dialect }] of texts.entries()) {
  const letters = [...text]; // positions count code points
  const byRule = await linters[dialect].organizedLints(text, { language: "plaintext" });
  const findings = Object.entries(byRule).flatMap(([rule, lints]) => lints.map((one) => described(rule, one, letters)));
  if (findings.length > 0) console.log(JSON.stringify({ at, findings }));
}
