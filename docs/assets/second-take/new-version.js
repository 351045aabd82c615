// Says that a newer version of the site has been fetched, and changes to it only when somebody wants that. Loaded on
// pages that the offline copy serves. A text that this browser could not keep is never reloaded away.

import { registration, tell } from "./offline.js";
import { unsaved } from "./unsaved.js";

const box = document.querySelector("[data-new-version]");

function show(name) {
  for (const line of box.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
}

function onceInstalled(worker, then) {
  worker?.addEventListener("statechange", () => worker.state === "installed" && then());
}

async function change(waiting) {
  if (unsaved()) return show("unsaved");
  const changed = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
  });
  const { kind } = await tell(waiting, "switch");
  if (kind === "others") return show("others");
  await changed;
  // Something may have been typed in between that could not be kept.
  return unsaved() ? show("unsaved") : location.reload();
}

let watched;

// Called again once a copy has been made: before that there was nothing to watch.
export async function watchVersions() {
  const found = await registration();
  if (!found || !box || watched) return;
  watched = found;
  const offer = () => found.waiting && navigator.serviceWorker.controller && show("offer");
  for (const button of box.querySelectorAll('[data-do="change"]')) {
    button.addEventListener("click", () => change(found.waiting).catch(() => show("later")));
  }
  for (const button of box.querySelectorAll('[data-do="not-now"]')) button.addEventListener("click", () => show());
  found.addEventListener("updatefound", () => onceInstalled(found.installing, offer));
  onceInstalled(found.installing, offer);
  offer();
}

watchVersions();
