// What happens next: the dates, as a short list.

import { make } from "./make.js";
import { planPicture } from "./plan-picture.js";
import { factLinks } from "./verdict-view.js";

const DAY = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });

function when({ date, time }) {
  if (!date) return "";
  const [year, month, day] = date.split("-").map(Number);
  const words = DAY.format(new Date(year, month - 1, day));
  return time ? `${words}, ${time}` : words;
}

function step(one, there, say) {
  const day = one.date ? make("time", { datetime: one.date }, `${when(one)}: `) : undefined;
  const their = one.there ? make("span", {}, say("there", { time: theirClock(one.there), city: there })) : undefined;
  return make("li", {}, make("strong", {}, day, one.label), their, make("span", {}, one.why, factLinks(one.facts)));
}

function theirClock(moment) {
  const [date, time] = moment.split("T");
  return when({ date, time });
}

export function showPlan(place, plan, say) {
  if (!plan.steps.length) return place.replaceChildren();
  const { recipient, contacts } = plan;
  const heading = make("h3", {}, say("next"));
  const to = make("p", {}, make("strong", {}, `${say("to")}: ${recipient.label}. `), recipient.why);
  const left = contacts.planned ? make("p", { class: "st-aside" }, say("contacts", { most: contacts.most, sent: contacts.sent })) : undefined;
  const steps = plan.steps.map((one) => step(one, plan.there, say));
  const whole = [heading, to, planPicture(plan.steps, say("picture")), make("ol", { class: "st-plan" }, steps), left];
  return place.replaceChildren(...whole.filter(Boolean));
}
