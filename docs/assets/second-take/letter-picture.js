// A letter drawn small: one line of blocks for each line of words, a look of its own for each sentence's job. Shapes
// differ by filling, not by colour alone: full, lined, striped, dotted, framed.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 120;
const LINE = 9;
const THICK = 5.5;
const MOST_LINES = 40; // a longer letter gets more words into a line, not more lines

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

// Names of classes are written out whole: the build keeps only those styles whose names it finds in a page or script.
const LOOKS = {
  thanks: "st-job-thanks", slip: "st-job-slip", evidence: "st-job-evidence", interest: "st-job-interest",
  ask: "st-job-ask", other: "st-job-other", frame: "st-job-frame", missing: "st-job-missing",
};
// The address of a filling is only safe in the picture itself: in a style sheet some browsers look for it elsewhere.
const FILLED = {
  thanks: { fill: "url(#st-fill-lines)" }, slip: { fill: "url(#st-fill-stripes)" }, ask: { fill: "url(#st-fill-dots)" },
};

function bar(x, y, width, job) {
  const shape = { x: x.toFixed(1), y: y.toFixed(1), width: Math.max(1.5, width).toFixed(1), height: THICK, rx: 1 };
  return draw("rect", { ...shape, ...FILLED[job], class: LOOKS[job] });
}

function fillings() {
  const stripes = draw("path", { d: "M-1,1 l2,-2 M0,4 l4,-4 M3,5 l2,-2", class: "st-hatch" });
  const lines = draw("path", { d: "M0,1 h4 M0,3 h4", class: "st-lines" });
  const dots = draw("circle", { cx: 2, cy: 2, r: 1, class: "st-dot" });
  const pattern = (id, shape) => draw("pattern", { id: `st-fill-${id}`, width: 4, height: 4, patternUnits: "userSpaceOnUse" }, shape);
  return draw("defs", {}, pattern("lines", lines), pattern("stripes", stripes), pattern("dots", dots));
}

// Sentences flow over lines as words do; a new paragraph starts a new line after half a line of air.
function flow(passages, text, top) {
  const perLine = Math.max(14, passages.reduce((sum, { words }) => sum + words, 0) / MOST_LINES);
  const wide = WIDTH / perLine;
  const bars = [];
  let [x, y, end] = [0, top, undefined];
  for (const passage of passages) {
    if (end !== undefined && /\n\s*\n/.test(text.slice(end, passage.start))) [x, y] = [0, y + LINE * 1.6];
    for (let left = passage.words * wide; left > 0.01; ) {
      if (x >= WIDTH - 1) [x, y] = [0, y + LINE];
      const width = Math.min(left, WIDTH - x);
      bars.push(bar(x, y, width - 1, passage.job));
      [x, left] = [x + width, left - width];
    }
    end = passage.end;
  }
  return { bars, bottom: y + LINE * 1.6 };
}

function frame(parts, name, y, width) {
  return bar(0, y, width, parts[name] ? "frame" : "missing");
}

export function drawLetter({ parts, passages, channel }, text, label) {
  const bars = [];
  let top = 0;
  if (channel === "email") {
    bars.push(frame(parts, "subject", top, WIDTH * 0.75));
    top += LINE * 1.6;
  }
  bars.push(frame(parts, "greeting", top, WIDTH * 0.4));
  const body = flow(passages, text, top + LINE * 1.6);
  bars.push(...body.bars, frame(parts, parts.close ? "close" : "signature", body.bottom, WIDTH * 0.45));
  const height = body.bottom + LINE;
  const picture = { viewBox: `0 0 ${WIDTH} ${height.toFixed(1)}`, role: "img", "aria-label": label, class: "st-picture" };
  return draw("svg", picture, fillings(), ...bars);
}

export function swatch(job) {
  return draw("svg", { viewBox: "0 0 16 5.5", "aria-hidden": "true", class: "st-swatch" }, bar(0, 0, 16, job));
}

// How much of the letter is about the mishap, and where its limit lies.
export function drawShare({ slip_share: share, slip_limit: limit }) {
  const long = 160;
  const scale = draw("rect", { x: 0.5, y: 2, width: long - 1, height: 7, rx: 2, class: "st-scale" });
  const filled = draw("rect", { x: 0.5, y: 2, width: Math.max(0, share * (long - 1)).toFixed(1), height: 7, rx: 2, class: "st-scale-filled" });
  const mark = limit > 0 && limit < 1 ? [draw("path", { d: `M${(limit * long).toFixed(1)},0 v11`, class: "st-scale-limit" })] : [];
  return draw("svg", { viewBox: `0 0 ${long} 11`, "aria-hidden": "true", class: "st-share" }, scale, filled, ...mark);
}
