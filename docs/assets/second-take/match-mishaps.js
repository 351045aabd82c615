// Everyday words to mishaps. Endings and spelling may differ; a rare word counts for more, and so does a whole phrase.
// The terminal reads words in the same way (`finder.py`), from the same `content/finding.toml`.

import { alike, reading } from "./read-words.js";

const ALMOST = 0.7; // what a word counts for when it only begins, or is spelled, like a known one

let loading;

// What people call each mishap is only fetched when someone shows that they may type. Without a connection there is
// none, and the next word typed asks again.
export function mishaps() {
  loading ??= load().catch(() => {
    loading = undefined;
  });
  return loading;
}

async function load() {
  const { MISHAPS, READING, DANGER } = await import("./generated/catalogue.js");
  return { ...indexOf(MISHAPS, reading(READING)), danger: DANGER };
}

function indexOf(entries, { stems, stands }) {
  const phrases = entries.map(({ label, words }) => [label, ...words].map(stems));
  const counts = new Map();
  for (const known of phrases.flatMap((found) => [...new Set(found.flat())])) counts.set(known, (counts.get(known) ?? 0) + 1);
  const weights = new Map([...counts].map(([known, count]) => [known, Math.log(1 + entries.length / count)]));
  const others = [...stands].filter(([, known]) => weights.has(known));
  const spelled = new Map([...[...weights.keys()].map((known) => [known, known]), ...others]);
  return { entries, stems, phrases, weights, spelled };
}

// Whether the words speak of danger; the engine asks the same of what is told in answers (speaks_of_crisis).
export function speaksOfDanger({ danger }, text) {
  const typed = text.toLowerCase().replaceAll("\u2019", "'");
  return danger.some((phrase) => typed.includes(phrase));
}

// For one typed stem, the known stems it may stand for, with what each counts for.
function meant(typed, { weights, spelled }, last) {
  if (weights.has(typed) && !last) return new Map([[typed, weights.get(typed)]]);
  const near = standingFor(weights, spelled, (known) => typed.length > 1 && known.startsWith(typed));
  const most = weights.get(typed); // what only begins like it counts for less, however rare it is
  if (most) for (const [known, weight] of near) near.set(known, Math.min(weight, most * ALMOST));
  if (most) near.set(typed, most);
  return near.size ? near : standingFor(weights, spelled, (known) => alike(typed, known));
}

function standingFor(weights, spelled, fits) {
  const found = [...spelled].filter(([typed]) => fits(typed));
  return new Map(found.map(([, known]) => [known, weights.get(known) * ALMOST]));
}

function met(known, wanted) {
  const best = (word) => Math.max(0, ...[...known].map((one) => word.get(one) ?? 0));
  return wanted.reduce((sum, word) => sum + best(word), 0);
}

// Each word anywhere in what people call it, and the best single phrase as a whole.
function points(phrases, wanted, weights) {
  const asked = wanted.reduce((sum, word) => sum + Math.max(0, ...word.values()), 0);
  const whole = phrases.map((phrase) => {
    const held = [...new Set(phrase)].reduce((sum, one) => sum + weights.get(one), 0);
    return asked && held ? met(phrase, wanted) / Math.sqrt(asked * held) : 0;
  });
  return Number((met(new Set(phrases.flat()), wanted) * (1 + Math.max(0, ...whole))).toFixed(9));
}

export function matches(index, text, most = 6) {
  const { entries, stems, phrases, weights } = index;
  const typed = stems(text);
  const wanted = typed.map((one, number) => meant(one, index, number === typed.length - 1));
  return entries
    .map((entry, number) => ({ entry, points: points(phrases[number], wanted, weights) }))
    .filter((found) => found.points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, most)
    .map(({ entry }) => entry);
}
