// The letter on the page. Each sentence can be opened: why it is there, other words for it, what the check says.

import { piecesOf, homeless, SUBJECT } from "./edits.js";
import { action } from "./finding-row.js";
import { keyed, make } from "./make.js";
import { editorOf, noteFor } from "./sentence-note.js";
import { underlined } from "./underlined.js";

export class LetterView {
  // `acts`: edit(id, text), leaveOut(id, out), restore(id), another(id), row(finding), leftOut(text), label(path).
  constructor(place, acts, say) {
    this.acts = acts;
    this.say = say;
    this.findings = [];
    this.sheet = make("article", { class: "st-letter", "aria-label": "The letter", translate: "no" });
    this.aside = make("div");
    place.replaceChildren(this.sheet, this.aside);
    this.sheet.addEventListener("click", (event) => this.toggle(event.target.closest("[data-piece]")));
    this.sheet.addEventListener("keydown", (event) => this.pressed(event));
  }

  show(letter, edits) {
    Object.assign(this, { letter, edits });
    const pieces = piecesOf(letter, edits);
    const subject = { id: SUBJECT, text: edits[SUBJECT]?.text ?? letter.subject, composed: letter.subject, paragraph: -1 };
    subject.edited = edits[SUBJECT]?.text !== undefined;
    subject.changed = subject.edited && edits[SUBJECT].base !== letter.subject;
    this.pieces = letter.subject ? [subject, ...pieces] : pieces;
    if (!this.pieces.some(({ id }) => id === this.open)) this.open = undefined;
    this.draw();
    this.showHomeless();
  }

  // Another letter is on its way: not a word of this one stays on the page.
  clear() {
    Object.assign(this, { pieces: undefined, open: undefined, findings: [] });
    this.sheet.replaceChildren();
    this.aside.replaceChildren();
  }

  piece(id) {
    return this.pieces?.find((piece) => piece.id === id);
  }

  // Findings by the sentence they stand in, their places counted from its start.
  underline(findings) {
    this.findings = findings;
    this.draw();
  }

  point(key) {
    if (this.current === key) return;
    this.current = key;
    this.draw();
  }

  foundIn(piece) {
    const own = this.findings.filter((finding) => finding.piece === piece.id);
    return own.map((finding) => ({ ...finding, start: finding.within ?? 0, end: (finding.within ?? 0) + finding.quote.length }));
  }

  underlinedIn(piece) {
    return this.foundIn(piece).filter(({ start, end, quote }) => piece.text.slice(start, end) === quote);
  }

  reach(id) {
    const sentence = this.sheet.querySelector(`[data-piece="${CSS.escape(id ?? "")}"]`);
    if (!sentence) return false;
    if (this.open !== id) this.toggle(sentence, true);
    sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "center" });
    return true;
  }

  draw() {
    if (!this.pieces) return;
    const paragraphs = [...new Set(this.pieces.map(({ paragraph }) => paragraph))];
    const items = paragraphs.flatMap((number) => {
      const own = this.pieces.filter(({ paragraph }) => paragraph === number);
      const block = { key: `p${number}`, number, own };
      return own.some(({ id }) => id === this.open) ? [block, { key: "note" }] : [block];
    });
    keyed(this.sheet, items, (item) => this.block(item), (element, item) => this.updateBlock(element, item));
  }

  block(item) {
    if (item.key === "note") return make("div", { class: "st-note", id: "sentence-note" });
    return make("p", { dir: "auto", class: item.number === -1 ? "st-letter-subject" : undefined });
  }

  updateBlock(element, item) {
    if (item.key === "note") return this.updateNote(element);
    const items = this.shownOf(item.own).map((piece) => ({ key: piece.id, piece }));
    return keyed(element, items, () => make("span", { class: "st-piece" }), (span, { piece }) => this.updatePiece(span, piece));
  }

  // A paragraph that is left out as a whole is one place to bring it back from.
  shownOf(own) {
    if (own.length < 2 || !own.every(({ out }) => out)) return own;
    return [{ ...(own.find(({ id }) => id === this.open) ?? own[0]), whole: true }];
  }

  updatePiece(span, piece) {
    const found = piece.out ? [] : this.underlinedIn(piece);
    const words = piece.whole ? "(paragraph left out)" : piece.out ? "(left out)" : piece.text;
    const places = found.map(({ start, end, severity, key }) => [start, end, severity, key === this.current]);
    const shown = JSON.stringify([words, piece.changed, this.open === piece.id, places, piece.out]);
    if (span.dataset.shown === shown) return;
    span.dataset.shown = shown;
    const existing = span.querySelector("[data-piece]");
    const sentence = existing ?? make("span", { class: "st-sentence", role: "button", tabindex: "0", "data-piece": piece.id });
    sentence.setAttribute("aria-expanded", String(this.open === piece.id));
    sentence.toggleAttribute("data-changed", Boolean(piece.changed));
    sentence.replaceChildren(...underlined(words, found, this.current).flatMap((node) => this.dressed(node)));
    if (!existing) span.replaceChildren(...this.before(piece), sentence, " ");
    span.querySelector(".st-since")?.remove();
    if (piece.changed) sentence.after(make("span", { class: "st-since" }, ` ${this.say("changed-since")}`));
  }

  before({ id }) {
    if (id === SUBJECT) return [make("strong", {}, "Subject:"), " "];
    return id === "signature" ? [make("br")] : [];
  }

  dressed(node) {
    if (typeof node === "string") return this.marked(node);
    node.replaceChildren(...this.marked(node.textContent));
    return node;
  }

  // Gaps stand in square brackets and are marked, in words and in colour; lines of an address stay lines.
  marked(text) {
    const labels = new Set(this.letter.gaps.map(({ label }) => `[${label}]`));
    return text.split(/(\[[^\]\n]+\]|\n)/).map((bit) => {
      if (bit === "\n") return make("br");
      return labels.has(bit) ? make("mark", { class: "st-gap" }, bit) : bit;
    });
  }

  pressed(event) {
    if (event.key === "Escape" && this.open) return this.close();
    const sentence = event.target.closest("[data-piece]");
    if (!sentence || (event.key !== "Enter" && event.key !== " ")) return undefined;
    event.preventDefault();
    return this.toggle(sentence);
  }

  toggle(sentence, anyway = false) {
    if (!sentence || (!anyway && getSelection().toString())) return;
    this.open = this.open === sentence.dataset.piece ? undefined : sentence.dataset.piece;
    this.draw();
  }

  close() {
    const sentence = this.sheet.querySelector(`[data-piece="${CSS.escape(this.open)}"]`);
    this.open = undefined;
    this.draw();
    sentence?.focus();
  }

  // While someone writes in the note it is left alone.
  updateNote(note) {
    const piece = this.piece(this.open);
    const found = this.findings.filter((one) => one.piece === this.open);
    const same = note.dataset.about === this.open;
    const shown = JSON.stringify([piece, found]);
    if (same) this.written.mark(this.underlinedIn(piece));
    if (same && (note.dataset.shown === shown || (note.contains(document.activeElement) && document.activeElement.matches("textarea")))) return;
    const focused = same && note.contains(document.activeElement) ? document.activeElement.dataset.act : undefined;
    Object.assign(note.dataset, { about: this.open, shown });
    this.fillNote(note, piece, found);
    if (focused) note.querySelector(`[data-act="${focused}"]`)?.focus();
  }

  fillNote(note, piece, found) {
    const { acts, say } = this;
    const { written, shown: editor } = editorOf(piece, acts);
    const paragraph = this.pieces.filter((one) => one.paragraph === piece.paragraph && one.wording);
    note.replaceChildren(...noteFor(piece, found, { acts, say, close: () => this.close(), editor, paragraph }));
    this.written = written;
    written.mark(this.underlinedIn(piece));
  }

  showHomeless() {
    const left = homeless(this.letter, this.edits);
    this.aside.replaceChildren(...left.map(([id, { text }]) => this.leftOver(id, text)));
  }

  leftOver(id, text) {
    const intro = make("p", {}, "You wrote this for a sentence that is no longer in the letter:");
    const drop = action("Let it go", () => this.acts.restore(id));
    return make("div", { class: "st-note" }, intro, make("p", { dir: "auto" }, make("q", {}, text)), drop);
  }
}
