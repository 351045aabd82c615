// Ways out of the page: clipboard, mail program, file, paper. No address but the mail link ever holds a word of it.

import { make } from "./make.js";

// True when the text is on the clipboard. Else the text is selected, so that one press copies it.
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select(text, shown);
    return false;
  }
}

function select(text, shown) {
  const area = make("textarea", { class: "st-plain-input", readonly: true, rows: 8, "aria-label": "Text to copy" });
  area.value = text;
  shown.after(area);
  area.focus();
  area.select();
  area.addEventListener("blur", () => area.remove(), { once: true });
}

// The text as paragraphs, with the plain text beside it for places that take no more. Markup typed stays text.
export async function copyParagraphs(text) {
  const body = make("div", {}, text.split("\n\n").map((block) => make("p", {}, lines(block))));
  const html = new Blob([new XMLSerializer().serializeToString(body)], { type: "text/html" });
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": new Blob([text], { type: "text/plain" }) })]);
    return true;
  } catch {
    return false;
  }
}

function lines(block) {
  return block.split("\n").flatMap((line, index) => (index ? [make("br"), line] : [line]));
}

export function openMail(address) {
  const link = make("a", { href: address });
  link.click();
}

// A file comes as text, or as base64 where it is no text.
export function download({ filename, media_type: type, text, base64 }) {
  const body = base64 === undefined ? text : Uint8Array.from(atob(base64), (mark) => mark.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([body], { type: base64 === undefined ? `${type};charset=utf-8` : type }));
  make("a", { href: address, download: filename }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The title becomes the file name when someone prints to a file.
export function print(title) {
  const before = document.title;
  document.title = title || before;
  window.addEventListener("afterprint", () => (document.title = before), { once: true });
  window.print();
}
