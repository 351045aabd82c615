// <letter-check>: a letter in, findings beside it and lines under its words.

import "./left-fields.js";
import { valueOf } from "./answers.js";
import { askFor, engineState, newestOnly } from "./asking.js";
import { clearing, forget, keep, kept, LETTER } from "./draft.js";
import { cancel } from "./engine.js";
import { FindingsPanel } from "./findings-panel.js";
import { copy } from "./hand-over.js";
import { tellUnkept } from "./kept-notice.js";
import { composerKnows, contextFrom } from "./review-context.js";
import { sayingsOf, statusLine } from "./sayings.js";
import { LONGEST_LETTER, plainText, WrittenText } from "./written-text.js";

const PAUSE = 40; // ms without a key before we ask again
const LONG_PAUSE = 600; // the same for a text that is far longer than a letter
const LONG_WAIT = 180_000; // ms that such a text may take
const EMPTY = () => ({ text: "", answers: {} });

class LetterCheck extends HTMLElement {
  static define(tag = "letter-check", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    this.form = this.querySelector("form");
    this.area = this.querySelector("textarea");
    this.say = sayingsOf(this);
    this.status = statusLine(this.part("status"));
    tellUnkept(this, this.say, this.status);
    this.sheet = new WrittenText(this.area, this.part("marks"), {
      changed: (text) => this.change({ text }),
      at: (finding) => this.panel.at(finding),
      tooLong: (text) => this.leaveOut(text),
    });
    this.panel = new FindingsPanel(this, this.sheet, this.say, this.status, () => this.refresh());
    this.form.addEventListener("input", ({ target }) => this.told(target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.on("copy", () => this.copyLetter());
    this.on("stop", () => this.stop());
    this.on("paste-beginning", () => this.pasteBeginning());
    this.on("leave-out", () => this.leaveOut(""));
    this.part("jump").addEventListener("click", (event) => this.jump(event));
    window.addEventListener("pagehide", () => this.store());
    this.clearable();
    const broken = engineState(this, this.say, () => this.refresh());
    const refuse = (message) => this.refused(message);
    this.put = newestOnly((answer) => this.show(answer), refuse, broken);
    this.part("draft").hidden = !composerKnows();
    this.adopt({ ...EMPTY(), ...kept(LETTER) });
  }

  clearable() {
    clearing({
      clear: this.querySelector('[data-do="clear"]'),
      undo: this.querySelector('[data-do="undo-clear"]'),
      take: () => this.take(),
      give: ({ ignored, ...held }) => this.giveBack(ignored, held),
      tell: (name) => this.status.now(this.say(name)),
    });
  }

  on(name, act) {
    this.querySelector(`[data-do="${name}"]`).addEventListener("click", act);
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  adopt({ text, answers }) {
    this.state = { text, answers };
    this.sheet.begin(text);
    for (const control of this.form.elements) {
      if (control.name && control !== this.area) control.value = answers[control.name] ?? "";
    }
    this.change({});
  }

  take() {
    const held = { ...this.state, ignored: this.panel.ignored.clear() };
    this.adopt(EMPTY());
    this.showNothing();
    clearTimeout(this.timer);
    forget(LETTER);
    return held;
  }

  giveBack(ignored, held) {
    this.panel.ignored.restore(ignored);
    this.adopt({ ...held, text: this.state.text || held.text });
  }

  told(control) {
    if (control.name && control !== this.area) this.change({ answers: { ...this.state.answers, [control.name]: valueOf(control) } });
  }

  change(changes) {
    Object.assign(this.state, changes);
    this.querySelector('[data-do="undo"]').hidden = !this.sheet.canUndo;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), this.sheet.long ? LONG_PAUSE : PAUSE);
  }

  settle() {
    clearTimeout(this.timer);
    this.store();
    this.refresh();
  }

  store() {
    const { text, answers } = this.state;
    if (text || Object.values(answers).some(Boolean)) keep(LETTER, { text, answers });
    else forget(LETTER);
  }

  refresh() {
    const { text, answers } = this.state;
    if (!text.trim()) return this.showNothing();
    this.part("long").hidden = !this.sheet.long;
    const within = this.sheet.long ? { within: LONG_WAIT } : undefined;
    const question = { text, ...contextFrom(answers), dismissed: this.panel.ignored.list() };
    return this.put(async () => ({ ...(await askFor("review", question, within)), text }));
  }

  showNothing() {
    this.panel.nothing();
    this.part("long").hidden = true;
    this.part("jump").hidden = true;
  }

  // An answer about other words than those on the page is of no use: a newer question is on its way.
  show(answer) {
    this.part("failure").hidden = true;
    if (answer.text !== this.state.text) return;
    this.part("long").hidden = true;
    this.panel.show(answer);
    this.panel.tellLater();
    const count = this.panel.found.length;
    this.part("jump").hidden = false;
    this.part("jump").textContent = count ? this.say("jump-count", { count }) : this.say("jump");
  }

  refused(message) {
    this.part("long").hidden = true;
    this.status.now(this.say("refused", { message }));
  }

  stop() {
    cancel();
    this.part("long").hidden = true;
    this.status.now(this.say("stopped"));
    this.area.focus();
  }

  // A paste the size of a book waits here until the person says what is to become of it.
  leaveOut(text) {
    this.waiting = text;
    this.part("too-long").hidden = !text;
    this.part("too-long-words").textContent = this.say("too-long", { count: text.length.toLocaleString("en") });
    if (text) this.status.now(this.part("too-long-words").textContent);
    else this.area.focus();
  }

  pasteBeginning() {
    const room = Math.max(0, LONGEST_LETTER - this.area.value.length);
    const beginning = plainText(this.waiting.slice(0, room)).replace(/[\uD800-\uDBFF]$/, "");
    this.leaveOut("");
    this.sheet.insert(beginning);
  }

  async copyLetter() {
    const done = await copy(this.area.value, this.area);
    this.status.now(this.say(done ? "copied" : "selected"));
  }

  jump(event) {
    event.preventDefault();
    this.querySelector("#found").focus();
    this.querySelector("#found").scrollIntoView({ block: "start" });
  }
}

LetterCheck.define();
