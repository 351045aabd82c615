// Finds elements the way Playwright's selectors do, as far as our tests use them. Run by tests/webkit_page.py, which
// puts `steps` in front: a list of { css }, { text }, { role, name }, { hasText }, { has }, { nth }.
const ROLES = {
  button: "button, [role=button], input[type=submit], input[type=button]",
  link: "a[href], [role=link]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  textbox: "textarea, input:not([type]), input[type=text], input[type=email], [role=textbox]",
  checkbox: "input[type=checkbox], [role=checkbox]",
  status: "output, [role=status]",
};
const wordsOf = (it) => (it.textContent ?? "").replace(/\s+/g, " ").trim().toLowerCase();
const nameOf = (it) => (it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? wordsOf(it)).trim().toLowerCase();
const holds = (it, text) => wordsOf(it).includes(text.replace(/\s+/g, " ").trim().toLowerCase());
const unique = (found, css) => [...new Set(found.flatMap((one) => [...one.querySelectorAll(css)]))];
// Playwright's own `:visible` and `:text-is("…")` are no selectors of the browser's.
function inside(found, css) {
  const [, plain, exact] = css.match(/^(.*?):text-is\("(.*)"\)$/s) ?? [null, css];
  if (exact !== undefined) return unique(found, plain).filter((it) => wordsOf(it) === exact.replace(/\s+/g, " ").trim().toLowerCase());
  return css.includes(":visible") ? unique(found, css.replaceAll(":visible", "")).filter(isShown) : unique(found, css);
}
const ofRole = (found, role) => inside(found, ROLES[role] ?? `[role=${role}]`).filter((it) => it.checkVisibility({ visibilityProperty: true }));

function step(found, { css, text, role, name, exact, hasText, has, nth }) {
  if (css) return inside(found, css);
  if (role && exact) return ofRole(found, role).filter((it) => nameOf(it) === name.toLowerCase());
  if (role) return ofRole(found, role).filter((it) => !name || nameOf(it).includes(name.toLowerCase()));
  if (text) {
    const all = inside(found, "body, body *").filter((it) => !it.matches("script, style") && holds(it, text));
    return all.filter((it) => ![...it.children].some((child) => all.includes(child)));
  }
  if (hasText) return found.filter((it) => holds(it, hasText));
  if (has) return found.filter((it) => find([it], has).length > 0);
  return found.at(nth) ? [found.at(nth)] : [];
}

function find(roots, steps) {
  return steps.reduce(step, roots);
}

function isShown(it) {
  const { width, height } = it.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(it).visibility === "visible";
}
