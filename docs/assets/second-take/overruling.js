// "I want to do something else": the person decides, and gets a careful version of what they chose.

import { make } from "./make.js";

const CHOICES = ["choose.action", "choose.kind"];

export function showOverruling(composer, assessment) {
  const place = composer.part("overrule");
  if (!place.firstElementChild) place.append(build(composer));
  const details = place.firstElementChild;
  details.querySelector("[data-follow]").hidden = !assessment.overruled && !CHOICES.some((name) => composer.state.answers[name]);
  for (const select of details.querySelectorAll("select")) {
    if (document.activeElement !== select) select.value = composer.state.answers[select.name] ?? "";
  }
}

function build(composer) {
  const pattern = composer.querySelector("template[data-overrule]").content.cloneNode(true);
  const follow = make("button", { type: "button", class: "st-button st-quiet", "data-follow": true }, composer.say("follow-advice"));
  const details = make(
    "details",
    {},
    make("summary", {}, composer.say("overrule")),
    make("p", {}, composer.say("overrule-hint")),
    ...pattern.children,
    follow,
  );
  details.addEventListener("change", ({ target }) => choose(composer, { [target.name]: target.value }));
  follow.addEventListener("click", () => {
    choose(composer, Object.fromEntries(CHOICES.map((name) => [name, ""])));
    details.querySelector("summary").focus();
  });
  return details;
}

function choose(composer, choices) {
  const answers = { ...composer.state.answers, ...choices };
  for (const name of CHOICES) if (!answers[name]) delete answers[name];
  composer.change({ answers }, "");
}
