// Findings a person does not want to see again, by the key the engine gives each: a number made from the rule and the
// words around it, from which no word can be read. They stay in this tab; in this browser only when the person says so.

const NAME = "second-take/ignored/1";
const KEY = /^[0-9a-f]{16}$/;
const MOST = 2000; // keys; the oldest go first

function read(place) {
  try {
    const keys = JSON.parse(window[place].getItem(NAME));
    return Array.isArray(keys) ? keys.filter((key) => KEY.test(key)) : undefined;
  } catch {
    return undefined;
  }
}

function write(place, keys) {
  try {
    if (keys) window[place].setItem(NAME, JSON.stringify(keys));
    else window[place].removeItem(NAME);
  } catch {
    // No storage: they are ignored until the page is left.
  }
}

export class IgnoredFindings {
  constructor() {
    const lasting = read("localStorage");
    this.lasting = lasting !== undefined;
    this.keys = new Set(lasting ?? read("sessionStorage"));
  }

  has({ key }) {
    return this.keys.has(key);
  }

  add({ key }) {
    this.keys.add(key);
    this.store();
  }

  list() {
    return [...this.keys].slice(-MOST);
  }

  // Gives the keys that were there, for taking the clearing back.
  clear() {
    const before = [...this.keys];
    this.keys.clear();
    this.store();
    return before;
  }

  restore(keys) {
    for (const key of keys) this.keys.add(key);
    this.store();
  }

  keepInBrowser(lasting) {
    this.lasting = lasting;
    this.store();
  }

  store() {
    const keys = this.list();
    write("localStorage", this.lasting ? keys : undefined);
    write("sessionStorage", this.lasting || !keys.length ? undefined : keys);
  }
}
