// What comes afterwards: they answered, or did not. Where it leads, a debrief, and the sheet for next time.

import { askFor } from "./asking.js";
import { action } from "./finding-row.js";
import { make } from "./make.js";
import { factLinks } from "./verdict-view.js";

const WORDS = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const inWords = (day) => WORDS.format(new Date(`${day}T12:00:00`));

// What the view may ask of the composer, and tell it.
export function afterwardsDesk(composer) {
  return {
    situation: () => composer.question().situation,
    notes: () => composer.state.notes,
    keepNote: (id, text) => composer.desk.change({ notes: { ...composer.state.notes, [id]: text } }, `note ${id}`),
    showDocument: (document) => {
      composer.change({ document }, "");
      composer.part("documents").querySelector("select").focus();
    },
  };
}

export class AfterwardsView {
  // `desk`: see afterwardsDesk
  constructor(place, desk, say) {
    Object.assign(this, { place, desk, say });
    this.select = place.querySelector("select");
    this.select.addEventListener("change", () => this.refresh());
    place.addEventListener("toggle", () => this.place.open && this.refresh());
    place.querySelector("[data-part=debrief]").addEventListener("input", ({ target }) => this.noted(target));
  }

  noted({ name, value }) {
    this.desk.keepNote(name, value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), 400);
  }

  // Another letter, or another state of it: its own notes, and nothing of the one before.
  adopt() {
    const notes = this.desk.notes();
    for (const area of this.part("debrief").querySelectorAll("textarea")) area.value = notes[area.name] ?? "";
    for (const name of ["outcome", "sheet"]) this.part(name).replaceChildren();
    this.asked = undefined;
    this.refresh();
  }

  async refresh() {
    if (!this.place.open) return;
    const situation = this.desk.situation();
    if (!situation.mishaps.length) return;
    const answer = this.select.value || undefined;
    const request = { situation, debrief: this.desk.notes() };
    const asked = (this.asked = {});
    const bare = await askFor("afterwards", request);
    const possible = bare.answers.some(({ id }) => id === answer);
    const found = possible ? await askFor("afterwards", { ...request, answer }) : bare;
    if (asked === this.asked) this.show(found, possible ? answer : "");
  }

  show(found, answer) {
    const options = [["", this.say("not-yet-known")], ...found.answers.map(({ id, label }) => [id, label])];
    if (this.select.options.length !== options.length) {
      this.select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
    }
    this.select.value = answer;
    this.part("outcome").replaceChildren(...(found.outcome ? this.outcome(found.outcome) : []));
    this.part("sheet").replaceChildren(...this.sheet(found.sheet));
    this.showDebrief(found.debrief);
  }

  part(name) {
    return this.place.querySelector(`[data-part="${name}"]`);
  }

  outcome({ label, text, facts, documents, day, exits }) {
    const buttons = documents.map(({ id, label: name }) => action(this.say("take", { name }), () => this.desk.showDocument(id)));
    const onward = exits.map(({ id, label: name }) => make("a", { class: "st-button st-quiet", href: this.say(`exit-${id}`) }, name));
    return [
      make("h4", {}, label, day ? `: ${inWords(day)}` : ""),
      make("p", {}, text, factLinks(facts)),
      make("p", { class: "st-options" }, buttons, onward),
    ];
  }

  // Built once, so that nothing moves under the person's hands.
  showDebrief({ why, questions }) {
    const place = this.part("debrief");
    if (place.firstElementChild) return;
    const notes = this.desk.notes();
    place.append(make("p", {}, why), ...questions.map((question) => this.question(question, notes[question.id] ?? "")));
  }

  question({ id, minutes, ask, why }, value) {
    const area = make("textarea", { id: `note-${id}`, name: id, rows: 2, dir: "auto", autocomplete: "off", "aria-describedby": `why-${id}` });
    area.value = value;
    const label = make("label", { for: `note-${id}` }, ask, ` (${this.say("minutes", { minutes })})`);
    return make("div", { class: "st-field" }, label, area, make("span", { class: "st-why", id: `why-${id}` }, why));
  }

  sheet({ headings, keep, worst, troubles, answers, checks, dates, before }) {
    const list = (items) => make("ul", {}, items.map((item) => make("li", {}, item)));
    const link = ({ label, page, avoid }) => make("li", {}, make("a", { href: `../${page}` }, label), `. ${this.say("leave-out")}: ${avoid.join(", ")}.`);
    const asked = ({ question, answer }) => make("li", { dir: "auto" }, question ? make("strong", {}, `${question} `) : undefined, answer);
    return [
      make("h4", {}, headings.title),
      keep ? make("p", { dir: "auto" }, make("strong", {}, `${this.say("keep")}: `), keep) : undefined,
      worst ? make("p", { dir: "auto" }, make("strong", {}, `${this.say("worst")}: `), worst) : undefined,
      make("h5", {}, headings.broke),
      make("ul", {}, troubles.map(link)),
      answers.length ? make("h5", {}, headings.answers) : undefined,
      answers.length ? make("ol", {}, answers.map(asked)) : undefined,
      make("h5", {}, headings.checks),
      list(checks),
      make("h5", {}, this.say("when")),
      list([...dates.map(({ label, date }) => `${inWords(date)}: ${label}.`), `${before}.`]),
    ].filter(Boolean);
  }
}
