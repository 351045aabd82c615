// Everything a person has going: one or more letters, as one value that can be kept, saved to a file and opened again.
//
// work: { letters: [letter], current: id }
// letter: { id, name, chosen, answers, edits: { [document]: { [piece]: { text, base, out } } }, document, wording,
//           wordings, ignored, notes }

export const SCHEMA = 2;
export const MOST_CHARACTERS = 2_000_000; // of a file; a long letter with all its answers has about 10,000
const KIND = "second-take";
const MOST_LETTERS = 50;
const FIRST_DOCUMENT = "email-full";
const NAME = /^[a-z][a-z_]*(?:\[[\w-]{1,60}\])?(?:\.[a-z_]+)?(?:\[\d{0,2}\])?$/; // how the fields of the forms are named

export class SavedWorkError extends Error {
  // `code` is one of damaged, foreign, too-new, too-long: the page has a sentence for each.
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export function emptyLetter(id = crypto.randomUUID()) {
  return { id, name: "", chosen: [], answers: {}, edits: {}, document: "", wording: 0, wordings: {}, ignored: [], notes: {} };
}

export function emptyWork() {
  const letter = emptyLetter();
  return { letters: [letter], current: letter.id };
}

export function isEmpty({ name, chosen, answers, edits, notes }) {
  return !name && [chosen, answers, edits, notes].every((part) => Object.keys(part).length === 0);
}

export function toText(work) {
  return `${JSON.stringify({ kind: KIND, schema: SCHEMA, ...work }, undefined, 1)}\n`;
}

// Reads what `toText` wrote, or an older version. Throws a SavedWorkError and changes nothing where it cannot.
export function fromText(text) {
  if (text.length > MOST_CHARACTERS) throw new SavedWorkError("too-long");
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new SavedWorkError("damaged");
  }
  return fromData(found);
}

// A file that is far too large is not even read.
export async function fromFile(file) {
  if (file.size > 4 * MOST_CHARACTERS) throw new SavedWorkError("too-long");
  return fromText(await file.text());
}

export function fromData(found) {
  if (!isTable(found) || found.kind !== KIND) throw new SavedWorkError("foreign");
  if (!Number.isInteger(found.schema) || found.schema < 1) throw new SavedWorkError("damaged");
  if (found.schema > SCHEMA) throw new SavedWorkError("too-new");
  return checked(found.schema === 1 ? fromFirst(found) : found);
}

// Schema 1 held one letter, and edits of one document.
export function fromFirst({ edits, ...letter }) {
  const one = { ...letter, id: crypto.randomUUID(), edits: isTable(edits) && Object.keys(edits).length ? { [FIRST_DOCUMENT]: edits } : {} };
  return { letters: [one], current: one.id };
}

function checked({ letters, current }) {
  if (!Array.isArray(letters) || !letters.length || letters.length > MOST_LETTERS) throw new SavedWorkError("damaged");
  const read = letters.map(checkedLetter);
  return { letters: read, current: read.some(({ id }) => id === current) ? current : read[0].id };
}

// Only what we know, each of the kind it should be. Names that would reach into the language itself never get in.
function checkedLetter(letter) {
  if (!isTable(letter)) throw new SavedWorkError("damaged");
  const { id, name, document, wording } = letter;
  return {
    id: isText(id, 60) && id ? id : crypto.randomUUID(),
    name: isText(name, 200) ? name : "",
    chosen: texts(letter.chosen),
    answers: table(letter.answers, (key, value) => NAME.test(key) && isText(value)),
    edits: nested(letter.edits, (edits) => nested(edits, edit)),
    document: isText(document, 60) ? document : "",
    wording: isStep(wording) ? wording : 0,
    wordings: nested(letter.wordings, (steps) => table(steps, (_, step) => isStep(step))),
    ignored: texts(letter.ignored),
    notes: table(letter.notes, (_, value) => isText(value)),
  };
}

function edit(value) {
  const { text, base, out } = value;
  return { ...(isText(text) && { text }), ...(isText(base) && { base }), ...(out === true && { out }) };
}

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value, most = 20_000) => typeof value === "string" && value.length <= most;
const isStep = (value) => Number.isInteger(value) && value >= 0 && value < 10_000;
const isOwn = (key) => !["__proto__", "constructor", "prototype"].includes(key);

function texts(list) {
  return Array.isArray(list) ? list.filter((one) => isText(one, 200)).slice(0, 200) : [];
}

function table(found, fits) {
  if (!isTable(found)) return {};
  return Object.fromEntries(Object.entries(found).filter(([key, value]) => isOwn(key) && fits(key, value)).slice(0, 2000));
}

function nested(found, read) {
  const inner = table(found, (_, value) => isTable(value));
  return Object.fromEntries(Object.entries(inner).map(([key, value]) => [key, read(value)]));
}

// Both, side by side: letters that are the same in every part are not doubled, and none is lost.
export function joined(work, other) {
  const seen = new Set(work.letters.map(worth));
  const added = other.letters.filter((letter) => !seen.has(worth(letter)) && !isEmpty(letter));
  const ids = new Set(work.letters.map(({ id }) => id));
  const fresh = added.map((letter) => (ids.has(letter.id) ? { ...letter, id: crypto.randomUUID() } : letter));
  const kept = work.letters.filter((letter) => !isEmpty(letter));
  const letters = [...kept, ...fresh];
  if (!letters.length) return work;
  return { letters, current: fresh[0]?.id ?? letters.find(({ id }) => id === work.current)?.id ?? letters[0].id };
}

const worth = ({ id, ...rest }) => JSON.stringify(rest);
