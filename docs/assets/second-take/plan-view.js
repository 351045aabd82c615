// What happens next: the dates, as a short list.

import { make } from "./make.js";
import { factLinks } from "./verdict-view.js";

const DAY = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });

function when({ date, time }) {
  if (!date) return "";
  const [year, month, day] = date.split("-").map(Number);
  const words = DAY.format(new Date(year, month - 1, day));
  return time ? `${words}, ${time}` : words;
}

function step(one) {
  const day = one.date ? make("time", { datetime: one.date }, `${when(one)}: `) : undefined;
  return make("li", {}, make("strong", {}, day, one.label), make("span", {}, one.why, factLinks(one.facts)));
}

export function showPlan(place, plan, say) {
  if (!plan.steps.length) return place.replaceChildren();
  const heading = make("h3", {}, say("next"));
  return place.replaceChildren(heading, make("ol", { class: "st-plan" }, plan.steps.map(step)));
}
