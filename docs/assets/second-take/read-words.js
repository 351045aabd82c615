// How typed words are read: what is passed over, which endings fall off, what is spelled alike. As in `finder.py`.

const LEAST_LEFT = 3; // letters that stay when an ending falls off

function words(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}

// A word without its ending, its doubled last letter and its last e: `dropped`, `dropping` and `drop` are one.
function stem(word, endings) {
  const [ending, instead] = endings.find(([end]) => word.endsWith(end) && word.length - end.length >= LEAST_LEFT) ?? ["", ""];
  let left = word.slice(0, word.length - ending.length) + instead;
  if (left.length > LEAST_LEFT && left.at(-1) === left.at(-2)) left = left.slice(0, -1);
  return left.length > LEAST_LEFT && left.endsWith("e") ? left.slice(0, -1) : left;
}

// `stems`: from text to the stems that carry meaning, all of them where none does. `stands`: which stem is read as which.
export function reading({ skipped, endings, same }) {
  const passed = new Set(skipped);
  const stands = new Map(same.flatMap((line) => line.map((word) => [stem(word, endings), stem(line[0], endings)])));
  const stems = (text) => {
    const every = words(text);
    const meaning = every.filter((word) => !passed.has(word));
    return (meaning.length ? meaning : every).map((word) => stem(word, endings)).map((one) => stands.get(one) ?? one);
  };
  return { stems, stands };
}

const ordered = (word) => [...word].sort().join("");

// True for the same letters in another order, and when one slip (two in a long word) makes one the other.
export function alike(one, other) {
  if (one[0] === other[0] && one.length >= LEAST_LEFT && ordered(one) === ordered(other)) return true;
  const allowed = one.length < 4 ? 0 : one.length < 8 ? 1 : 2;
  return Math.abs(one.length - other.length) <= allowed && one[0] === other[0] && steps(one, other) <= allowed;
}

// How many letters to add, drop, change or swap with their neighbour.
function steps(one, other) {
  let older = [];
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, number) => number);
  for (let i = 1; i <= one.length; i += 1) {
    [older, before, row] = [before, row, [i]];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? older[j - 2] + 1 : Infinity;
      row.push(Math.min(before[j] + 1, row[j - 1] + 1, changed, swapped));
    }
  }
  return row.at(-1);
}
