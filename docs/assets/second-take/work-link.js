// A link that carries the work in its fragment: the part of an address that no browser sends to a server.

import { fromText, SavedWorkError, toText } from "./saved-work.js";

const MARK = "#work=";
export const MOST_LINK = 30_000; // characters; chat programs cut longer ones

// Both ends may refuse, and each refusal is heard: a browser reports one that nobody hears as a fault of the page.
async function through(bytes, { writable, readable }) {
  const writer = writable.getWriter();
  const reader = readable.getReader();
  for (const end of [writer.ready, writer.closed, reader.closed]) end.catch(() => {});
  const written = Promise.all([writer.write(bytes), writer.close()]);
  written.catch(() => {}); // awaited below
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  await written;
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function asText(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function asBytes(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (mark) => mark.charCodeAt(0));
}

// The address of this page with the work behind it, or undefined where it would be too long to pass on.
export async function linkFor(work) {
  const packed = await through(new TextEncoder().encode(toText(work)), new CompressionStream("deflate-raw"));
  const address = location.origin + location.pathname + MARK + asText(packed);
  return address.length <= MOST_LINK ? address : undefined;
}

export const carriesWork = () => location.hash.startsWith(MARK);

// Takes the work out of the address, so that it stays out of the history. Throws a SavedWorkError where it is damaged.
export async function takeFromAddress() {
  const packed = location.hash.slice(MARK.length);
  history.replaceState(null, "", location.pathname + location.search);
  if (packed.length > MOST_LINK) throw new SavedWorkError("too-long");
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await through(asBytes(packed), new DecompressionStream("deflate-raw")));
  } catch {
    throw new SavedWorkError("damaged");
  }
  return fromText(text);
}
