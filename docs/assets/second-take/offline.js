// The page's side of the offline copy: making it, asking after it, removing it. The copy itself is docs/service-worker.js.

import { hasTyped, onFirstKey } from "./first-key.js";

const SITE = new URL("../../", import.meta.url);
const WORKER = new URL("service-worker.js", SITE).href;
const CACHES = `second-take/offline:${SITE.pathname}:`;
const ENGINE_LIST = new URL("../runtime/manifest.json", import.meta.url).href;
const DECLINED = "second-take.no-offline-copy"; // a wish, not words: clearing a tool leaves it alone
const SILENCE = 60_000; // ms without a word from the service worker before we stop waiting

export class CopyError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason; // unavailable, network, full
  }
}

// One address may become this script, and no other.
const policy = globalThis.trustedTypes?.createPolicy("offline", {
  createScriptURL(address) {
    if (address !== WORKER) throw new TypeError("only the service worker of this site");
    return address;
  },
});

export async function registration() {
  try {
    return await navigator.serviceWorker?.getRegistration(SITE.href);
  } catch {
    return undefined; // storage is denied, or the page is not on a secure address
  }
}

async function register() {
  try {
    const address = policy ? policy.createScriptURL(WORKER) : WORKER;
    return await navigator.serviceWorker.register(address, { scope: SITE.pathname, updateViaCache: "none" });
  } catch (error) {
    throw new CopyError(navigator.serviceWorker && error.name === "TypeError" ? "network" : "unavailable");
  }
}

function active(made) {
  return new Promise((resolve, reject) => {
    if (made.active) return resolve(made.active);
    const next = made.installing ?? made.waiting;
    if (!next) return reject(new CopyError("network")); // it has failed already
    return next.addEventListener("statechange", () => {
      if (next.state === "activated") resolve(next);
      if (next.state === "redundant") reject(new CopyError("network"));
    });
  });
}

// Sends one word and gives the last answer to it; `progress` hears those before.
export function tell(worker, word, progress) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(new CopyError("network")), SILENCE);
    };
    port1.onmessage = ({ data }) => {
      wait();
      if (data.kind === "progress") return progress?.(data);
      clearTimeout(timer);
      port1.close();
      return data.kind === "failed" ? reject(new CopyError(data.reason)) : resolve(data);
    };
    wait();
    worker.postMessage(word, [port2]);
  });
}

// Everything that is needed without a network, the engine too.
export async function makeCopy(progress) {
  declined(false);
  const made = await register();
  try {
    return await tell(await active(made), "keep", progress);
  } catch (error) {
    // The files of this version may be gone from the server because a newer one is there.
    made.update().catch(() => {});
    throw error;
  }
}

// The same where nobody asked: it ends at the first key. What is there by then stays, and the next visit goes on.
export async function makeCopyUnlessWriting() {
  if (hasTyped()) throw new CopyError("writing");
  const made = await register();
  const forgetKey = onFirstKey(() => {
    for (const worker of [made.installing, made.active]) if (worker) tell(worker, "rest").catch(() => {});
  });
  try {
    return await tell(await active(made), "keep");
  } finally {
    forgetKey();
  }
}

async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(CACHES));
}

async function hasEngine(cache) {
  const list = await cache.match(ENGINE_LIST);
  if (!list) return false;
  const needed = Object.entries((await list.json()).files).filter(([part]) => !part.startsWith("plain-"));
  const names = needed.map(([, { name }]) => new URL(name, ENGINE_LIST).href);
  const found = await Promise.all(names.map((name) => cache.match(name)));
  return found.every(Boolean);
}

// True when the site would work now with the connection gone.
export async function hasCopy() {
  try {
    const held = await Promise.all((await ownCaches()).map(async (name) => hasEngine(await caches.open(name))));
    return held.includes(true) && Boolean((await registration())?.active);
  } catch {
    return false; // no storage, no copy
  }
}

// Nothing is left of it, and none is made again before somebody asks for one.
export async function removeCopy() {
  declined(true);
  await (await registration())?.unregister();
  for (const name of await ownCaches()) await caches.delete(name);
}

function declined(yes) {
  try {
    if (yes) localStorage.setItem(DECLINED, "yes");
    else localStorage.removeItem(DECLINED);
  } catch {
    // Then the wish is kept for as long as the page is open.
  }
}

export function isDeclined() {
  try {
    return localStorage.getItem(DECLINED) !== null;
  } catch {
    return true; // where nothing may be kept, nothing is kept unasked
  }
}
