#!/usr/bin/env python3
"""Stand between Playwright and an installed Firefox, so that the tests can drive the Firefox a person has.

Playwright speaks WebDriver BiDi to Firefox and sends one command that the long-term release does not know yet: the
colour scheme to pretend. This starts Firefox with the arguments it was given, prints an address of its own where
Firefox's would stand, passes every message on, and answers that one command itself. Playwright runs it as if it were
the browser; SECONDTAKE_FIREFOX names the real one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.sync.server import Server, ServerConnection, serve

LISTENING = re.compile(r"(WebDriver BiDi listening on )(ws://\S+)")
NOT_KNOWN_YET = '"method":"emulation.setMediaFeaturesOverride"'


def answered_here(message: str) -> str | None:
    """An empty success for the one command that Firefox does not know, or None."""
    if NOT_KNOWN_YET not in message:
        return None
    return json.dumps({"type": "success", "id": json.loads(message)["id"], "result": {}})


def pass_on(source: ClientConnection, target: ServerConnection) -> None:
    """Give every message of one side to the other until either ends."""
    try:
        for message in source:
            target.send(message)
    except ConnectionClosed:
        pass
    target.close()


def relay(ours: ServerConnection, address: str) -> None:
    """One connection of Playwright, joined to Firefox."""
    path = ours.request.path if ours.request else "/session"
    with connect(address + path, max_size=None, ping_interval=None) as firefox:
        threading.Thread(target=pass_on, args=(firefox, ours), daemon=True).start()
        try:
            for message in ours:
                answer = answered_here(str(message))
                (ours if answer else firefox).send(answer or message)
        except ConnectionClosed:
            return


def listen(address: str) -> Server:
    """A free port of the loopback address that leads to Firefox."""
    server = serve(lambda ours: relay(ours, address), "127.0.0.1", 0, max_size=None, ping_interval=None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> int:
    """Run Firefox to its end; its messages go where they would have gone."""
    command = [os.environ["SECONDTAKE_FIREFOX"], *sys.argv[1:]]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as firefox:
        for line in firefox.stderr or ():
            found = LISTENING.search(line)
            if found:
                port = listen(found[2]).socket.getsockname()[1]
                line = f"{found[1]}ws://127.0.0.1:{port}\n"
            print(line, end="", file=sys.stderr, flush=True)
        return firefox.wait()


if __name__ == "__main__":
    sys.exit(main())
