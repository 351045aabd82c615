// The findings of a letter, worst first, and what can be done with each. One panel for the letter check and for the
// composer: `sheet` is where the words are, a text area in one and the sentences of our letter in the other.
//
// sheet: { can(finding), reach(finding), point(finding), mark(findings), apply(finding), undo(), canUndo }

import { countsOf, fillRow, newRow } from "./finding-row.js";
import { showGlance } from "./glance.js";
import { IgnoredFindings } from "./ignored-findings.js";
import { keyed } from "./make.js";

const FIRST = 7; // a stressed reader gets the worst seven; the rest are one tap away
const AT_ONCE = 50; // rows added by one tap, so that a whole book does not stop the page
const READING = 4000; // ms in which what was just done stays readable before the counts come back

export class FindingsPanel {
  // `again` asks the engine once more, when what is ignored has changed.
  constructor(tool, sheet, say, status, again) {
    Object.assign(this, { tool, sheet, say, status, again, all: [], shown: FIRST, quietUntil: 0 });
    this.ignored = new IgnoredFindings();
    this.list = this.part("findings");
    this.pattern = tool.querySelector('template[data-pattern="finding"]');
    const acts = { undo: () => this.undo(), next: () => this.step(1), previous: () => this.step(-1), rest: () => this.more() };
    for (const [name, act] of Object.entries({ ...acts, unignore: () => this.unignore() })) {
      this.control(name).addEventListener("click", act);
    }
    this.control("remember").checked = this.ignored.lasting;
    this.control("remember").addEventListener("change", ({ target }) => this.ignored.keepInBrowser(target.checked));
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  part(name) {
    return this.tool.querySelector(`[data-part="${name}"]`);
  }

  control(name) {
    return this.tool.querySelector(`[data-do="${name}"]`);
  }

  get found() {
    return this.all.filter((finding) => !this.ignored.has(finding));
  }

  // `answer`: { findings, dismissed, outline, summary, text }, what the engine said about the text on the sheet.
  show({ findings, dismissed, outline, summary, text }) {
    this.all = [...findings, ...dismissed];
    this.text = text;
    this.part("summary").textContent = summary;
    showGlance(this.part("glance"), outline, text, this.say);
    this.sheet.mark(this.found);
    this.draw();
  }

  // Says the counts once the person has paused and has had time to read what was said before.
  tellLater(words = this.counted()) {
    this.status.later(words, Math.max(1000, this.quietUntil - Date.now()));
  }

  nothing() {
    this.all = [];
    this.text = "";
    this.shown = FIRST;
    this.part("glance").hidden = true;
    this.sheet.mark([]);
    this.draw();
    this.part("remains").hidden = true;
    this.part("summary").textContent = this.say("empty");
  }

  draw() {
    const { found } = this;
    const focused = this.rows().findIndex((row) => row.contains(document.activeElement));
    const items = numbered(found.slice(0, this.shown));
    keyed(this.list, items, () => this.newRow(), (row, { finding }) => this.fillRow(row, finding));
    this.around(found);
    if (focused >= 0 && !this.list.contains(document.activeElement)) this.focusRow(Math.min(focused, found.length - 1));
  }

  newRow() {
    return newRow(this.pattern, {
      reach: (finding) => this.reach(finding),
      apply: (finding) => this.apply(finding),
      ignore: (finding) => this.ignore(finding),
      point: (finding) => this.point(finding),
    });
  }

  // A row of its own, for a finding that is shown beside its sentence too.
  rowFor(finding) {
    const row = this.newRow();
    this.fillRow(row, finding);
    row.querySelector('[data-act="reach"]').hidden = true;
    return row;
  }

  fillRow(row, finding) {
    fillRow(row, finding, this.sheet.can(finding), this.say);
  }

  around(found) {
    const counts = countsOf(found);
    const left = found.length - this.shown;
    this.part("steps").hidden = found.length === 0;
    this.part("rest").hidden = left <= 0;
    this.control("rest").textContent = left === 1 ? this.say("rest-one") : this.say("rest", { count: left });
    this.part("remains").hidden = counts.error + counts.warning > 0;
    const hidden = this.all.length - found.length;
    this.part("ignored").hidden = hidden === 0;
    this.part("ignored-count").textContent = hidden === 1 ? this.say("ignored-one") : this.say("ignored-many", { count: hidden });
    this.control("undo").hidden = !this.sheet.canUndo;
  }

  counted() {
    const { found } = this;
    if (!found.length) return this.say("found-none");
    const counts = Object.entries(countsOf(found)).filter(([, count]) => count);
    const said = counts.map(([severity, count]) => this.say(`count-${severity}`, { count }));
    return this.say("found", { count: found.length, counts: said.join(", ") });
  }

  rows() {
    return [...this.list.children];
  }

  focusRow(index) {
    const row = this.rows()[index];
    (row ?? this.tool.querySelector("#found")).focus({ preventScroll: Boolean(row) });
    row?.scrollIntoView({ block: "nearest" });
  }

  // Marks a finding as the one being looked at, in the list and in the text.
  point(finding) {
    this.current = finding?.key;
    for (const row of this.rows()) {
      if (row.finding.key === this.current) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    this.sheet.point(finding);
  }

  // The caret has come to other words: their advice moves into view, if it has a pane of its own to move in.
  at(finding) {
    const index = this.found.indexOf(finding);
    if (index >= this.shown) this.more(index + 1);
    this.point(finding);
    this.bringIntoPane(this.rows().find((row) => row.finding === finding));
  }

  bringIntoPane(row) {
    const pane = row?.closest(".st-output");
    if (!pane || pane.scrollHeight <= pane.clientHeight + 1) return;
    const [inner, outer] = [row.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) pane.scrollTop += inner.top - outer.top - 16;
  }

  reach(finding) {
    this.point(finding);
    const index = this.rows().findIndex((row) => row.finding === finding);
    if (!this.sheet.reach(finding)) this.focusRow(index);
  }

  step(by) {
    const { found } = this;
    if (!found.length) return;
    const here = found.findIndex(({ key }) => key === this.current);
    const index = here < 0 ? (by > 0 ? 0 : found.length - 1) : (here + by + found.length) % found.length;
    if (index >= this.shown) this.more(index + 1);
    const finding = found[index];
    this.reach(finding);
    this.bringIntoPane(this.rows()[index]);
    const severity = this.say(`severity-${finding.severity}`);
    this.tell("at", { number: index + 1, count: found.length, severity, message: finding.message });
  }

  pressed(event) {
    if (event.key === "F8" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    }
    if (event.key !== "Escape" || !event.target.matches?.("[data-checked]")) return;
    const index = this.rows().findIndex((row) => row.finding.key === this.current);
    if (index >= 0) this.focusRow(index);
  }

  more(least = 0) {
    const before = this.shown;
    this.shown = Math.max(before + AT_ONCE, least);
    this.draw();
    if (document.activeElement === document.body) this.focusRow(before);
  }

  apply(finding) {
    if (!this.sheet.apply(finding)) return;
    this.all = this.all.filter((one) => one !== finding);
    this.draw();
    this.tell("applied");
  }

  undo() {
    if (!this.sheet.undo()) return;
    this.tell("undone");
    this.control("undo").hidden = !this.sheet.canUndo;
    if (!this.sheet.canUndo) this.tool.querySelector("#found").focus();
  }

  ignore(finding) {
    this.ignored.add(finding);
    this.redraw("ignored");
  }

  unignore() {
    this.ignored.clear();
    this.redraw("shown-again");
    this.tool.querySelector("#found").focus();
  }

  redraw(told) {
    this.sheet.mark(this.found);
    this.draw();
    this.tell(told);
    this.again();
  }

  // Said at once, and not talked over by the counts for a while.
  tell(name, values) {
    this.quietUntil = Date.now() + READING;
    this.status.now(this.say(name, values));
  }
}

// Two findings of one key (the same words twice) keep rows of their own.
function numbered(findings) {
  const seen = new Map();
  return findings.map((finding) => {
    const number = (seen.get(finding.key) ?? 0) + 1;
    seen.set(finding.key, number);
    return { key: `${finding.key}|${number}`, finding };
  });
}
