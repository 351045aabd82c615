// What a person changed in the letter, piece by piece. Their words stay when answers change; nothing is overwritten.
//
// edits: { [piece id]: { text, base, out } }: their wording, the wording it replaced, left out or not.

export const SUBJECT = "subject";
const HEAD = "Subject: ";

// The letter as pieces in reading order. The paragraph number decides what runs on in one line of thought.
export function piecesOf(letter, edits = {}) {
  const last = Math.max(0, ...letter.parts.map(({ paragraph }) => paragraph));
  const frame = (id, text, paragraph) => ({ id, text, paragraph, because: undefined, wording: { index: 0, count: 1 } });
  const pieces = [
    frame("head", letter.head ?? "", -0.5), // of a printed letter: who writes, the day, to whom
    frame("salutation", letter.salutation, 0),
    ...letter.parts.map((part) => ({ ...part, paragraph: part.paragraph + 1 })),
    frame("farewell", letter.close, last + 2),
    frame("signature", letter.signature, last + 2),
  ];
  return pieces.filter(({ text }) => text.trim()).map((piece) => edited(piece, edits[piece.id]));
}

function edited(piece, edit) {
  if (!edit) return { ...piece, composed: piece.text };
  const own = edit.text ?? piece.text;
  const changed = edit.text !== undefined && edit.base !== piece.text;
  return { ...piece, composed: piece.text, text: own, out: Boolean(edit.out), edited: edit.text !== undefined, changed };
}

// Edits whose sentence is no longer in the letter: they are shown, not dropped.
export function homeless(letter, edits) {
  const there = new Set([SUBJECT, ...piecesOf(letter).map(({ id }) => id)]);
  return Object.entries(edits).filter(([id, edit]) => !there.has(id) && edit.text);
}

// The text as it would be sent, and where in it each piece stands.
export function assemble(letter, edits) {
  const spans = new Map();
  let text = "";
  let paragraph;
  for (const piece of piecesOf(letter, edits)) {
    if (piece.out) continue;
    const gap = piece.id === "signature" && paragraph === piece.paragraph ? "\n" : " ";
    if (text) text += piece.paragraph === paragraph ? gap : "\n\n";
    spans.set(piece.id, [text.length, text.length + piece.text.length]);
    text += piece.text;
    paragraph = piece.paragraph;
  }
  return { subject: edits[SUBJECT]?.text ?? letter.subject, text, spans };
}

// The whole letter as the check reads it, its subject line first.
export function wholeText({ subject, text }) {
  return subject ? `${HEAD}${subject}\n\n${text}` : text;
}

// Letter checks count from the start of that text, so each finding is brought to the piece it stands in: `piece` is
// its id and `within` the place there. A finding about the whole letter has neither.
export function placed(findings, { subject, text, spans }) {
  const head = subject ? HEAD.length + subject.length + 2 : 0;
  const all = [...spans].map(([id, [from, until]]) => [id, from + head, until + head]);
  if (subject) all.unshift([SUBJECT, HEAD.length, HEAD.length + subject.length]);
  return findings.map((finding) => {
    const home = all.find(([, from, until]) => finding.start >= from && finding.start < until && finding.end > finding.start);
    if (!home) return finding;
    const [piece, from, until] = home;
    return { ...finding, piece, within: finding.end <= until ? finding.start - from : undefined };
  });
}

export function wordsIn(text) {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
