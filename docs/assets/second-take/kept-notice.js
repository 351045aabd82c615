// Says it once when this browser stops keeping what is typed, and shows it for as long as that holds.

import { onUnsaved } from "./unsaved.js";

export function tellUnkept(tool, say, status) {
  onUnsaved((lost) => {
    for (const line of tool.querySelectorAll("[data-unkept]")) {
      line.textContent = say("not-kept");
      line.hidden = !lost;
    }
    for (const promise of tool.querySelectorAll("[data-kept]")) promise.hidden = lost;
    if (lost) status.now(say("not-kept"));
  });
}
