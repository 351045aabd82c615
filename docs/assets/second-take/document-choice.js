// Which document of the pack is on the page: a native list, grouped, with the length of each; and why some are missing.

import { make } from "./make.js";

// Each interviewer who can get a note of their own: where the letter goes to more than one of them by email.
export function copiesFor({ channel, kind, lead_mishap: slip }, { interviewers = [] }) {
  const named = interviewers.map(({ name, signed_as: signed }, to) => ({ to, name: name || signed })).filter(({ name }) => name);
  const alone = !kind || kind === "conduct-apology" || slip === "interviewer-absent";
  return channel === "email" && !alone && named.length > 1 ? named : [];
}

// The document shown: the one chosen, if it is offered; else the first that can be sent; else none.
export function shownOf(wanted, documents, copies) {
  const offered = documents.filter(({ reason }) => !reason);
  const known = [...offered.map(({ id }) => id), ...copies.map(({ to }) => `panel-${to}`)];
  return known.includes(wanted) ? wanted : (offered.find(({ group }) => group === "send")?.id ?? "");
}

// What the letter check should take a document for; it reads only what goes to them.
export const CHANNELS = { message: "email", printed: "letter", card: "letter", chat: "linkedin" };

export class DocumentChoice {
  constructor(place, chosen, say) {
    Object.assign(this, { place, say });
    this.select = place.querySelector("select");
    this.select.addEventListener("change", () => chosen(this.select.value));
  }

  show({ groups, documents, copies, shown }, edits) {
    const offered = documents.filter(({ reason }) => !reason);
    const lists = groups.map((group) => this.group(group.label, offered.filter((one) => one.group === group.id).map(({ id, label }) => [id, label])));
    if (copies.length) lists.splice(1, 0, this.group(this.say("copies"), copies.map(({ to, name }) => [`panel-${to}`, this.say("copy-to", { name })])));
    if (!shown) lists.unshift(make("option", { value: "" }, this.say("no-document")));
    const described = JSON.stringify(lists.map((list) => [list.value, ...[...list.children].map((option) => [option.value, option.text])]));
    if (this.described !== described) this.select.replaceChildren(...lists.filter((list) => list.matches("option") || list.children.length));
    this.described = described;
    this.select.value = shown;
    this.place.querySelector("[data-part=purpose]").textContent = documents.find(({ id }) => id === shown)?.purpose ?? "";
    this.missing(documents.filter(({ reason }) => reason), this.stranded(edits));
  }

  group(label, options) {
    return make("optgroup", { label }, options.map(([value, text]) => make("option", { value }, text)));
  }

  // Own words in documents that are not offered now. They come back with the document; until then they can be read here.
  stranded(edits) {
    const offered = new Set([...this.select.options].map(({ value }) => value));
    const gone = Object.entries(edits).filter(([id]) => !offered.has(id));
    return gone.flatMap(([, pieces]) => Object.values(pieces).map(({ text }) => text)).filter(Boolean);
  }

  missing(documents, words) {
    const list = this.place.querySelector("[data-part=missing]");
    const why = documents.map(({ label, reason }) => make("li", {}, make("strong", {}, `${label}: `), reason));
    const yours = words.map((text) => make("li", {}, `${this.say("yours-kept")} `, make("q", { dir: "auto" }, text)));
    list.replaceChildren(...yours, ...why);
    list.closest("details").hidden = !list.firstElementChild;
  }
}

// How long it is against its limit, in its own unit, in words.
export function lengthIn(document, say) {
  if (!document?.letter) return "";
  const { count, most, unit, over } = document;
  return say(over ? `over-${unit}` : most ? `length-${unit}` : "length", { count, most });
}
