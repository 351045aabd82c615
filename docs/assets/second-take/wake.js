// A page that nobody has touched needs neither the theme's script nor the search. The first sign of a reader fetches
// them; until they are there, and on pages that do without them, this file answers for the search box and the menu.

const { theme, styles } = document.querySelector("script[data-wake]").dataset;
const SIGNS = ["pointerdown", "touchstart", "keydown", "focusin", "wheel"];
const box = document.querySelector(".md-search__input");
const boxes = { search: document.querySelector("#__search"), drawer: document.querySelector("#__drawer") };

function add(tag, properties) {
  document.head.append(Object.assign(document.createElement(tag), properties));
}

function wake() {
  for (const sign of SIGNS) removeEventListener(sign, wake, true);
  if (document.querySelector("mishap-finder")) findMishaps();
  if (!theme) return;
  keepIndexUntil(searchIsWanted());
  add("link", { rel: "stylesheet", href: styles });
  add("script", { src: theme });
}

// Without a connection there is no search; it comes with the connection.
function findMishaps() {
  import("./mishap-finder.js").catch(() => addEventListener("online", findMishaps, { once: true }));
}

function searchIsWanted() {
  if (!box || boxes.search.checked || document.activeElement === box) return Promise.resolve();
  return new Promise((wanted) => box.addEventListener("focus", wanted, { once: true }));
}

// The theme asks for the whole search index as soon as it starts. Most readers never search, so that request waits.
function keepIndexUntil(wanted) {
  const Native = globalThis.XMLHttpRequest;
  globalThis.XMLHttpRequest = class extends Native {
    open(method, address, ...rest) {
      this.waits = String(address).endsWith("search_index.json");
      if (this.waits) globalThis.XMLHttpRequest = Native;
      super.open(method, address, ...rest);
    }

    send(body) {
      if (this.waits) wanted.then(() => super.send(body));
      else super.send(body);
    }
  };
}

function openSearch() {
  boxes.search.checked = true;
  boxes.search.dispatchEvent(new Event("change"));
  focusBox();
}

// On a narrow page the box shows only once the search is open, and WebKit lets nothing have the focus that it has not
// laid out: asking where the box is makes it do so.
function focusBox() {
  box?.getBoundingClientRect();
  box?.focus();
}

function isTyping({ target }) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

// A label can be pressed but not reached with the keyboard. The theme's styles know these two by their `for`.
function asButton(label) {
  const toggle = document.getElementById(label.htmlFor);
  const { className, title } = label;
  const button = Object.assign(document.createElement("button"), { type: "button", className, title });
  button.setAttribute("for", label.htmlFor);
  button.append(...label.childNodes);
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
  return [toggle, button];
}

function closeAll() {
  for (const toggle of Object.values(boxes).filter(({ checked }) => checked)) {
    toggle.click();
    if (toggle === boxes.search) box?.blur();
    buttons.get(toggle)?.focus();
  }
}

function shortcut(event) {
  if (event.key === "Escape") closeAll();
  const searches = box && ["f", "s", "/"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!searches || isTyping(event)) return;
  event.preventDefault();
  openSearch();
}

const buttons = new Map([...document.querySelectorAll("[data-st-button]")].map(asButton));
for (const sign of SIGNS) addEventListener(sign, wake, { capture: true, passive: true });
document.addEventListener("keydown", shortcut);
box?.addEventListener("focus", () => boxes.search.checked || openSearch());
boxes.search.addEventListener("change", () => boxes.search.checked && focusBox());
