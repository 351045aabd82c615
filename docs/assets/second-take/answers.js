// Answers are kept flat, by field path (`mishaps[late-arrival].noticed`), and become a situation when we ask.

const WHOLE_NUMBERS = /(?:minutes_late|distress)$/;

export function valueOf(control) {
  if (control.type === "radio") return control.checked ? control.value : undefined;
  return control.value;
}

// Puts kept answers back into the form's controls.
export function fill(form, answers) {
  for (const control of form.elements) {
    if (!control.name || control.type === "checkbox") continue;
    const value = answers[control.name] ?? "";
    if (control.type === "radio") control.checked = control.value === value;
    else if (control.value !== value) control.value = value;
  }
}

// The place in a list of people or answers: a number as it stands, a mishap by its place among the chosen.
function steps(path, chosen) {
  return path.split(/[.[\]]+/).filter(Boolean).map((key, index, all) => {
    if (index === 1 && all[0] === "mishaps") return chosen.indexOf(key);
    return /^\d+$/.test(key) ? Number(key) : key;
  });
}

function put(target, keys, value) {
  let here = target;
  keys.slice(0, -1).forEach((key, index) => {
    here[key] ??= typeof keys[index + 1] === "number" ? [] : {};
    here = here[key];
  });
  here[keys.at(-1)] = value;
}

function readable(path, text) {
  const value = text.trim();
  if (!value) return undefined;
  if (!WHOLE_NUMBERS.test(path)) return value;
  return /^\d{1,4}$/.test(value) ? Number(value) : undefined;
}

// Local time to the minute: it changes rarely enough not to disturb anyone.
export function localNow() {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}T${pad(now.getHours())}:${pad(now.getMinutes())}`;
}

export function situationFrom(chosen, answers) {
  const situation = { mishaps: chosen.map((id) => ({ id })), now: localNow() };
  for (const [path, text] of Object.entries(answers)) {
    const value = readable(path, text);
    const keys = steps(path, chosen);
    if (value !== undefined && !keys.includes(-1)) put(situation, keys, value);
  }
  for (const [key, value] of Object.entries(situation)) {
    if (Array.isArray(value)) situation[key] = value.filter((entry) => entry !== undefined);
  }
  return situation;
}
