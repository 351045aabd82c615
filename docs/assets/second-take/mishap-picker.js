// The list of everything that can go wrong, as a picker: type a few words, or open a list. Keeps the order of choosing.

import { onFirstSign } from "./first-key.js";
import { make } from "./make.js";
import { matches, mishaps, speaksOfDanger } from "./match-mishaps.js";

export class MishapPicker {
  constructor(root, changed, say) {
    Object.assign(this, { root, changed, say, chosen: [] });
    this.input = root.querySelector("#pick-mishap");
    onFirstSign(root.closest("form"), mishaps);
    this.input.addEventListener("input", () => this.suggest());
    addEventListener("online", () => this.input.value && this.suggest());
    this.input.addEventListener("keydown", (event) => this.takeFirst(event));
    root.addEventListener("change", ({ target }) => target.name === "mishaps" && this.set(target.value, target.checked));
  }

  box(id) {
    return this.root.querySelector(`#m-${CSS.escape(id)}`);
  }

  label(id) {
    return this.box(id)?.closest("label").textContent ?? id;
  }

  known(id) {
    return Boolean(this.box(id));
  }

  // What the questions' conditions look at: the slips, groups and moves of what was chosen.
  traits() {
    const boxes = this.chosen.map((id) => this.box(id));
    const all = (name) => boxes.map((box) => box.dataset[name]);
    return { slip: all("slip"), group: all("group"), move: all("move") };
  }

  set(id, on) {
    this.show(on ? [...this.chosen.filter((other) => other !== id), id] : this.chosen.filter((other) => other !== id));
    this.changed(this.chosen);
  }

  show(chosen) {
    this.chosen = chosen.filter((id) => this.known(id));
    for (const box of this.root.querySelectorAll('[name="mishaps"]')) box.checked = this.chosen.includes(box.value);
    this.root.querySelector('[data-part="chosen"]').replaceChildren(...this.chosen.map((id) => this.chip(id)));
  }

  chip(id) {
    const button = make("button", { type: "button", class: "st-pill", "aria-label": `Remove: ${this.label(id)}` }, `${this.label(id)} ×`);
    button.addEventListener("click", () => {
      this.set(id, false);
      this.input.focus();
    });
    return make("li", {}, button);
  }

  async suggest() {
    const text = this.input.value;
    const index = await mishaps();
    // It stays, once it is shown: the words may be gone again before they are read.
    if (index && speaksOfDanger(index, text)) this.root.querySelector('[data-part="care"]').hidden = false;
    if (this.input.value !== text) return;
    this.tellSearch(Boolean(index));
    const found = index ? matches(index, text).filter(({ id }) => !this.chosen.includes(id)) : [];
    this.root.querySelector('[data-part="matches"]').replaceChildren(...found.map((entry) => this.suggestion(entry)));
  }

  tellSearch(works) {
    const line = this.root.querySelector('[data-part="unsearched"]');
    line.hidden = works;
    line.textContent = works ? "" : this.say("unsearched");
  }

  suggestion({ id, label }) {
    const button = make("button", { type: "button", class: "st-pill" }, label);
    button.addEventListener("click", () => this.take(id));
    return make("li", {}, button);
  }

  take(id) {
    this.input.value = "";
    this.root.querySelector('[data-part="matches"]').replaceChildren();
    this.set(id, true);
    this.input.focus();
  }

  takeFirst(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.root.querySelector('[data-part="matches"] button')?.focus();
  }
}
