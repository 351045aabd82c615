// The letter at a glance: a small picture of it, sentence by sentence, and the same in words beside it.

import { drawLetter, drawShare, swatch } from "./letter-picture.js";
import { make } from "./make.js";

const JOBS = ["thanks", "slip", "evidence", "interest", "ask", "other"];
const SHORT = 60; // seconds under which reading time is said in seconds
const MOST_DRAWN = 300; // sentences; a text far longer than a letter is not drawn
const MOST_QUOTED = 3;

export function showGlance(place, outline, text, say) {
  place.hidden = outline.words === 0;
  const shown = JSON.stringify(outline);
  if (place.hidden || place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  const set = (name, ...nodes) => place.querySelector(`[data-glance="${name}"]`).replaceChildren(...nodes);
  const drawn = outline.passages.length <= MOST_DRAWN;
  place.querySelector('[data-glance="picture"]').hidden = !drawn;
  set("picture", ...(drawn ? [drawLetter(outline, text, say("picture"))] : []));
  set("jobs", ...JOBS.flatMap((job) => jobRow(job, outline, say)));
  set("length", say("length", { words: wordsOf(outline.words, say), time: timeIn(outline.seconds, say) }));
  set("share", shareWords(outline, say), ...(outline.slip_words ? [drawShare(outline)] : []));
  set("missing", missing(outline, say));
  const { greeting } = outline.parts;
  set("greeting", greeting ? make("q", { dir: "auto" }, text.slice(...greeting).trim()) : say("no-greeting"));
  set("thanked", quotes(outline.thanked, say("nobody"), say));
  set("asked", quotes(outline.asked, say("no-question"), say));
}

function jobRow(job, { passages }, say) {
  const own = passages.filter((passage) => passage.job === job);
  if (!own.length) return [];
  const words = own.reduce((sum, passage) => sum + passage.words, 0);
  return [make("li", {}, swatch(job), make("span", {}, say("job", { job: say(`job-${job}`), words: wordsOf(words, say) })))];
}

function wordsOf(count, say) {
  return count === 1 ? say("word") : say("words", { count });
}

function timeIn(seconds, say) {
  return seconds < SHORT ? say("seconds", { count: seconds }) : say("minutes", { count: (seconds / 60).toFixed(1).replace(".0", "") });
}

function shareWords({ slip_words: words, slip_share: share, slip_limit: limit }, say) {
  if (!words) return say("share-none");
  const told = wordsOf(words, say);
  const percent = (part) => Math.round(part * 100);
  const name = limit >= 1 ? "share-free" : limit === 0 ? "share-bare" : share > limit ? "share-over" : "share-within"; // 0: no limit is set
  return say(name, { words: told, share: percent(share), limit: percent(limit) });
}

function missing({ missing: names }, say) {
  return names.length ? names.map((name) => say(`part-${name}`) || name).join(", ") : say("nothing-missing");
}

function quotes(sentences, none, say) {
  if (!sentences.length) return none;
  const left = sentences.length - MOST_QUOTED;
  const shown = sentences.slice(0, MOST_QUOTED).map((sentence) => make("li", {}, make("q", { dir: "auto" }, sentence)));
  return make("ul", {}, shown, left > 0 ? make("li", {}, say("and-more", { count: left })) : undefined);
}
