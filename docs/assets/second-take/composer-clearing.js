// Clear everything: the work, the letter on the page and what was ignored. For ten seconds all of it can come back.

import { clearing } from "./draft.js";

export function clearable(composer) {
  clearing({
    clear: composer.querySelector('[data-do="clear"]'),
    undo: composer.querySelector('[data-do="undo-clear"]'),
    take: () => take(composer),
    give: (held) => giveBack(composer, held),
    tell: (name) => composer.status.now(composer.say(name)),
  });
}

function take(composer) {
  const held = { work: composer.desk.clear(), ignored: composer.panel.ignored.clear() };
  composer.picker.input.value = "";
  composer.bar.emptyName();
  composer.bar.forget();
  composer.showNothing();
  return held;
}

function giveBack(composer, { work, ignored }) {
  composer.panel.ignored.restore(ignored);
  composer.desk.giveBack(work);
}
