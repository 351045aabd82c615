// Check your answers: every question that was answered, what was said, and a way back to it.

import { make } from "./make.js";

function labelOf(control) {
  const field = control.closest(".st-field");
  const set = control.closest("[data-key]")?.querySelector("[data-legend]")?.textContent;
  const label = field?.querySelector("legend, label")?.textContent ?? control.name;
  return set ? `${label} (${set})` : label;
}

function said(control, value) {
  if (control.type === "radio") return control.closest("label")?.textContent.trim() ?? value;
  if (control.tagName === "SELECT") return [...control.options].find((option) => option.value === value)?.text ?? value;
  return value;
}

function place(control) {
  for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  control.focus();
  control.scrollIntoView({ block: "center" });
}

// `chosen`: the slips in words. Answers to questions that are hidden now are shown too: they are kept, and may count again.
export function showAnswers(list, form, answers, chosen, say) {
  const rows = Object.entries(answers).flatMap(([name, value]) => {
    const controls = [...form.elements].filter((control) => control.name === name);
    const control = controls.find((one) => one.type !== "radio" || one.value === value);
    return control ? [row(labelOf(control), said(control, value), () => place(control), say)] : [];
  });
  const picker = form.querySelector("#pick-mishap");
  const slips = row(picker.closest(".st-field").querySelector("label").textContent, chosen.join("; "), () => place(picker), say);
  list.replaceChildren(...(chosen.length ? [slips] : []), ...rows);
}

function row(label, value, change, say) {
  const button = make("button", { type: "button", class: "st-button st-quiet", "aria-label": say("change-this", { label }) }, say("change"));
  button.addEventListener("click", change);
  return make("div", {}, make("dt", {}, label), make("dd", { dir: "auto" }, value, " ", button));
}
