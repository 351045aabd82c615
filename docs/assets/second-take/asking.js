// One question in flight. While it runs only the newest waits; an answer that was overtaken is dropped.

import { ask, cancel, currentState, EngineError, onFailure, onProgress, retry, start } from "./engine.js";
import { onFirstSign } from "./first-key.js";
import { goOn, isStopped, stoppable, whenSlow } from "./loading-stop.js";

const TOO_LONG = 8_000; // ms; an answer that takes longer gives way to a newer question
const STAYED = 4_000; // ms on the page without a touch, after which a person means to stay

export class Refusal extends Error {}

// On a connection that saves data, four megabytes come only when a person says so. Questions wait until then.
const saving = () => Boolean(navigator.connection?.saveData);
let allow;
let allowed;
const permission = () => (allowed ??= saving() ? new Promise((resolve) => (allow = resolve)) : Promise.resolve());

export const engineReady = () => currentState().state === "ready";

// The result, or a Refusal with the engine's own sentence.
export async function askFor(command, question, options) {
  if (isStopped()) throw new EngineError("cancelled");
  await permission();
  const answer = await ask({ command, ...question }, options);
  if (!answer.ok) throw new Refusal(answer.error.message);
  return answer.result;
}

// `job` is an async function; `give` gets the answer of the newest one only. `broken` hears of a question that no
// answer came to; that the whole engine stopped is told by onFailure.
export function newestOnly(give, refuse, broken) {
  let waiting;
  let running;
  let began = 0;
  const run = async () => {
    while (waiting) {
      const job = waiting;
      running = job;
      waiting = undefined;
      began = performance.now();
      try {
        const answer = await job();
        if (!waiting) give(answer);
      } catch (error) {
        if (waiting) continue;
        if (error instanceof Refusal) refuse(error.message);
        else if (error.reason !== "cancelled") broken();
      }
    }
    running = undefined;
  };
  // Only an engine at work is ended: one that is still on its way is on its way for the newer question too.
  const giveWay = (old) => running === old && waiting && engineReady() && cancel();
  return (job) => {
    waiting = job;
    if (running) setTimeout(giveWay, Math.max(0, began + TOO_LONG - performance.now()), running);
    else run();
  };
}

// Shows how the engine is coming along, starts it at the first sign of use, and offers a second try when it fails.
// Gives a function that shows the failure.
export function engineState(tool, say, again) {
  const line = tool.querySelector('[data-part="engine"]');
  const trouble = tool.querySelector('[data-part="failure"]');
  whenSlow(
    ({ state, loaded, total }) => {
      line.hidden = false;
      line.textContent = progressWords(say, state, loaded, total);
    },
    () => (line.hidden = true),
  );
  onProgress(({ state }) => {
    if (state !== "ready" || trouble.hidden) return;
    trouble.hidden = true;
    again();
  });
  // The offer stays until the engine is there: were it taken away at the first touch, the press would be lost.
  const broken = () => {
    trouble.hidden = false;
  };
  onFailure(broken);
  trouble.querySelector('[data-do="retry"]').addEventListener("click", () => {
    goOn();
    retry().catch(() => {});
  });
  stoppable(tool, broken);
  startOnIntent(tool);
  return broken;
}

function progressWords(say, state, loaded, total) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  return state === "downloading" && total ? say("loading", { done: megabytes(loaded), total: megabytes(total) }) : say("starting");
}

// After a failure a mere touch starts nothing: there is a button for that, and the next question tries again by itself.
function startOnIntent(tool) {
  const begin = () => !isStopped() && currentState().state !== "failed" && start().catch(() => {});
  if (saving()) return offerToLoad(tool, begin);
  onFirstSign(tool, begin);
  const whenIdle = window.requestIdleCallback ?? ((work) => work());
  const stays = () => setTimeout(() => document.visibilityState === "visible" && whenIdle(begin), STAYED);
  if (document.readyState === "complete") stays();
  else window.addEventListener("load", stays, { once: true });
}

function offerToLoad(tool, begin) {
  const offer = tool.querySelector('[data-part="saving"]');
  offer.hidden = false;
  permission();
  offer.querySelector('[data-do="load"]').addEventListener("click", () => {
    offer.hidden = true;
    allow();
    begin();
  });
}
