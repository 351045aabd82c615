// Everyday words to mishaps: every word typed must begin a word we know, rarer hits count for more.

let loading;

// What people call each mishap is only fetched when someone starts to type.
export function mishaps() {
  loading ??= import("./generated/catalogue.js").then(({ MISHAPS }) => MISHAPS.map(withWords));
  return loading;
}

const SKIPPED = new Set("a an and at for have i im in interview it job me my of on the to too was with".split(" "));

function wordsOf(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}

function withWords(entry) {
  return { ...entry, label_words: wordsOf(entry.label), all_words: new Set([entry.label, ...entry.words].flatMap(wordsOf)) };
}

function fits(word, typed) {
  return word.startsWith(typed) || (typed.length > 4 && typed.startsWith(word) && word.length > 3);
}

function score(entry, typed) {
  let sum = 0;
  for (const part of typed) {
    if (entry.label_words.some((word) => fits(word, part))) sum += 3;
    else if ([...entry.all_words].some((word) => fits(word, part))) sum += 2;
    else sum -= 1;
  }
  return sum;
}

export function matches(entries, text, most = 6) {
  const all = wordsOf(text);
  const meaning = all.filter((word) => !SKIPPED.has(word));
  const typed = meaning.length ? meaning : all;
  if (!typed.length) return [];
  return entries
    .map((entry) => ({ entry, points: score(entry, typed) }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, most)
    .map(({ entry }) => entry);
}
