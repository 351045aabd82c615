// Shows the questions that matter now, one set per chosen mishap, and more rows where someone asks for them.

const MOST_ROWS = 12; // after the first

function fromPattern(holder, key, legend) {
  const made = holder.querySelector("template").content.firstElementChild.cloneNode(true);
  made.dataset.key = key;
  for (const element of made.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("#")) element.setAttribute(name, value.replaceAll("#", key));
    }
  }
  const title = made.querySelector("[data-legend]");
  if (title) title.textContent = legend;
  return made;
}

// One set of questions per chosen mishap, in the order of choosing. The label is shown when there are several.
export function eachMishap(form, chosen, label) {
  for (const line of form.querySelectorAll('[data-until="mishaps"]')) line.hidden = chosen.length > 0;
  for (const holder of form.querySelectorAll('[data-each="mishaps"]')) {
    holder.querySelector(":scope > [data-readable]")?.remove();
    const there = new Map([...holder.querySelectorAll(":scope > [data-key]")].map((set) => [set.dataset.key, set]));
    for (const id of chosen) {
      const set = there.get(id) ?? fromPattern(holder, id, "");
      set.querySelector("[data-legend]").textContent = label(id);
      holder.append(set);
      there.delete(id);
    }
    for (const gone of there.values()) gone.remove();
  }
}

function rows(holder) {
  return [...holder.querySelectorAll(":scope > [data-key]")];
}

function addRow(holder) {
  const number = Math.max(0, ...rows(holder).map((row) => Number(row.dataset.key))) + 1;
  const row = fromPattern(holder, String(number), `Number ${number + 1}`);
  holder.insertBefore(row, holder.querySelector(":scope > [data-add]"));
  return row;
}

// Buttons that add a row, and the rows that kept answers need.
export function repeats(form) {
  for (const button of form.querySelectorAll("[data-add]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      addRow(button.parentElement).querySelector("input, textarea, select").focus();
      limit(button.parentElement);
    });
  }
}

// As many rows as come back from what was kept, and no more.
function limit(holder) {
  const button = holder.querySelector(":scope > [data-add]");
  if (button) button.hidden = Number(rows(holder).at(-1).dataset.key) >= MOST_ROWS;
}

export function rowsFor(form, answers) {
  for (const holder of form.querySelectorAll("[data-each]:not([data-each='mishaps'])")) {
    const needed = Object.keys(answers).flatMap((path) => {
      const match = path.match(/^(\w+)\[(\d+)\]/);
      return match?.[1] === holder.dataset.each && answers[path] ? [Number(match[2])] : [];
    });
    const highest = Math.min(Math.max(0, ...needed), MOST_ROWS);
    while (Number(rows(holder).at(-1).dataset.key) < highest) addRow(holder);
    for (const row of rows(holder)) if (Number(row.dataset.key) > highest && Number(row.dataset.key) > 0) row.remove();
    limit(holder);
  }
}

function answered(fieldPaths, wanted, key, answers) {
  return fieldPaths.split("|").some((path) => {
    const value = answers[path.replace("[]", `[${key}]`)] ?? "";
    return wanted.includes("*") ? value !== "" : wanted.includes(value);
  });
}

function matters(rule, field, facts, answers) {
  if (rule.field) return answered(rule.field, rule.is, field.closest("[data-key]")?.dataset.key ?? "0", answers);
  return Object.entries(rule).every(([name, wanted]) => (facts[name] ?? []).some((value) => wanted.includes(value)));
}

// Hides what does not matter now. What was typed stays, and counts again when the question comes back.
export function reveal(form, facts, answers) {
  for (const field of form.querySelectorAll("[data-show]")) {
    field.hidden = !matters(JSON.parse(field.dataset.show), field, facts, answers) && !answeredItself(field, answers);
  }
  for (const step of form.querySelectorAll("details.st-step")) {
    step.hidden = ![...step.querySelectorAll(".st-field")].some((field) => !field.hidden && !field.closest("template"));
  }
}

function answeredItself(field, answers) {
  return [...field.querySelectorAll("[name]")].some(({ name }) => answers[name]);
}
