// Every way we know in which script in a page can reach another server. Run in the page by tests/test_browser_policy.py
// with `at(name)`, the sink's address for one way, and the sink's two other doors, `udp` and `tcp`.
// Whether a way is open is decided by what arrives there, never by what script says here.
const passing = { createHTML: (text) => text, createScript: (text) => text, createScriptURL: (url) => url };
// On a page with a tool the tool has made the one policy of this name that is allowed; there script has to do without.
const made = () => { try { return self.trustedTypes?.createPolicy("st", passing); } catch { return undefined; } };
const policy = made();
const address = (url) => policy?.createScriptURL(url) ?? url;
const markup = (text) => policy?.createHTML(text) ?? text;
const add = (tag, props = {}, attributes = {}) => {
  const it = Object.assign(document.createElement(tag), props);
  for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
  document.body.append(it);
  return it;
};
const link = (rel, href, more = {}) => document.head.append(Object.assign(document.createElement("link"), { rel, href, ...more }));
const styled = (text) => add("style", { textContent: text });
const script = (text) => new Blob([text], { type: "text/javascript" });
const frameNamed = (name) => add("iframe", { name });
const asking = (url) => `fetch(${JSON.stringify(url)}, { mode: "no-cors" });`;

const ways = {
  fetch: (url) => fetch(url, { mode: "no-cors" }),
  "fetch-post": (url) => fetch(url, { mode: "no-cors", method: "POST", body: "words" }),
  "fetch-keepalive": (url) => fetch(url, { mode: "no-cors", keepalive: true }),
  "fetch-later": (url) => self.fetchLater(url, { activateAfter: 0 }),
  xhr: (url) => { const x = new XMLHttpRequest(); x.open("GET", url); x.send(); },
  "xhr-sync": (url) => { const x = new XMLHttpRequest(); x.open("GET", url, false); x.send(); },
  websocket: (url) => new WebSocket(url.replace("http", "ws")),
  "websocket-stream": (url) => new WebSocketStream(url.replace("http", "ws")),
  eventsource: (url) => new EventSource(url),
  beacon: (url) => navigator.sendBeacon(url, "words"),
  webtransport: () => new WebTransport(`https://127.0.0.1:${udp}/webtransport`),
  "cache-add": async (url) => (await caches.open("escape")).add(new Request(url, { mode: "no-cors" })),
  import: (url) => import(address(url)),
  script: (url) => add("script", { src: address(url) }),
  "script-module": (url) => add("script", { type: "module", src: address(url) }),
  "script-svg": (url) => {
    const it = document.createElementNS("http://www.w3.org/2000/svg", "script");
    it.setAttribute("href", address(url));
    add("div").appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg")).append(it);
  },
  "inline-script": (url) => add("script", { text: policy?.createScript(asking(url)) ?? asking(url) }),
  "inline-handler": (url) => { add("div").innerHTML = markup(`<img src="data:," onerror='${asking(url)}'>`); },
  eval: (url) => (0, eval)(policy?.createScript(asking(url)) ?? asking(url)),
  "timeout-of-text": (url) => setTimeout(policy?.createScript(asking(url)) ?? asking(url), 0),
  "javascript-link": (url) => add("a", { href: `javascript:${asking(url)}void 0` }).click(),
  "worker-blob": (url) => new Worker(address(URL.createObjectURL(script(asking(url))))),
  "worker-data": (url) => new Worker(address(`data:text/javascript,${encodeURIComponent(asking(url))}`)),
  "worker-own-file": (url) => new Worker(address(`${own}#${url}`)),
  "shared-worker-blob": (url) => new SharedWorker(address(URL.createObjectURL(script(asking(url))))),
  "shared-worker-data": (url) => new SharedWorker(address(`data:text/javascript,${encodeURIComponent(asking(url))}`)),
  "shared-worker-own-file": (url) => new SharedWorker(address(`${own}#${url}`)),
  "audio-worklet": (url) => new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule(url),
  "paint-worklet": (url) => CSS.paintWorklet.addModule(url),
  img: (url) => add("img", { src: url }),
  "img-srcset": (url) => add("img", { srcset: `${url} 1x` }),
  picture: (url) => { add("picture").innerHTML = markup(`<source srcset="${url}"><img alt="">`); },
  "image-object": (url) => { self.keptImage = new Image(); self.keptImage.src = url; },
  "img-attribution": (url) => add("img", {}, { attributionsrc: url }),
  "input-image": (url) => add("input", { type: "image", src: url }),
  "svg-image": (url) => { add("div").innerHTML = markup(`<svg><image href="${url}" width="9" height="9"/></svg>`); },
  "svg-filter": (url) => {
    add("div").innerHTML = markup(`<svg><filter id="f"><feImage href="${url}"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>`);
  },
  "body-background": (url) => { document.body.setAttribute("background", url); },
  "css-background": (url) => { add("p", { textContent: "x" }).style.backgroundImage = `url(${url})`; },
  "css-cursor-and-list": (url) => { const it = add("li", { textContent: "x" }); it.style.listStyleImage = `url(${url})`; },
  "css-style-element": (url) => { styled(`.escape { background: url(${url}) }`); add("p", { className: "escape", textContent: "x" }); },
  "css-import": (url) => styled(`@import url(${url});`),
  "css-rule": (url) => {
    const sheet = new CSSStyleSheet();
    sheet.insertRule(`.escape-rule { background: url(${url}) }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    add("p", { className: "escape-rule", textContent: "x" });
  },
  stylesheet: (url) => link("stylesheet", url),
  font: (url) => new FontFace("escape", `url(${url})`).load(),
  video: (url) => add("video", { src: url, preload: "auto" }).load(),
  "video-poster": (url) => add("video", { poster: url }),
  audio: (url) => add("audio", { src: url, preload: "auto" }).load(),
  track: (url) => {
    const video = add("video", { crossOrigin: "anonymous" });
    video.append(Object.assign(document.createElement("track"), { src: url, kind: "captions", default: true }));
    video.textTracks[0].mode = "showing";
  },
  iframe: (url) => add("iframe", { src: url }),
  "iframe-srcdoc": (url) => add("iframe", { srcdoc: markup(`<img src="${url}">`) }),
  "iframe-fresh-fetch": (url) => add("iframe").contentWindow.fetch(url, { mode: "no-cors" }),
  object: (url) => add("object", { data: url, type: "text/html" }),
  embed: (url) => add("embed", { src: address(url), type: "text/html" }),
  "form-get": (url) => { frameNamed("get"); add("form", { action: url, target: "get" }).submit(); },
  "form-post": (url) => { frameNamed("post"); add("form", { action: url, method: "post", target: "post" }).submit(); },
  ping: (url) => add("a", { href: "#escape", ping: url, textContent: "x" }).click(),
  preload: (url) => link("preload", url, { as: "image" }),
  prefetch: (url) => link("prefetch", url),
  modulepreload: (url) => link("modulepreload", url),
  "speculation-rules": (url) => {
    const rules = JSON.stringify({ prefetch: [{ urls: [url] }] });
    add("script", { type: "speculationrules", text: policy?.createScript(rules) ?? rules });
  },
  icon: (url) => link("icon", url),
  manifest: (url) => link("manifest", url),
  dictionary: (url) => link("compression-dictionary", url, { crossOrigin: "anonymous" }),
  preconnect: () => link("preconnect", `http://localhost:${tcp}/`),
  "report-of-a-policy": (url) => {
    const meta = document.createElement("meta");
    meta.httpEquiv = "content-security-policy";
    meta.content = `img-src 'self'; report-uri ${url}`;
    document.head.append(meta);
    add("img", { src: "http://localhost:9/x" });
  },
  "service-worker-elsewhere": (url) => navigator.serviceWorker.register(address(url)),
  "webrtc-stun": async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udp}` }] });
    peer.createDataChannel("escape");
    await peer.setLocalDescription(await peer.createOffer());
  },
};

const journeys = {
  location: (url) => { location.href = url; },
  "location-replace": (url) => location.replace(url),
  "link-click": (url) => add("a", { href: url, textContent: "x" }).click(),
  "meta-refresh": (url) => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${url}` })),
  "window-open": (url) => { if (!self.open(url)) addEventListener("click", () => self.open(url), { once: true }); },
};

// One after the other, so that a busy machine still gets to each; a way that never settles is not waited for.
async function tryAll(which) {
  const told = {};
  for (const [name, way] of Object.entries(which)) {
    const begun = (async () => way(at(name)))();
    const late = new Promise((done) => setTimeout(done, 120, "begun"));
    told[name] = await Promise.race([begun.then(() => "begun"), late]).catch((error) => String(error).slice(0, 120));
  }
  return told;
}
