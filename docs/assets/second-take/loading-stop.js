// Lets a person stop a slow download. From then on nothing is fetched until they ask for it. One that broke off because
// the connection went away is taken up again when it comes back.

import { cancel, currentState, onFailure, onProgress, retry } from "./engine.js";

const AT_ONCE = 500; // ms

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

// Tells of what is on its way only when it takes a while, and then of each step; `over` is called when nothing is on its
// way. A touch may be what starts it: were it told of at once, the page would move under the finger.
export function whenSlow(tell, over) {
  let timer;
  let slow = false;
  let newest;
  onProgress((progress) => {
    newest = progress;
    if (progress.state !== "downloading" && progress.state !== "starting") {
      clearTimeout(timer);
      timer = undefined;
      slow = false;
      over(progress);
    } else if (slow) tell(progress);
    else {
      timer ??= setTimeout(() => {
        slow = true;
        tell(newest);
      }, AT_ONCE);
    }
  });
}

export function stoppable(tool, broken) {
  resumeOnline();
  const button = tool.querySelector('[data-do="stop-loading"]');
  const gone = () => hide(button, tool.querySelector('[tabindex="-1"]'));
  whenSlow(({ state }) => (state === "downloading" && !stopped ? (button.hidden = false) : gone()), gone);
  button.addEventListener("click", () => {
    stopped = true;
    broken();
    hide(button, tool.querySelector('[data-do="retry"]'));
    cancel();
  });
}
