// One question in flight. While it runs only the newest waits; an answer that was overtaken is dropped.

import { ask, onFailure, onProgress, retry, start } from "./engine.js";

export class Refusal extends Error {}

// The result, or a Refusal with the engine's own sentence.
export async function askFor(command, question, options) {
  const answer = await ask({ command, ...question }, options);
  if (!answer.ok) throw new Refusal(answer.error.message);
  return answer.result;
}

// `job` is an async function; `give` gets the answer of the newest one only. `broken` hears of a question that no
// answer came to; that the whole engine stopped is told by onFailure.
export function newestOnly(give, refuse, broken) {
  let waiting;
  let busy = false;
  const run = async () => {
    busy = true;
    while (waiting) {
      const job = waiting;
      waiting = undefined;
      try {
        const answer = await job();
        if (!waiting) give(answer);
      } catch (error) {
        if (waiting) continue;
        if (error instanceof Refusal) refuse(error.message);
        else if (error.reason !== "cancelled") broken();
      }
    }
    busy = false;
  };
  return (job) => {
    waiting = job;
    if (!busy) run();
  };
}

// Shows how the engine is coming along, starts it at the first sign of use, and offers a second try when it fails.
// Gives a function that shows the failure.
export function engineState(tool, say, again) {
  const line = tool.querySelector('[data-part="engine"]');
  const trouble = tool.querySelector('[data-part="failure"]');
  onProgress(({ state, loaded, total }) => {
    const busy = state === "downloading" || state === "starting";
    line.hidden = !busy;
    if (busy) line.textContent = progressWords(say, state, loaded, total);
    if (state !== "ready" || trouble.hidden) return;
    trouble.hidden = true;
    again();
  });
  // The offer stays until the engine is there: were it taken away at the first touch, the press would be lost.
  const broken = () => {
    trouble.hidden = false;
  };
  onFailure(broken);
  trouble.querySelector('[data-do="retry"]').addEventListener("click", () => retry().catch(() => {}));
  startOnIntent(tool);
  return broken;
}

function progressWords(say, state, loaded, total) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  return state === "downloading" && total ? say("loading", { done: megabytes(loaded), total: megabytes(total) }) : say("starting");
}

function startOnIntent(tool) {
  const begin = () => start().catch(() => {});
  for (const sign of ["pointerdown", "focusin", "keydown"]) tool.addEventListener(sign, begin, { once: true });
  if (navigator.connection?.saveData) return;
  const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 1500));
  whenIdle(begin, { timeout: 3000 });
}
