// Lighthouse over a list of pages, in one browser. Its argument is a request; it writes one line of JSON for each run.
// The request: {"pages": {name: address}, "rounds": 3, "chromium": path, "flags": [...]}.

import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const TIMINGS = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"];
const CONFIGS = { mobile: undefined, desktop: desktopConfig };

const { pages, rounds, chromium, flags } = JSON.parse(process.argv[2]);

function outcome({ lhr: { audits, categories } }) {
  const failing = Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => id);
  return {
    scores: Object.fromEntries(CATEGORIES.map((id) => [id, Math.round(categories[id].score * 100)])),
    timings: Object.fromEntries(TIMINGS.map((id) => [id, audits[id].numericValue])),
    failing: [...new Set(failing)],
  };
}

const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless=new", ...flags], logLevel: "silent" });
try {
  for (const [kind, address] of Object.entries(pages)) {
    for (const [device, config] of Object.entries(CONFIGS)) {
      for (let round = 0; round < rounds; round += 1) {
        const run = await lighthouse(address, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "silent" }, config);
        console.log(JSON.stringify({ kind, device, ...outcome(run) }));
      }
    }
  }
} finally {
  chrome.kill();
}
