// The plan as a line of time: today, each message, and the day to stop. The list beside it says the same in words.

const DAY = 86_400_000;
const WIDE = 640;
const HIGH = 96;
const EDGE = 52; // half of the longest day, at the size that a phone shows
const SVG = "http://www.w3.org/2000/svg";
const SHORT = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });

function draw(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const noon = (day) => new Date(`${day}T12:00:00`);

// `steps` with dates only; undefined where there is no line to draw.
export function planPicture(steps, label) {
  const dated = steps.filter(({ date }) => date);
  if (dated.length < 2) return undefined;
  const [first, last] = [noon(dated[0].date), noon(dated.at(-1).date)];
  const days = Math.max(1, Math.round((last - first) / DAY));
  const across = (day) => EDGE + (Math.round((noon(day) - first) / DAY) / days) * (WIDE - 2 * EDGE);
  const picture = draw("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "st-time", role: "img", "aria-label": label });
  picture.append(draw("line", { x1: EDGE, x2: WIDE - EDGE, y1: 48, y2: 48, class: "st-time-line" }));
  let before = -Infinity;
  dated.forEach(({ kind, date }, index) => {
    const x = across(date);
    const near = x - before < 56; // two days too near for both to be written on one side
    before = x;
    picture.append(draw("circle", { cx: x, cy: 48, r: kind === "stop" ? 6 : 9, class: `st-time-${kind}` }));
    picture.append(draw("text", { x, y: near ? 86 : 26, "text-anchor": "middle" }, `${index + 1}. ${SHORT.format(noon(date))}`));
  });
  return picture;
}
