// What one edit did to a text, and where the places in it have gone since. Positions are those of the browser.

export function changeBetween(before, after) {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, until: before.length - same, added: after.length - same - from };
}

// The place after the change, or nothing when the change went into it. `strict`: a change that only touches it counts.
export function moved(place, { from, until, added }, strict = false) {
  const by = added - (until - from);
  if (until < place.start || (until === place.start && !strict)) return { ...place, start: place.start + by, end: place.end + by };
  if (from > place.end || (from === place.end && !strict)) return place;
  return undefined;
}

// The text in pieces, each with the findings that stand in it. Findings without a place in the text have none.
export function pieces(text, findings) {
  const standing = findings.filter(({ start, end }) => start < end && end <= text.length);
  const cuts = [...new Set([0, text.length, ...standing.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index];
    return { text: text.slice(start, end), found: standing.filter((one) => one.start <= start && end <= one.end) };
  });
}
