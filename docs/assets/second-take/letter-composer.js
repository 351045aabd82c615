// <letter-composer>: questions in, verdict and letters out. What was typed survives a reload and nothing leaves the page.

import "./left-fields.js";
import { afterwardsDesk, AfterwardsView } from "./afterwards-view.js";
import { showAnswers } from "./answers-review.js";
import { fill, situationFrom, valueOf } from "./answers.js";
import { askFor, engineState, newestOnly } from "./asking.js";
import { handOver } from "./composer-actions.js";
import { clearable } from "./composer-clearing.js";
import { fromCalendar } from "./from-calendar.js";
import { DocumentChoice, lengthIn } from "./document-choice.js";
import { documentAsked } from "./document-asked.js";
import { assemble, wordsIn } from "./edits.js";
import { FindingsPanel } from "./findings-panel.js";
import { FirstLetter } from "./first-letter.js";
import { tellUnkept } from "./kept-notice.js";
import { LetterSheet } from "./letter-sheet.js";
import { LetterView } from "./letter-view.js";
import { MishapPicker } from "./mishap-picker.js";
import { showOverruling } from "./overruling.js";
import { showPlan } from "./plan-view.js";
import { eachMishap, repeats, reveal, rowsFor } from "./questions-view.js";
import { isEmpty } from "./saved-work.js";
import { sayingsOf, statusLine } from "./sayings.js";
import { sentenceActs } from "./sentence-acts.js";
import { showVerdict } from "./verdict-view.js";
import { WorkBar } from "./work-bar.js";
import { WorkDesk } from "./work-desk.js";

const PAUSE = 120; // ms without a key before we ask again

class LetterComposer extends HTMLElement {
  static define(tag = "letter-composer", registry = customElements) {
    registry.define(tag, this);
  }

  connectedCallback() {
    this.form = this.querySelector("form");
    this.say = sayingsOf(this);
    this.status = statusLine(this.part("status"));
    tellUnkept(this, this.say, this.status);
    this.desk = new WorkDesk({
      adopted: () => this.adopt(),
      told: () => this.bar?.show(),
      elsewhere: (theirs) => this.bar.meet(theirs),
    });
    this.shown = "email-full";
    this.first = new FirstLetter(this);
    this.picker = new MishapPicker(this.form.querySelector("[data-picker]"), (chosen) => this.change({ chosen }, ""), this.say);
    const acts = sentenceActs(this);
    this.view = new LetterView(this.part("letter"), acts, this.say);
    this.letterSheet = new LetterSheet(this, this.view, acts);
    this.panel = new FindingsPanel(this, this.letterSheet, this.say, this.status, () => this.refresh());
    this.choice = new DocumentChoice(this.part("documents"), (document) => this.change({ document }, ""), this.say);
    this.afterwards = new AfterwardsView(this.part("afterwards"), afterwardsDesk(this), this.say);
    this.bar = new WorkBar(this, this.desk, this.say, this.status);
    this.listen();
    this.begin();
  }

  listen() {
    repeats(this.form);
    this.form.addEventListener("input", (event) => this.typed(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.part("jump").addEventListener("click", (event) => this.jump(event));
    this.part("answers").closest("details").addEventListener("toggle", () => this.showAnswers());
    handOver(this);
    clearable(this);
    const broken = engineState(this, this.say, () => this.refresh());
    const refuse = (message) => this.status.now(this.say("refused", { message }));
    this.put = newestOnly((answer) => this.show(answer), refuse, broken);
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  get state() {
    return this.desk.letter;
  }

  // Edits and wordings of the document that is shown.
  get edits() {
    return this.state.edits[this.shown] ?? {};
  }

  get wordings() {
    return this.state.wordings[this.shown] ?? {};
  }

  changeEdits(edits, what) {
    this.change({ edits: { ...this.state.edits, [this.shown]: edits } }, what);
  }

  changeWordings(wordings) {
    this.change({ wordings: { ...this.state.wordings, [this.shown]: wordings } }, "");
  }

  begin() {
    const asked = new URLSearchParams(location.search).get("mishap");
    if (asked) history.replaceState(null, "", location.pathname + location.hash);
    const { chosen } = this.state;
    if (asked && this.picker.known(asked) && !chosen.includes(asked)) this.desk.change({ chosen: [asked, ...chosen] });
    this.adopt();
    if (this.desk.found && !isEmpty(this.state)) this.status.later(this.say("restored"), 0);
    fromCalendar(this);
    this.bar.begin();
  }

  // Shows the letter that is on the desk: from storage, a file or a link, from undo, or an empty one.
  adopt() {
    const { id, chosen, answers } = this.state;
    if (this.adopted !== id) this.turnPage();
    this.adopted = id;
    this.picker.show(chosen);
    this.desk.change({ chosen: this.picker.chosen });
    eachMishap(this.form, this.state.chosen, (id) => this.picker.label(id));
    rowsFor(this.form, answers);
    fill(this.form, answers);
    this.letterSheet.forget();
    this.change({});
    this.afterwards.adopt();
    this.bar.show();
  }

  // While another letter is on its way, the one before can be neither changed nor copied.
  turnPage() {
    this.view.clear();
    for (const name of ["letter", "bar", "jump", "checked"]) this.part(name).hidden = true;
  }

  typed(control) {
    if (!control.name || control.type === "checkbox") return;
    const value = valueOf(control);
    if (value === undefined) return;
    const answers = { ...this.state.answers, [control.name]: value };
    if (!value) delete answers[control.name];
    this.change({ answers }, control.name);
  }

  change(changes, what) {
    this.desk.change(changes, what);
    if (changes.chosen) {
      eachMishap(this.form, this.state.chosen, (id) => this.picker.label(id));
      fill(this.form, this.state.answers);
    }
    this.reveal();
    this.showAnswers();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  reveal() {
    const kind = this.last?.letter?.kind ?? this.last?.assessment.kind;
    reveal(this.form, { ...this.picker.traits(), kind: kind ? [kind] : [], document: [this.shown] }, this.state.answers);
  }

  question() {
    return { situation: situationFrom(this.state.chosen, this.state.answers), wording: this.state.wording };
  }

  refresh() {
    const sample = this.part("sample");
    sample.href = this.state.chosen.length ? `${this.dataset.pages}${this.state.chosen[0]}/#sample-letter` : this.dataset.pages;
    if (this.state.chosen.length === 0) return this.showNothing();
    if (!this.last) this.first.show(this.state.chosen[0]);
    const question = this.question();
    const { id, document, edits, wordings } = structuredClone(this.state);
    const ignored = this.panel.ignored.list();
    return this.put(async () => {
      const found = await documentAsked(document, { question, edits, wordings, ignored });
      return { ...found, id, plan: await askFor("plan", { situation: question.situation }) };
    });
  }

  showNothing() {
    this.last = undefined;
    this.first.clear();
    this.turnPage();
    for (const name of ["documents", "afterwards"]) this.part(name).hidden = true;
    this.part("waiting").hidden = false;
    for (const name of ["verdict", "overrule", "plan"]) this.part(name).replaceChildren();
    this.panel.nothing();
    this.reveal();
  }

  show(answer) {
    if (this.state.chosen.length === 0 || answer.id !== this.state.id) return;
    this.last = answer;
    this.first.clear();
    this.shown = answer.shown;
    this.part("failure").hidden = true;
    const { assessment, letter, plan } = answer;
    this.part("waiting").hidden = true;
    showVerdict(this.part("verdict"), assessment, this.say);
    showOverruling(this, assessment);
    this.choice.show(answer, this.state.edits);
    for (const name of ["documents", "afterwards"]) this.part(name).hidden = false;
    for (const name of ["letter", "bar"]) this.part(name).hidden = !letter;
    this.part("jump").hidden = !letter || !assessment.kind;
    this.part("checked").hidden = !answer.outline;
    if (letter) this.showLetter(letter, answer);
    if (!assessment.kind) this.status.later(this.say("no-letter"));
    showPlan(this.part("plan"), plan, this.say);
    this.afterwards.refresh();
    this.reveal();
  }

  showLetter(letter, answer) {
    Object.assign(this.view.sheet.dataset, { layout: answer.document.layout, paper: answer.document.paper ?? "A4" });
    this.view.show(letter, this.edits);
    if (answer.outline) this.panel.show(answer);
    else this.panel.nothing();
    this.part("length").textContent = lengthIn(answer.document, this.say);
    this.part("alike").textContent = answer.alike === undefined ? "" : this.say("alike", { percent: Math.round(answer.alike * 100) });
    const words = wordsIn(assemble(letter, this.edits).text);
    this.part("jump").textContent = this.say("jump", { words });
    const values = { words, gaps: this.gapsInWords(), found: answer.outline ? this.panel.counted() : "" };
    if (answer.assessment.kind) this.panel.tellLater(this.say("updated", values));
  }

  gapsInWords() {
    const count = this.last.letter.gaps.length;
    return this.say(["gap-none", "gap-one"][count] ?? "gap-many", { count });
  }

  showAnswers() {
    const list = this.part("answers");
    if (!list.closest("details").open) return list.replaceChildren();
    return showAnswers(list, this.form, this.state.answers, this.state.chosen.map((id) => this.picker.label(id)), this.say);
  }

  jump(event) {
    event.preventDefault();
    this.querySelector("#your-letter").focus();
    this.querySelector("#your-letter").scrollIntoView({ block: "start" });
  }
}

LetterComposer.define();
