// Our own letter, sentence by sentence, as the panel of findings sees it: where a finding stands, how to get there, and
// what it is to use its suggestion.

export class LetterSheet {
  constructor(composer, view, acts) {
    Object.assign(this, { composer, view, acts, applied: [] });
  }

  can({ piece, within, suggestion }) {
    return { reach: piece !== undefined, apply: within !== undefined && typeof suggestion === "string" };
  }

  mark(findings) {
    this.view.underline(findings);
  }

  point(finding) {
    this.view.point(finding?.key);
  }

  reach({ piece }) {
    return this.view.reach(piece);
  }

  apply({ piece, within, start, end, quote, suggestion }) {
    const { text } = this.view.piece(piece) ?? {};
    if (text?.slice(within, within + end - start) !== quote) return false;
    const before = this.composer.edits[piece];
    const after = text.slice(0, within) + suggestion + text.slice(within + end - start);
    this.acts.edit(piece, after);
    this.applied.push({ piece, before, after });
    return true;
  }

  undo() {
    const last = this.applied.pop();
    if (!last || this.composer.edits[last.piece]?.text !== last.after) return false;
    this.acts.put(last.piece, last.before);
    return true;
  }

  get canUndo() {
    return this.applied.some(({ piece, after }) => this.composer.edits[piece]?.text === after);
  }

  forget() {
    this.applied = [];
  }
}
