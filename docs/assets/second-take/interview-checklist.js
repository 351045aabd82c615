// <interview-checklist>: ticks that stay, sorting questions that answer with a verdict in place.

import "./left-fields.js";
import { fill, situationFrom, valueOf } from "./answers.js";
import { askFor, engineState, newestOnly } from "./asking.js";
import { clearing, forget, keep, kept, TICKS } from "./draft.js";
import { tellUnkept } from "./kept-notice.js";
import { MishapPicker } from "./mishap-picker.js";
import { eachMishap, reveal } from "./questions-view.js";
import { sayingsOf, statusLine } from "./sayings.js";
import { showVerdict } from "./verdict-view.js";
import { WorkDesk } from "./work-desk.js";

const PAUSE = 200; // ms without a change before we ask again

class InterviewChecklist extends HTMLElement {
  static define(tag = "interview-checklist", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    this.form = this.querySelector("form");
    this.say = sayingsOf(this);
    this.status = statusLine(this.part("status"));
    tellUnkept(this, this.say, this.status);
    // The same letter as in the composer, so that nothing is asked twice.
    this.desk = new WorkDesk({ adopted: () => this.adopt(), told: () => {}, elsewhere: () => this.desk.settle("theirs") });
    this.picker = new MishapPicker(this.form.querySelector("[data-picker]"), (chosen) => this.change({ chosen }), this.say);
    this.form.addEventListener("input", ({ target }) => this.typed(target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.addEventListener("change", ({ target }) => target.dataset.task !== undefined && this.tick());
    window.addEventListener("storage", ({ key }) => key === TICKS && this.showTicks(kept(TICKS) ?? []));
    clearing({
      clear: this.querySelector('[data-do="clear"]'),
      undo: this.querySelector('[data-do="undo-clear"]'),
      take: () => this.take(),
      give: ({ ticks, held }) => this.giveBack(ticks, held),
      tell: (name) => this.status.now(this.say(name)),
    });
    const broken = engineState(this, this.say, () => this.refresh());
    const refuse = (message) => this.status.now(this.say("refused", { message }));
    this.put = newestOnly((found) => this.show(found), refuse, broken);
    this.showTicks(kept(TICKS) ?? []);
    this.adopt();
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  boxes() {
    return [...this.querySelectorAll("[data-task]")];
  }

  get draft() {
    return this.desk.letter;
  }

  showTicks(ticks) {
    for (const box of this.boxes()) box.checked = ticks.includes(box.name);
    this.tick();
  }

  adopt() {
    this.picker.show(this.draft.chosen);
    this.change({ chosen: this.picker.chosen });
  }

  take() {
    const ticks = this.ticked();
    const held = this.desk.clear();
    this.showTicks([]);
    forget(TICKS);
    return { ticks, held };
  }

  giveBack(ticks, held) {
    this.desk.giveBack(held);
    this.showTicks([...new Set([...ticks, ...this.ticked()])]);
  }

  ticked() {
    return this.boxes().filter(({ checked }) => checked).map(({ name }) => name);
  }

  tick() {
    const done = this.ticked();
    keep(TICKS, done);
    const progress = this.part("progress");
    progress.hidden = false;
    progress.textContent = this.say("progress", { done: done.length, total: this.boxes().length });
  }

  typed(control) {
    const value = valueOf(control);
    if (!control.name || control.type === "checkbox" || value === undefined) return;
    const answers = { ...this.draft.answers, [control.name]: value };
    if (!value) delete answers[control.name];
    this.change({ answers });
  }

  change(changes) {
    this.desk.change(changes);
    if (changes.chosen) {
      eachMishap(this.form, this.draft.chosen, (id) => this.picker.label(id));
      fill(this.form, this.draft.answers);
    }
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
