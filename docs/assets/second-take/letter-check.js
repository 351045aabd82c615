// <letter-check>: a letter in, findings beside it and marks under its words.

import { valueOf } from "./answers.js";
import { askFor, engineState, newestOnly } from "./asking.js";
import { clearing, forget, keep, kept, LETTER } from "./draft.js";
import { action, findingWords, keyOf } from "./finding-view.js";
import { copy } from "./hand-over.js";
import { keyed, make } from "./make.js";
import { contextFrom } from "./review-context.js";
import { sayingsOf, statusLine } from "./sayings.js";

const PAUSE = 250; // ms without a key before we ask again
const EMPTY = () => ({ text: "", answers: {}, ignored: [] });

class LetterCheck extends HTMLElement {
  static define(tag = "letter-check", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    this.form = this.querySelector("form");
    this.area = this.querySelector("textarea");
    this.say = sayingsOf(this);
    this.status = statusLine(this.part("status"));
    this.before = [];
    this.form.addEventListener("input", ({ target }) => this.typed(target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.area.addEventListener("scroll", () => this.follow());
    this.on("undo", () => this.undo());
    this.on("copy", () => this.copyLetter());
    this.on("unignore", () => this.change({ ignored: [] }));
    this.part("jump").addEventListener("click", (event) => this.jump(event));
    clearing({
      clear: this.querySelector('[data-do="clear"]'),
      undo: this.querySelector('[data-do="undo-clear"]'),
      take: () => this.take(),
      give: (held) => this.adopt({ ...held, text: this.state.text || held.text }),
      tell: (name) => this.status.now(this.say(name)),
    });
    const broken = engineState(this, this.say, () => this.refresh());
    const refuse = (message) => this.status.now(this.say("refused", { message }));
    this.put = newestOnly((answer) => this.show(answer), refuse, broken);
    this.adopt({ ...EMPTY(), ...kept(LETTER) });
  }

  on(name, act) {
    this.querySelector(`[data-do="${name}"]`).addEventListener("click", act);
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  adopt(state) {
    this.state = state;
    this.area.value = state.text;
    for (const control of this.form.elements) {
      if (control.name && control !== this.area) control.value = state.answers[control.name] ?? "";
    }
    this.change({});
  }

  take() {
    const held = this.state;
    this.before = [];
    this.adopt(EMPTY());
    this.showNothing();
    forget(LETTER);
    return held;
  }

  typed(control) {
    if (control === this.area) return this.change({ text: control.value });
    return this.change({ answers: { ...this.state.answers, [control.name]: valueOf(control) } });
  }

  change(changes) {
    Object.assign(this.state, changes);
    if (!keep(LETTER, this.state)) this.status.later(this.say("not-kept"));
    this.part("ignored").hidden = this.state.ignored.length === 0;
    this.querySelector('[data-do="undo"]').hidden = this.before.length === 0;
    this.mark(this.found ?? []);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  refresh() {
    const { text, answers } = this.state;
    if (!text.trim()) return this.showNothing();
    return this.put(async () => ({ text, ...(await askFor("review", { text, ...contextFrom(answers) })) }));
  }

  showNothing() {
    this.found = [];
    this.part("findings").replaceChildren();
    this.part("summary").textContent = this.say("empty");
    this.part("jump").hidden = true;
    this.mark([]);
  }

  show({ text, findings }) {
    this.part("failure").hidden = true;
    if (text !== this.area.value) return;
    this.found = findings.filter((finding) => !this.state.ignored.includes(keyOf(finding)));
    const count = this.found.length;
    const words = count ? this.say("found", { count }) : this.say("none");
    this.part("summary").textContent = words;
    this.part("jump").hidden = false;
    this.part("jump").textContent = count ? `See what we found (${count})` : "See what we found";
    const items = this.found.map((finding, index) => ({ key: `${keyOf(finding)}|${index}`, finding }));
    keyed(this.part("findings"), items, () => make("li", { class: "st-finding" }), (row, { finding }) => this.row(row, finding));
    this.mark(this.found);
    this.status.later(words);
  }

  row(row, finding) {
    row.dataset.severity = finding.severity;
    const shown = JSON.stringify(finding);
    if (row.dataset.shown === shown) return;
    row.dataset.shown = shown;
    const inText = finding.end > finding.start;
    row.replaceChildren(
      ...findingWords(finding).filter(Boolean),
      make(
        "div",
        { class: "st-note-actions" },
        inText ? action("Show it in the letter", () => this.reach(finding)) : undefined,
        inText && finding.suggestion ? action("Use this", () => this.apply(finding)) : undefined,
        action("Ignore", () => this.ignore(finding)),
        finding.page ? make("a", { class: "st-more-link", href: `../${finding.page}` }, "Read why") : undefined,
      ),
    );
  }

  reach({ start, end }) {
    this.area.focus();
    this.area.setSelectionRange(start, end);
  }

  apply({ start, end, suggestion }) {
    this.before.push(this.state.text);
    this.area.value = this.state.text.slice(0, start) + suggestion + this.state.text.slice(end);
    this.change({ text: this.area.value });
    this.reach({ start, end: start + suggestion.length });
    this.status.now(this.say("applied"));
  }

  undo() {
    this.area.value = this.before.pop();
    this.change({ text: this.area.value });
    this.area.focus();
    this.status.now(this.say("undone"));
  }

  ignore(finding) {
    this.change({ ignored: [...this.state.ignored, keyOf(finding)] });
    this.querySelector("#found").focus();
    this.status.now(this.say("ignored"));
  }

  async copyLetter() {
    const done = await copy(this.area.value, this.area);
    this.status.now(this.say(done ? "copied" : "selected"));
  }

  // The twin behind the text area: the same words, with marks. Findings that overlap an earlier one get no second mark.
  mark(findings) {
    const { text } = this.state;
    const bits = [];
    let at = 0;
    for (const { start, end, severity } of [...findings].sort((one, other) => one.start - other.start)) {
      if (start < at || end <= start || end > text.length) continue;
      bits.push(text.slice(at, start), make("mark", { "data-severity": severity }, text.slice(start, end)));
      at = end;
    }
    this.part("marks").replaceChildren(...bits, `${text.slice(at)}\n`);
    this.follow();
  }

  follow() {
    this.part("marks").scrollTop = this.area.scrollTop;
  }

  jump(event) {
    event.preventDefault();
    this.querySelector("#found").focus();
    this.querySelector("#found").scrollIntoView({ block: "start" });
  }
}

LetterCheck.define();
