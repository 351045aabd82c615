// A text area with lines under what the check found. The lines belong to a twin behind it, so neither the text nor the
// caret is ever touched by them. Words are replaced the way typing replaces them: the browser's own undo knows of it.

import { changeBetween, moved } from "./text-changes.js";
import { underlined } from "./underlined.js";

export const LONGEST_LETTER = 20_000; // characters; a longer text gets no twin, so that typing stays light

const LONGEST_TYPED = 5_000; // characters; a longer paste that had to be cleaned is put in at once

// More than this is not put into a text area: laying out a book in one stops the page for seconds.
export const LONGEST_TEXT = 100_000;

export class WrittenText {
  // `told.changed(text)` after every edit, `told.at(finding)` when the caret comes to other words, `told.tooLong(text)`
  // with a paste that was left out.
  constructor(area, twin, told) {
    Object.assign(this, { area, twin, told, text: area.value, found: [], applied: [] });
    area.addEventListener("input", () => this.edited());
    const watch = () => (area.isConnected ? this.caretMoved() : document.removeEventListener("selectionchange", watch));
    document.addEventListener("selectionchange", watch);
    area.addEventListener("paste", (event) => this.pasted(event, event.clipboardData));
    area.addEventListener("drop", (event) => this.tooLong(event, event.dataTransfer?.getData("text/plain")));
  }

  get long() {
    return this.text.length > LONGEST_LETTER;
  }

  // Another text altogether, not an edit of this one.
  begin(text) {
    Object.assign(this, { text, found: [], applied: [] });
    this.area.value = text;
    this.draw();
  }

  edited() {
    const before = this.text;
    this.text = this.area.value;
    if (this.long) Object.assign(this, { found: [], applied: [] });
    else this.follow(changeBetween(before, this.text));
    this.draw();
    this.told.changed(this.text);
  }

  follow(change) {
    this.found = this.found.map((one) => moved(one, change)).filter(Boolean);
    this.applied = this.applied.map((one) => moved(one, change, true)).filter(Boolean);
  }

  mark(findings) {
    const there = findings.filter(({ start, end, quote }) => this.text.slice(start, end) === quote);
    this.found = this.long ? [] : there.map((finding) => ({ ...finding, origin: finding }));
    this.draw();
    this.caretMoved();
  }

  point(finding) {
    this.current = finding?.key;
    this.draw();
  }

  draw() {
    const sheet = this.twin.parentElement;
    sheet.toggleAttribute("data-long", this.long);
    this.twin.replaceChildren(...(this.long ? [] : underlined(this.text, this.found, this.current)), "\n");
    // Should the browser break lines in another way in the twin, no line is better than a line under the wrong words.
    sheet.toggleAttribute("data-apart", !this.long && this.area.scrollHeight > this.area.clientHeight + 2);
  }

  caretMoved() {
    if (document.activeElement !== this.area) return;
    const { selectionStart: caret, selectionEnd } = this.area;
    if (caret !== selectionEnd) return;
    const finding = this.found.find(({ start, end }) => start < end && start <= caret && caret <= end);
    if (finding && finding.key !== this.current) this.told.at(finding.origin);
  }

  can(finding) {
    const place = this.place(finding);
    return { reach: Boolean(place) && finding.start < finding.end, apply: Boolean(place) && typeof finding.suggestion === "string" };
  }

  // Where the finding stands by now; nothing when its words have been changed since.
  place(finding) {
    const { start, end, quote, suggestion } = finding;
    const here = this.long ? { start, end } : this.found.find(({ origin }) => origin === finding);
    const usable = here && (start < end || suggestion) && this.text.slice(here.start, here.end) === quote;
    return usable ? here : undefined;
  }

  reach(finding) {
    const place = this.place(finding);
    if (!place) return false;
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(place.start, place.end);
    this.show(finding.key);
    return true;
  }

  show(key) {
    this.current = key;
    this.draw();
    const mark = this.twin.querySelector("[data-current]");
    (mark ?? this.area).scrollIntoView({ block: mark ? "center" : "nearest" });
  }

  apply(finding) {
    const place = this.place(finding);
    if (!place) return false;
    const was = this.text.slice(place.start, place.end);
    this.replace(place.start, place.end, finding.suggestion);
    this.applied.push({ start: place.start, end: place.start + finding.suggestion.length, was });
    return true;
  }

  undo() {
    const last = this.applied.pop();
    if (!last) return false;
    this.replace(last.start, last.end, last.was);
    return true;
  }

  get canUndo() {
    return this.applied.length > 0;
  }

  // Keeps the caret with the words it stood in, and the focus where it was.
  replace(start, end, words) {
    const { area } = this;
    const { selectionStart, selectionEnd, selectionDirection } = area;
    const focused = document.activeElement;
    const after = (place) => (place <= start ? place : place >= end ? place + words.length - (end - start) : start + words.length);
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    if (!this.typeIn(words)) {
      area.setRangeText(words);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(after(selectionStart), after(selectionEnd), selectionDirection);
    if (focused !== area) focused?.focus({ preventScroll: true });
  }

  // The only way to the browser's own undo, and slow with many lines.
  typeIn(words) {
    if (words.length > LONGEST_TYPED || this.long) return false;
    return words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
  }

  tooLong(event, given = "") {
    if (this.text.length + given.length <= LONGEST_TEXT) return false;
    event.preventDefault();
    this.told.tooLong(given);
    return true;
  }

  pasted(event, clipboard) {
    const given = clipboard?.getData("text/plain") ?? "";
    if (this.tooLong(event, given)) return;
    const clean = plainText(given);
    if (clean === given) return;
    event.preventDefault();
    this.insert(clean);
  }

  insert(clean) {
    const { selectionStart: start, selectionEnd: end } = this.area;
    this.replace(start, end, clean);
    this.area.setSelectionRange(start + clean.length, start + clean.length);
  }
}

// What formatting leaves behind in plain text goes; every word, quotation mark and bullet stays as it was written.
export function plainText(text) {
  return text
    .replace(/\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F]/g, " ")
    .replace(/[\u00AD\u200B\u2060\uFEFF\u0000-\u0008\u000E-\u001F]/g, "")
    .replace(/^([ \t]*)[\uF0B7\uF0A7\u00B7\u2022][ \t]+/gm, "$1\u2022 ")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{4,}/g, "\n\n\n");
}
