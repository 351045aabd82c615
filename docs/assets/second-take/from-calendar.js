// A calendar entry leads back to its own step: the letter for that day, or what to do when nothing came. The link names
// the step and no word of the person's.

const STEPS = { "check-in": "status-question", "last-check-in": "last-check-in", send: "email-full", call: "phone-script" };

export function fromCalendar(composer) {
  const step = location.hash.match(/^#step=([\w-]{1,20})$/)?.[1];
  if (!step) return;
  history.replaceState(null, "", location.pathname);
  if (STEPS[step]) composer.change({ document: STEPS[step] }, "");
  else composer.part("afterwards").open = true;
  composer.status.later(composer.say("step"), 0);
}
