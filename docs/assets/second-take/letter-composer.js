// <letter-composer>: questions in, verdict and letter out. What was typed survives a reload and nothing leaves the page.

import { fill, situationFrom, valueOf } from "./answers.js";
import { askFor, engineState, newestOnly } from "./asking.js";
import { clearing, DRAFT, forget, keep, kept } from "./draft.js";
import { assemble, placed, wholeText, wordsIn } from "./edits.js";
import { FindingsPanel } from "./findings-panel.js";
import { handOver } from "./composer-actions.js";
import { LetterSheet } from "./letter-sheet.js";
import { LetterView } from "./letter-view.js";
import { MishapPicker } from "./mishap-picker.js";
import { showOverruling } from "./overruling.js";
import { showPlan } from "./plan-view.js";
import { eachMishap, repeats, reveal, rowsFor } from "./questions-view.js";
import { sayingsOf, statusLine } from "./sayings.js";
import { sentenceActs } from "./sentence-acts.js";
import { showVerdict } from "./verdict-view.js";

const PAUSE = 120; // ms without a key before we ask again
const EMPTY = () => ({ chosen: [], answers: {}, edits: {}, wording: 0, wordings: {} });

// What was cleared and is wanted back, without losing what was typed since.
function joined(held, since) {
  return {
    ...held,
    chosen: [...new Set([...held.chosen, ...since.chosen])],
    answers: { ...held.answers, ...since.answers },
    edits: { ...held.edits, ...since.edits },
  };
}

class LetterComposer extends HTMLElement {
  static define(tag = "letter-composer", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    this.form = this.querySelector("form");
    this.say = sayingsOf(this);
    this.status = statusLine(this.part("status"));
    this.state = EMPTY();
    this.picker = new MishapPicker(this.form.querySelector("[data-picker]"), (chosen) => this.change({ chosen }));
    const acts = sentenceActs(this);
    this.view = new LetterView(this.part("letter"), acts, this.say);
    this.letterSheet = new LetterSheet(this, this.view, acts);
    this.panel = new FindingsPanel(this, this.letterSheet, this.say, this.status, () => this.refresh());
    repeats(this.form);
    this.form.addEventListener("input", (event) => this.typed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.part("jump").addEventListener("click", (event) => this.jump(event));
    handOver(this);
    clearing({
      clear: this.querySelector('[data-do="clear"]'),
      undo: this.querySelector('[data-do="undo-clear"]'),
      take: () => this.take(),
      give: ({ ignored, ...held }) => this.giveBack(ignored, held),
      tell: (name) => this.status.now(this.say(name)),
    });
    const broken = engineState(this, this.say, () => this.refresh());
    const refuse = (message) => this.status.now(this.say("refused", { message }));
    this.put = newestOnly((answer) => this.show(answer), refuse, broken);
    this.begin();
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  begin() {
    const before = kept(DRAFT);
    const asked = new URLSearchParams(location.search).get("mishap");
    const state = { ...EMPTY(), ...before };
    if (asked && this.picker.known(asked) && !state.chosen.includes(asked)) state.chosen = [asked, ...state.chosen];
    if (asked) history.replaceState(null, "", location.pathname + location.hash);
    this.adopt(state);
    if (before && Object.keys(before.answers ?? {}).length) this.status.later(this.say("restored"), 0);
  }

  // Takes a whole state: from storage, from undo, or empty.
  adopt(state) {
    this.state = state;
    this.picker.show(state.chosen);
    this.state.chosen = this.picker.chosen;
    eachMishap(this.form, this.state.chosen, (id) => this.picker.label(id));
    rowsFor(this.form, state.answers);
    fill(this.form, state.answers);
    this.change({});
  }

  take() {
    const held = { ...this.state, ignored: this.panel.ignored.clear() };
    this.letterSheet.forget();
    this.picker.input.value = "";
    this.adopt(EMPTY());
    this.showNothing();
    forget(DRAFT);
    return held;
  }

  giveBack(ignored, held) {
    this.panel.ignored.restore(ignored);
    this.adopt(joined(held, this.state));
  }

  typed(control) {
    if (!control.name || control.type === "checkbox") return;
    const value = valueOf(control);
    if (value === undefined) return;
    const answers = { ...this.state.answers, [control.name]: value };
    if (!value) delete answers[control.name];
    this.change({ answers });
  }

  change(changes) {
    Object.assign(this.state, changes);
    if (changes.chosen) {
      eachMishap(this.form, this.state.chosen, (id) => this.picker.label(id));
      fill(this.form, this.state.answers);
    }
    if (!keep(DRAFT, this.state)) this.status.later(this.say("not-kept"));
    this.reveal();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  reveal() {
    const kind = this.last?.letter?.kind ?? this.last?.assessment.kind;
    reveal(this.form, { ...this.picker.traits(), kind: kind ? [kind] : [] }, this.state.answers);
  }

  question() {
    const { chosen, answers, wording, wordings } = this.state;
    return { situation: situationFrom(chosen, answers), wording, wordings };
  }

  refresh() {
    const sample = this.part("sample");
    sample.href = this.state.chosen.length ? `${this.dataset.pages}${this.state.chosen[0]}/#sample-letter` : this.dataset.pages;
    if (this.state.chosen.length === 0) return this.showNothing();
    const question = this.question();
    const edits = structuredClone(this.state.edits);
    return this.put(async () => {
      const found = await askFor("compose", question);
      const { situation } = question;
      const checked = found.letter ? await this.checked(found.letter, edits, situation) : {};
      return { ...found, ...checked, edits, plan: await askFor("plan", { situation }) };
    });
  }

  // What the letter check says about the letter as it would be sent, own words and all.
  async checked(letter, edits, situation) {
    const made = assemble(letter, edits);
    const text = wholeText(made);
    const dismissed = this.panel.ignored.list();
    const found = await askFor("review", { text, situation, kind: letter.kind, dismissed });
    return { ...found, text, findings: placed(found.findings, made), dismissed: placed(found.dismissed, made) };
  }

  showNothing() {
    this.last = undefined;
    for (const name of ["letter", "bar", "jump", "checked"]) this.part(name).hidden = true;
    this.part("waiting").hidden = false;
    for (const name of ["verdict", "overrule", "plan"]) this.part(name).replaceChildren();
    this.panel.nothing();
    this.reveal();
  }

  show(answer) {
    if (this.state.chosen.length === 0) return;
    this.last = answer;
    this.part("failure").hidden = true;
    const { assessment, letter, plan } = answer;
    this.part("waiting").hidden = true;
    showVerdict(this.part("verdict"), assessment, this.say);
    showOverruling(this, assessment);
    for (const name of ["letter", "bar", "jump", "checked"]) this.part(name).hidden = !letter;
    if (letter) this.showLetter(letter, answer);
    else this.showNoLetter();
    showPlan(this.part("plan"), plan, this.say);
    this.reveal();
  }

  showNoLetter() {
    this.panel.nothing();
    this.status.later(this.say("no-letter"));
  }

  showLetter(letter, answer) {
    this.view.show(letter, this.state.edits);
    this.panel.show(answer);
    const words = wordsIn(assemble(letter, answer.edits).text);
    this.part("jump").textContent = `See your letter (${words} words)`;
    this.panel.tellLater(this.say("updated", { words, gaps: this.gapsInWords(), found: this.panel.counted() }));
  }

  gapsInWords() {
    const count = this.last.letter.gaps.length;
    return this.say(["gap-none", "gap-one"][count] ?? "gap-many", { count });
  }

  jump(event) {
    event.preventDefault();
    this.querySelector("#your-letter").focus();
    this.querySelector("#your-letter").scrollIntoView({ block: "start" });
  }
}

LetterComposer.define();
