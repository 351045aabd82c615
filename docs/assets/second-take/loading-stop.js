// Lets a person stop a slow download. From then on nothing is fetched until they ask for it. One that broke off because
// the connection went away is taken up again when it comes back.

import { cancel, currentState, onFailure, onProgress, retry } from "./engine.js";

let stopped = false;

export function isStopped() {
  return stopped;
}

export function goOn() {
  stopped = false;
}

// The focus never falls off a button that goes away.
function hide(button, next) {
  const held = document.activeElement === button;
  button.hidden = true;
  if (held) next.focus();
}

function resumeOnline() {
  let reason;
  onFailure((error) => {
    reason = error.reason;
  });
  addEventListener("online", () => {
    if (currentState().state === "failed" && reason === "blocked-file" && !stopped) retry().catch(() => {});
  });
}

export function stoppable(tool, broken) {
  resumeOnline();
  const button = tool.querySelector('[data-do="stop-loading"]');
  onProgress(({ state }) => {
    if (state === "downloading" && !stopped) button.hidden = false;
    else hide(button, tool.querySelector('[tabindex="-1"]'));
  });
  button.addEventListener("click", () => {
    stopped = true;
    broken();
    hide(button, tool.querySelector('[data-do="retry"]'));
    cancel();
  });
}
