// A letter that is there at once, about the slip that was chosen, until the engine has written the person's own. The
// build has made them all into one small script: which slip was chosen is then nobody else's business. A slip for which
// nothing is sent has none.

import { engineReady } from "./asking.js";
import { onFirstSign } from "./first-key.js";
import { make } from "./make.js";

export class FirstLetter {
  constructor(tool) {
    this.place = tool.querySelector('[data-part="first"]');
    this.paper = tool.querySelector('[data-part="first-letter"]');
    onFirstSign(tool, letters);
  }

  // `id` is one of the catalogue's.
  async show(id) {
    if (engineReady() || this.id === id) return;
    this.id = id;
    const letter = await letterFor(id);
    if (this.id !== id) return;
    this.place.hidden = !letter;
    this.paper.replaceChildren(...(letter ? [letter] : []));
  }

  clear() {
    this.id = undefined;
    this.place.hidden = true;
    this.paper.replaceChildren();
  }
}

let loading;

function letters() {
  loading ??= import("./generated/first-letters.js").catch(() => {
    loading = undefined;
    return { LETTERS: {} };
  });
  return loading;
}

async function letterFor(id) {
  try {
    const letter = (await letters()).LETTERS[id];
    const subject = letter.subject ? [make("p", { class: "st-letter-subject" }, make("strong", {}, letter.subject))] : [];
    return make("section", { class: "st-letter" }, ...subject, ...letter.paragraphs.map(paragraph));
  } catch {
    return undefined;
  }
}

function paragraph(text) {
  const lines = text.split("\n").flatMap((line, number) => (number ? [make("br"), line] : [line]));
  return make("p", { dir: "auto" }, ...lines);
}
