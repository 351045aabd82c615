// The words of a tool stand in its page, in one hidden list. Here they are filled in and said.

export function sayingsOf(root) {
  const texts = new Map([...root.querySelectorAll("[data-say]")].map((line) => [line.dataset.say, line.textContent]));
  return (name, values = {}) => (texts.get(name) ?? "").replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
}

// One polite status line. The same text is not said twice in a row; `later` waits until a person has paused.
export function statusLine(element) {
  let timer;
  const now = (text) => {
    clearTimeout(timer);
    if (element.textContent !== text) element.textContent = text;
  };
  const later = (text, after = 1000) => {
    clearTimeout(timer);
    timer = setTimeout(() => now(text), after);
  };
  return { now, later };
}
