// <mishap-finder>: a few words in, the pages of matching mishaps out.

import { make } from "./make.js";
import { matches, mishaps } from "./match-mishaps.js";

class MishapFinder extends HTMLElement {
  static define(tag = "mishap-finder", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    const input = this.querySelector("input");
    input.addEventListener("focus", () => mishaps(), { once: true });
    input.addEventListener("input", () => find(this, input.value));
    input.addEventListener("keydown", (event) => event.key === "Enter" && goToFirst(this, event));
  }
}

async function find(finder, text) {
  const found = matches(await mishaps(), text);
  if (finder.querySelector("input").value !== text) return;
  const pages = finder.dataset.pages;
  finder.querySelector('[data-part="results"]').replaceChildren(...found.map((entry) => result(entry, pages)));
  const nothing = text.trim().length > 2 && found.length === 0;
  finder.querySelector('[data-part="none"]').hidden = !nothing;
  finder.querySelector('[data-part="status"]').textContent = found.length ? String(found.length) : "";
}

function result({ id, label, verdict }, pages) {
  const text = make("small", {}, verdict);
  return make("li", {}, make("a", { href: `${pages}${id}/` }, label, text));
}

function goToFirst(finder, event) {
  event.preventDefault();
  finder.querySelector('[data-part="results"] a')?.focus();
}

MishapFinder.define();
