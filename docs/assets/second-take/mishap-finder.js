// <mishap-finder>: a few words in, the pages of matching mishaps out. With `data-input` it listens to a box elsewhere.

import { make } from "./make.js";
import { matches, mishaps } from "./match-mishaps.js";

class MishapFinder extends HTMLElement {
  static define(tag = "mishap-finder", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    this.input = this.dataset.input ? document.querySelector(this.dataset.input) : this.querySelector("input");
    this.input.addEventListener("focus", () => mishaps(), { once: true });
    this.input.addEventListener("input", () => find(this));
    addEventListener("online", () => this.input.value && find(this));
    // This file itself is fetched when someone begins, so they may have typed already.
    if (this.input === document.activeElement) mishaps();
    if (this.input.value) find(this);
    this.input.form?.addEventListener("reset", () => show(this, []));
    // A box elsewhere has its own use for Enter.
    if (!this.dataset.input) this.input.addEventListener("keydown", (event) => event.key === "Enter" && goToFirst(this, event));
  }
}

async function find(finder) {
  const text = finder.input.value;
  const index = await mishaps();
  if (finder.input.value !== text) return;
  const unsearched = finder.querySelector('[data-part="unsearched"]');
  if (unsearched) unsearched.hidden = Boolean(index);
  if (!index) return;
  const found = matches(index, text, Number(finder.dataset.most ?? 6));
  show(finder, found);
  const nothing = text.trim().length > 2 && found.length === 0;
  const none = finder.querySelector('[data-part="none"]');
  if (none) none.hidden = !nothing;
}

function show(finder, found) {
  const { pages } = finder.dataset;
  finder.querySelector('[data-part="results"]').replaceChildren(...found.map((entry) => result(entry, pages)));
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
