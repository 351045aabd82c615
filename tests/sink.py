"""A server that only listens: what a page or a worker manages to send to another address ends up in its list."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Sink:
    """One door for HTTP and WebSocket, one for UDP (STUN, WebTransport), one for bare connections (preconnect)."""

    def __init__(self) -> None:
        self.arrived: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.listener())
        self.server.daemon_threads = True
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind(("127.0.0.1", 0))
        self.connections = socket.create_server(("127.0.0.1", 0))
        for work in (self.server.serve_forever, self.hear_datagrams, self.hear_connections):
            threading.Thread(target=work, daemon=True).start()

    @property
    def address(self) -> str:
        """For the browser this is another site than the page's: `localhost`, where the page is on 127.0.0.1."""
        return f"http://localhost:{self.server.server_port}/"

    @property
    def udp(self) -> int:
        """The port for datagrams."""
        return int(self.datagrams.getsockname()[1])

    @property
    def tcp(self) -> int:
        """The port for bare connections."""
        return int(self.connections.getsockname()[1])

    def listener(self) -> type[BaseHTTPRequestHandler]:
        """Writes down every request. The start of a WebSocket is a request too; it is then refused."""
        arrived = self.arrived

        class Listener(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                arrived.append(self.path.partition("?")[0].strip("/") or "root")
                self.send_response(200 if "Upgrade" not in self.headers else 400)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815  the base class looks them up by these names

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        return Listener

    def hear_datagrams(self) -> None:
        """STUN asks with a first byte of 0 or 1; everything else here is the start of a QUIC connection."""
        while True:
            try:
                data, _ = self.datagrams.recvfrom(4096)
            except OSError:
                return
            self.arrived.append("udp/stun" if data[:1] in {b"\0", b"\1"} else "udp/quic")

    def hear_connections(self) -> None:
        """Write down that someone connected."""
        while True:
            try:
                connection, _ = self.connections.accept()
            except OSError:
                return
            self.arrived.append("tcp/connection")
            connection.close()

    def close(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()
        for one in (self.datagrams, self.connections):
            one.close()


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink for the length of a test."""
    sink = Sink()
    try:
        yield sink
    finally:
        sink.close()
