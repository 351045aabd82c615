// The copy of this site that a browser keeps for use without a network. It holds the published files and nothing else:
// no answer, no letter, no address of a question is ever stored. It has no policy of its own, so it stays small.
// Written by hand; scripts/finish_offline.py fills in the next two lines when the site is built.
const VERSION = "unbuilt";
const FILES = "off"; // SHA-256 over the list of all files of this version; "off" removes every copy and this script

// Started as an ordinary worker it would be a compartment without a policy: it stops here, before it can do anything.
if (!("skipWaiting" in self)) throw new TypeError("only as a service worker");

const SCOPE = self.registration.scope;
const PREFIX = `second-take/offline:${new URL(SCOPE).pathname}:`; // other programs on this origin keep caches too
const CACHE = PREFIX + FILES;
const LIST = `${SCOPE}build.json`;
const AT_ONCE = 6;
const NOT_KEPT = /^(?:build\.json|service-worker\.js|robots\.txt|sitemap\.xml(?:\.gz)?|tags\.json|.*\/card\.(?:png|svg))$/;
const SPARE = /^assets\/runtime\/\w+-plain-/; // a second engine, for browsers in which the first one does not start
const ENGINE = /^assets\/runtime\//;
const BUILD = /(<p class="st-build">).*?(<\/p>)/;
const META_POLICY = /<meta http-equiv="content-security-policy" content="([^"]+)">/;

const addressOf = (name) => SCOPE + name.replace(/(^|\/)index\.html$/, "$1");

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function fetched(address, cache) {
  const response = await fetch(address, { cache, credentials: "omit", redirect: "error" });
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  return response;
}

// The build's own list, held against the hash in this script: the two always belong together.
async function readList() {
  const { version, commit, name, files } = await (await fetched(LIST, "no-cache")).json();
  delete files["service-worker.js"];
  const lines = Object.keys(files).sort().map((name) => `${files[name]}  ${name}\n`);
  if ((await sha256(new TextEncoder().encode(lines.join("")))) !== FILES) throw new Error("another build's list");
  return { version, commit, name, files };
}

// A page with its own policy once more as a header, and with what a page cannot say itself.
function dressed(name, bytes, kind) {
  const headers = new Headers({
    "Content-Type": kind,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  });
  const [, policy] = META_POLICY.exec(new TextDecoder().decode(bytes)) ?? [];
  const plain = policy?.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  if (plain) headers.set("Content-Security-Policy", `${plain}; frame-ancestors 'none'`);
  return new Response(bytes, { headers, status: name === "404.html" ? 404 : 200 });
}

// The bytes are checked before anything is stored. All but pages stay as the server sent them: an answer made here has no
// address, so Firefox holds it against the page's policy under this script's own and refuses it; and browsers keep
// compiled code for what the server sent only.
async function store(cache, name, hash, before) {
  const address = addressOf(name);
  if (await cache.match(address)) return;
  const response = (await before?.(name, hash)) ?? (await fetched(address, ENGINE.test(name) ? "default" : "no-cache"));
  const untouched = response.clone();
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== hash) throw new Error(`${name} is not the file of this version`);
  const kind = response.headers.get("Content-Type") ?? "";
  await cache.put(address, name.endsWith(".html") ? dressed(name, bytes, kind) : untouched);
}

// A page that differs from its copy in nothing but the build that its footer names: the copy with the new name. The hash
// of this version decides whether that is so.
async function renamed(copy, hash, buildName) {
  const kind = copy?.headers.get("Content-Type") ?? "";
  if (!kind.startsWith("text/html")) return undefined;
  const page = (await copy.text()).replace(BUILD, (_, open, close) => open + buildName + close);
  const bytes = new TextEncoder().encode(page);
  return (await sha256(bytes)) === hash ? new Response(bytes, { headers: { "Content-Type": kind } }) : undefined;
}

// An unchanged file is taken from the version before.
async function versionBefore(buildName) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  for (const name of names.reverse()) {
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (!list) {
      await caches.delete(name); // the rest of a start that was never finished
      continue;
    }
    const { files } = await list.json();
    const take = async (file, hash) => {
      const copy = await cache.match(addressOf(file));
      return files[file] === hash ? copy : renamed(copy, hash, buildName);
    };
    const hadEngine = (await cache.keys()).some(({ url }) => ENGINE.test(url.slice(SCOPE.length)));
    return { take, hadEngine };
  }
  return undefined;
}

// A page on which somebody writes wants nothing fetched that nobody asked for.
let resting = false;

async function inTurns(names, job, progress) {
  const left = [...names];
  let done = 0;
  const worker = async () => {
    while (left.length) {
      if (resting) throw new Error("somebody writes");
      await job(left.shift());
      progress?.(++done, names.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

// What is there already stays, so that an interrupted start goes on where it stopped.
async function fill({ engine, progress }) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(LIST);
  const list = kept ? await kept.json() : await readList();
  const before = await versionBefore(list.name);
  const wanted = engine || before?.hadEngine;
  const left = (name) => NOT_KEPT.test(name) || SPARE.test(name) || (ENGINE.test(name) && !wanted);
  const names = Object.keys(list.files).filter((name) => !left(name));
  await inTurns(names, (name) => store(cache, name, list.files[name], before?.take), progress);
  if (!kept) await cache.put(LIST, new Response(JSON.stringify(list), { headers: { "Content-Type": "application/json" } }));
}

async function removeAllBut(mine) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== mine).map((name) => caches.delete(name)));
}

// A copy that found no room is of no use to anyone: what it took is given back.
async function giveBack(engineOnly) {
  if (!engineOnly) return caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  const stored = (await cache.keys()).filter(({ url }) => ENGINE.test(url.slice(SCOPE.length)));
  return Promise.all(stored.map((request) => cache.delete(request)));
}

async function fillIfRoom(options) {
  try {
    await fill(options);
  } catch (error) {
    if (error.name === "QuotaExceededError") await giveBack(options.engine);
    throw error;
  }
}

async function install() {
  await (FILES === "off" ? self.skipWaiting() : fillIfRoom({}));
}

async function activate() {
  await removeAllBut(FILES === "off" ? undefined : CACHE);
  await (FILES === "off" ? self.registration.unregister() : self.clients.claim());
}

// Looks without making an empty cache where the copy has just been removed.
const held = (address) => caches.match(address, { cacheName: CACHE }).catch(() => undefined);

// The spare engine is kept where it is first used, checked like every other file.
async function spare(address) {
  const list = await held(LIST);
  const name = address.slice(SCOPE.length);
  if (!list || !SPARE.test(name)) return undefined;
  const { files } = await list.json();
  await store(await caches.open(CACHE), name, files[name]);
  return held(address);
}

async function missing(address) {
  const page = await held(`${SCOPE}404.html`);
  return page ?? new Response(`${address} is not here.`, { status: 404, headers: { "Content-Type": "text/plain" } });
}

// Cache first: pages, scripts and the search index of one version belong together.
async function answer(request, { origin, pathname, search }) {
  const address = (origin + pathname).replace(/\/index\.html$/, "/");
  const kept = (await held(address)) ?? (await spare(address).catch(() => undefined));
  if (kept) return kept;
  const visit = request.mode === "navigate";
  if (visit && (await held(`${address}/`))) return Response.redirect(`${address}/${search}`, 301);
  try {
    return await fetch(request);
  } catch (error) {
    if (visit) return missing(pathname);
    throw error;
  }
}

async function windows() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(SCOPE));
}

const asked = {
  async keep(_, reply) {
    resting = false;
    await fillIfRoom({ engine: true, progress: (done, total) => reply({ kind: "progress", done, total }) });
    return { kind: "kept", version: VERSION };
  },
  async rest() {
    resting = true;
    return { kind: "resting" };
  },
  // No open page ever has its files changed under it.
  async switch() {
    if ((await windows()).length > 1) return { kind: "others" };
    await self.skipWaiting();
    return { kind: "switched" };
  },
};

async function reply({ data, ports: [port], source }) {
  if (!port || !source?.url.startsWith(SCOPE) || !Object.hasOwn(asked, data)) return;
  const say = (message) => port.postMessage(message);
  try {
    say(await asked[data](source, say));
  } catch (error) {
    say({ kind: "failed", reason: error.name === "QuotaExceededError" ? "full" : "network" });
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
if (FILES !== "off") {
  self.addEventListener("message", (event) => event.waitUntil(reply(event)));
  self.addEventListener("fetch", (event) => {
    const address = new URL(event.request.url);
    if (address.origin !== self.location.origin) event.respondWith(Response.error());
    else if (event.request.method === "GET" && address.href.startsWith(SCOPE)) event.respondWith(answer(event.request, address));
  });
}
