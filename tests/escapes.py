"""What an engine does not have at all, so that it cannot arrive even without a policy, and what no policy can stop."""

from __future__ import annotations

# A service worker of another site is refused by the standard. A policy in a page may not name an address to report to,
# which only WebKit overlooks. Browsers without a window ask for icons and app manifests late or never; a connection
# opened ahead of time was seen in WebKit alone, with the policy and without it. Whether a name was looked up ahead of
# time cannot be seen here.
NOWHERE_IN_PAGE = {"service-worker-elsewhere", "report-of-a-policy", "icon", "manifest", "preconnect"}
# A module worker has no importScripts and may not start a script of another site; beacons, shared workers, service
# workers and WebRTC are for pages. Downloads of Pyodide, urllib, sockets, script from text and an event loop, without
# which Python cannot follow up a promise, are not in what we ship.
NOWHERE_IN_PYTHON = {"beacon", "import-scripts", "service-worker", "shared-worker", "worker-elsewhere", "webrtc"}
NOWHERE_IN_PYTHON |= {"pyodide-fetch", "urllib-request", "plain-socket", "run-script", "cache-add"}

ABSENT_IN_PAGE = {
    "chromium": NOWHERE_IN_PAGE | {"img-attribution", "shared-worker-data"},
    "firefox": NOWHERE_IN_PAGE
    | {"fetch-later", "img-attribution", "paint-worklet", "ping", "speculation-rules", "websocket-stream"},
    "webkit": NOWHERE_IN_PAGE
    | {"dictionary", "fetch-later", "img-attribution", "paint-worklet", "prefetch", "speculation-rules"}
    | {"websocket-stream", "webtransport", "webrtc-stun"},
}
ABSENT_IN_PYTHON = {
    "chromium": NOWHERE_IN_PYTHON,
    # Here a worker started from a worker, and what comes after it, may be waited for in vain; the test of the policy
    # that allows workers of own files has one all the same.
    "firefox": NOWHERE_IN_PYTHON
    | {"timeout-of-text", "websocket-stream", "worker-blob", "worker-data", "worker-own-file", "load-package"},
    "webkit": NOWHERE_IN_PYTHON | {"font", "websocket-stream", "webtransport"},
}
# What arrives from script in the page although the policy is in force.
ALWAYS_OPEN = {
    "chromium": {"udp/stun"},
    "firefox": {"udp/stun"},
    "webkit": {"tcp/connection", "page/report-of-a-policy"},
}
JOURNEYS = ("location", "location-replace", "link-click", "meta-refresh", "window-open")
