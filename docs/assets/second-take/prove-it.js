// The proof on the privacy page: a worker, started exactly as the engine's is, tries to get out. It asks for a file of
// this very site that lies outside what the policy allows, so that even a success tells nobody else.

import { spawn } from "./runtime-files.js";
import { sayingsOf } from "./sayings.js";

const OUTSIDE = new URL("../../robots.txt", import.meta.url);
const WITHIN = 20_000; // ms for all attempts

// The browser's own report of a refusal is what counts; a failure without one proves nothing.
const ATTEMPTS = `
const policy = self.trustedTypes?.createPolicy("st", { createScriptURL: (address) => address });
const settled = (it, good) => new Promise((done, failed) => { it[good] = done; it.onerror = failed; });
const ways = {
  fetch: (to) => fetch(to),
  xhr: (to) => {
    const request = new XMLHttpRequest();
    const answer = settled(request, "onload");
    request.open("GET", to);
    request.send();
    return answer;
  },
  socket: (to) => settled(new WebSocket(to.replace(/^http/, "ws")), "onopen"),
  events: (to) => settled(new EventSource(to), "onopen"),
  module: (to) => import(to),
  worker: (to) => settled(new Worker(policy ? policy.createScriptURL(to) : to), "onmessage"),
};
self.onmessage = ({ data: { outside } }) => {
  const outcome = Object.fromEntries(Object.keys(ways).map((name) => [name, "unclear"]));
  self.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
    const [, name] = /[?]way=(\\w+)/.exec(blockedURI) ?? [];
    if (name in outcome) outcome[name] = "refused";
  });
  for (const [name, way] of Object.entries(ways)) {
    const got = () => { outcome[name] = "through"; };
    Promise.resolve(outside + "?way=" + name).then(way).then(got, () => {});
  }
  setTimeout(() => self.postMessage(outcome), 2500);
};
`;

// What came of each way: refused, through or unclear.
export function tryToGetOut() {
  const { worker, release } = spawn(ATTEMPTS);
  return new Promise((done, failed) => {
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = failed;
    setTimeout(failed, WITHIN);
    worker.postMessage({ outside: OUTSIDE.href });
  }).finally(() => {
    worker.terminate();
    release();
  });
}

function summary(outcomes) {
  if (outcomes.includes("through")) return "some";
  return outcomes.includes("unclear") ? "unsure" : "all";
}

function begin(place) {
  const say = sayingsOf(place);
  const status = place.querySelector('[data-part="status"]');
  const button = place.querySelector("button");
  async function prove() {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    status.textContent = say("trying");
    try {
      const outcome = await tryToGetOut();
      for (const row of place.querySelectorAll("[data-way]")) {
        row.querySelector('[data-part="outcome"]').textContent = say(outcome[row.dataset.way]);
      }
      status.textContent = say(summary(Object.values(outcome)));
    } catch {
      status.textContent = say("broken");
    }
    button.removeAttribute("aria-disabled");
  }
  button.addEventListener("click", prove);
}

for (const place of document.querySelectorAll('[data-tool="prove-it"]')) begin(place);
