// What a person changed in the letter, piece by piece. Their words stay when answers change; nothing is overwritten.
//
// edits: { [piece id]: { text, base, out } }: their wording, the wording it replaced, left out or not.

export const SUBJECT = "subject";

// The letter as pieces in reading order. The paragraph number decides what runs on in one line of thought.
export function piecesOf(letter, edits = {}) {
  const last = Math.max(0, ...letter.parts.map(({ paragraph }) => paragraph));
  const frame = (id, text, paragraph) => ({ id, text, paragraph, because: undefined, wording: { index: 0, count: 1 } });
  const pieces = [
    frame("salutation", letter.salutation, 0),
    ...letter.parts.map((part) => ({ ...part, paragraph: part.paragraph + 1 })),
    frame("close", letter.close, last + 2),
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

export function isEdited(edits) {
  return Object.values(edits).some((edit) => edit.out || edit.text !== undefined);
}

// Letter checks count from the start of "Subject: ...", so each finding is brought to the piece it stands in.
export function findingsByPiece(findings, { subject, text, spans }) {
  const head = subject ? `Subject: ${subject}\n\n`.length : 0;
  const found = new Map();
  for (const finding of findings) {
    const start = finding.start - head;
    const piece = [...spans].find(([, [from, until]]) => start >= from && start < until)?.[0];
    const where = finding.end > finding.start && start >= 0 && start < text.length ? piece : undefined;
    const key = where ?? (start < 0 && finding.end > finding.start ? SUBJECT : "");
    found.set(key, [...(found.get(key) ?? []), { ...finding, within: where ? start - spans.get(where)[0] : undefined }]);
  }
  return found;
}

export function wordsIn(text) {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
