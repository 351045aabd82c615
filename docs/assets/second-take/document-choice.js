// Which document of the pack is on the page: a native list, grouped, with the length of each; and why some are missing.

import { make } from "./make.js";

const FIRST = "email-full";

// The document shown: the one chosen, if it is offered; else the first that is.
export function shownOf(wanted, documents, copies) {
  const offered = documents.filter(({ reason }) => !reason).map(({ id }) => id);
  const known = [...offered, ...copies.map(({ to }) => `panel-${to}`)];
  return known.includes(wanted) ? wanted : (known.find((id) => id === FIRST) ?? known[0] ?? FIRST);
}

export class DocumentChoice {
  constructor(place, chosen, say) {
    Object.assign(this, { place, say });
    this.select = place.querySelector("select");
    this.select.addEventListener("change", () => chosen(this.select.value));
  }

  show({ groups, documents, panel }, shown) {
    const offered = documents.filter(({ reason }) => !reason);
    const lists = groups.map((group) => this.group(group.label, offered.filter((one) => one.group === group.id).map(({ id, label }) => [id, label])));
    const copies = panel?.mode === "each" ? panel.copies : [];
    if (copies.length > 1) lists.splice(1, 0, this.group(this.say("copies"), copies.map(({ to, name }) => [`panel-${to}`, this.say("copy-to", { name })])));
    const described = JSON.stringify(lists.map((list) => [...list.children].map((option) => [option.value, option.text])));
    if (this.described !== described) this.select.replaceChildren(...lists.filter((list) => list.children.length));
    this.described = described;
    this.select.value = shown;
    this.place.querySelector("[data-part=purpose]").textContent = documents.find(({ id }) => id === shown)?.purpose ?? "";
    this.missing(documents.filter(({ reason }) => reason));
  }

  group(label, options) {
    return make("optgroup", { label }, options.map(([value, text]) => make("option", { value }, text)));
  }

  missing(documents) {
    const list = this.place.querySelector("[data-part=missing]");
    list.replaceChildren(...documents.map(({ label, reason }) => make("li", {}, make("strong", {}, `${label}: `), reason)));
    list.closest("details").hidden = documents.length === 0;
  }
}

// How long it is against its limit, in its own unit, in words.
export function lengthIn(document, say) {
  if (!document?.letter) return "";
  const { count, most, unit, over } = document;
  return say(over ? `over-${unit}` : most ? `length-${unit}` : "length", { count, most });
}
