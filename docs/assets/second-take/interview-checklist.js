// <interview-checklist>: ticks that stay, sorting questions that answer with a verdict in place.

import { fill, situationFrom, valueOf } from "./answers.js";
import { askFor, engineState, newestOnly } from "./asking.js";
import { clearing, DRAFT, forget, keep, kept, TICKS } from "./draft.js";
import { MishapPicker } from "./mishap-picker.js";
import { eachMishap, reveal } from "./questions-view.js";
import { sayingsOf, statusLine } from "./sayings.js";
import { showVerdict } from "./verdict-view.js";

const PAUSE = 200; // ms without a change before we ask again

class InterviewChecklist extends HTMLElement {
  static define(tag = "interview-checklist", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    this.form = this.querySelector("form");
    this.say = sayingsOf(this);
    this.status = statusLine(this.part("status"));
    this.picker = new MishapPicker(this.form.querySelector("[data-picker]"), (chosen) => this.change({ chosen }));
    this.form.addEventListener("input", ({ target }) => this.typed(target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("change", ({ target }) => target.dataset.task !== undefined && this.tick());
    clearing({
      clear: this.querySelector('[data-do="clear"]'),
      undo: this.querySelector('[data-do="undo-clear"]'),
      take: () => this.take(),
      give: ({ ticks, draft }) => this.adopt(ticks, draft),
      tell: (name) => this.status.now(this.say(name)),
    });
    const broken = engineState(this, this.say, () => this.refresh());
    const refuse = (message) => this.status.now(this.say("refused", { message }));
    this.put = newestOnly((found) => this.show(found), refuse, broken);
    this.adopt(kept(TICKS) ?? [], { chosen: [], answers: {}, ...kept(DRAFT) });
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  boxes() {
    return [...this.querySelectorAll("[data-task]")];
  }

  adopt(ticks, draft) {
    for (const box of this.boxes()) box.checked = ticks.includes(box.name);
    this.tick();
    this.draft = draft;
    this.picker.show(draft.chosen);
    this.change({ chosen: this.picker.chosen });
  }

  take() {
    const held = { ticks: this.ticked(), draft: this.draft };
    this.adopt([], { chosen: [], answers: {} });
    forget(TICKS, DRAFT);
    return held;
  }

  ticked() {
    return this.boxes().filter(({ checked }) => checked).map(({ name }) => name);
  }

  tick() {
    const done = this.ticked();
    const stays = keep(TICKS, done);
    const progress = this.part("progress");
    progress.hidden = false;
    progress.textContent = this.say("progress", { done: done.length, total: this.boxes().length });
    if (!stays) this.status.later(this.say("not-kept"));
  }

  typed(control) {
    const value = valueOf(control);
    if (!control.name || control.type === "checkbox" || value === undefined) return;
    const answers = { ...this.draft.answers, [control.name]: value };
    if (!value) delete answers[control.name];
    this.change({ answers });
  }

  change(changes) {
    Object.assign(this.draft, changes);
    if (changes.chosen) {
      eachMishap(this.form, this.draft.chosen, (id) => this.picker.label(id));
      fill(this.form, this.draft.answers);
    }
    keep(DRAFT, this.draft);
    reveal(this.form, { ...this.picker.traits(), kind: [] }, this.draft.answers);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  refresh() {
    const { chosen, answers } = this.draft;
    this.part("sample").href = chosen.length ? `../mishaps/${chosen[0]}/` : "../mishaps/";
    if (chosen.length === 0) return this.showNothing();
    const situation = situationFrom(chosen, answers);
    return this.put(() => askFor("assess", { situation }));
  }

  showNothing() {
    this.part("verdict").replaceChildren();
    this.part("onward").hidden = true;
  }

  show(found) {
    if (this.draft.chosen.length === 0) return;
    this.part("failure").hidden = true;
    showVerdict(this.part("verdict"), found, this.say);
    this.part("onward").hidden = false;
    this.status.later(`${found.headline} ${this.say("verdict")}`);
  }
}

InterviewChecklist.define();
