// Keep, carry, several letters: the controls around the desk, and the questions it has to ask before anything is lost.

import { copy, download } from "./hand-over.js";
import { make } from "./make.js";
import { fromFile, isEmpty, SavedWorkError, toText } from "./saved-work.js";
import { carriesWork, linkFor, takeFromAddress } from "./work-link.js";

const KEPT_DAYS = 30;
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });
const FILE = { filename: "second-take.json", media_type: "application/json" };

export class WorkBar {
  constructor(tool, desk, say, status) {
    Object.assign(this, { tool, desk, say, status });
    const acts = { add: () => desk.add(), remove: () => this.remove(), save: () => this.save(), link: () => this.link() };
    for (const [name, act] of Object.entries(acts)) this.control(`work-${name}`).addEventListener("click", act);
    for (const how of ["beside", "replace", "leave"]) this.control(`open-${how}`).addEventListener("click", () => this.answer(how));
    for (const how of ["theirs", "mine", "both"]) this.control(`tabs-${how}`).addEventListener("click", () => this.settle(how));
    this.control("back").addEventListener("click", () => this.step("back"));
    this.control("forth").addEventListener("click", () => this.step("forth"));
    this.control("keep-here").addEventListener("change", ({ target }) => this.keepOrNot(target));
    this.control("open").addEventListener("change", ({ target }) => this.open(target));
    this.part("letters").addEventListener("change", ({ target }) => desk.open(target.value));
    this.part("letter-name").addEventListener("input", ({ target }) => this.rename(target.value));
    this.part("link-text").addEventListener("focus", ({ target }) => target.select());
    tool.addEventListener("keydown", (event) => this.pressed(event));
  }

  part(name) {
    return this.tool.querySelector(`[data-part="${name}"]`);
  }

  control(name) {
    return this.tool.querySelector(`[data-do="${name}"]`);
  }

  tell(name, values) {
    this.status.now(this.say(name, values));
  }

  show() {
    const { work, steps, keeper, letter } = this.desk;
    this.control("back").disabled = !steps.past.length;
    this.control("forth").disabled = !steps.future.length;
    this.control("keep-here").checked = Boolean(keeper.until);
    this.part("kept-until").textContent = keeper.until ? this.say("kept-until", { day: DAY.format(keeper.until) }) : "";
    this.part("letters").replaceChildren(...work.letters.map((one, index) => make("option", { value: one.id }, this.nameOf(one, index))));
    this.part("letters").value = work.current;
    if (document.activeElement !== this.part("letter-name")) this.part("letter-name").value = letter.name;
    this.part("link").hidden = true;
    this.part("link-text").value = "";
    this.part("tabs").hidden = !this.desk.waiting;
  }

  nameOf({ name, answers }, index) {
    const where = [answers.role, answers.company].filter(Boolean).join(", ");
    return `${index + 1}. ${name || where || this.say("unnamed")}`;
  }

  rename(name) {
    this.desk.change({ name }, "name");
    this.show();
  }

  // Undo inside a text field stays the field's own; everywhere else it takes back the last thing done.
  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    const way = key === "y" || (key === "z" && event.shiftKey) ? "forth" : key === "z" ? "back" : undefined;
    if (!way) return;
    event.preventDefault();
    this.step(way);
  }

  step(way) {
    const done = this.desk[way]();
    this.tell(done ? `step-${way}` : "no-step");
  }

  remove() {
    this.desk.remove(this.desk.work.current);
    this.tell("removed");
  }

  keepOrNot(box) {
    const done = this.desk.keepFor(box.checked ? KEPT_DAYS : 0);
    this.tell(done ? (box.checked ? "kept" : "kept-not") : "not-kept");
  }

  save() {
    download({ ...FILE, text: toText(this.desk.work) });
    this.tell("work-saved");
  }

  async link() {
    const address = await linkFor(this.desk.work);
    if (!address) return this.tell("link-long");
    this.part("link").hidden = false;
    this.part("link-text").value = address;
    const done = await copy(address, this.part("link"));
    return this.tell(done ? "link-copied" : "link-shown");
  }

  async open(input) {
    const [file] = input.files;
    input.value = "";
    if (file) await this.offer(() => fromFile(file));
  }

  // Work that came in a link waits until the person says where it should go.
  async begin() {
    if (this.desk.problem) this.refused(this.desk.problem);
    if (carriesWork()) await this.offer(takeFromAddress);
  }

  async offer(read) {
    try {
      this.offered = await read();
    } catch (error) {
      if (!(error instanceof SavedWorkError)) throw error;
      return this.refused(error.code);
    }
    if (this.desk.work.letters.every(isEmpty)) return this.answer("replace");
    this.part("offer").hidden = false;
    this.control("open-beside").focus();
    return this.tell("offer");
  }

  refused(code) {
    this.part("refusal").textContent = this.say(`refused-${code}`);
    this.tell(`refused-${code}`);
  }

  // A field that someone is typing in is otherwise left alone when the work changes.
  emptyName() {
    this.part("letter-name").blur();
    this.part("letter-name").value = "";
  }

  // Nothing waits for an answer any more.
  forget() {
    this.part("offer").hidden = true;
    this.part("refusal").textContent = "";
    this.offered = undefined;
  }

  answer(how) {
    const { offered } = this;
    this.forget();
    if (how !== "leave") this.desk.take(offered, how);
    this.tell(how === "leave" ? "left" : "opened");
  }

  // Another tab has written over, or cleared, what this browser keeps.
  meet(theirs) {
    this.show();
    this.control("tabs-both").hidden = !theirs;
    this.part("tabs-what").textContent = this.say(theirs ? "tabs-changed" : "tabs-cleared");
    this.tell(theirs ? "tabs-changed" : "tabs-cleared");
  }

  settle(how) {
    this.desk.settle(how);
    this.tell("tabs-settled");
  }
}
