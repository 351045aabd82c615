"""Serve the built site on this machine the way GitHub Pages does, under the same sub-path."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import mimetypes
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".eml": "message/rfc822",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "application/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
# Pages compresses what is worth compressing. It sends archives as they are only when they are compressed themselves;
# ours are stored, and are compressed on the way like any other file.
UNCOMPRESSED = {".png", ".jpg", ".jpeg", ".webp", ".woff2", ".gz"}


class Body(NamedTuple):
    """One file, ready to send."""

    plain: bytes
    packed: bytes | None
    kind: str
    tag: str


@lru_cache(maxsize=512)
def body_of(path: Path, modified: int) -> Body:
    """Read and compress a file once per version of it (`modified` is part of the key)."""
    plain = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = None if path.suffix in UNCOMPRESSED else gzip.compress(plain, 6, mtime=0)
    return Body(plain, packed, kind, hashlib.sha256(plain).hexdigest()[:20])


class Pages(BaseHTTPRequestHandler):
    """Answers GET and HEAD from one folder under one base path."""

    protocol_version = "HTTP/1.1"
    server_version = "pages"
    folder: Path
    base: str
    quiet = False

    def do_GET(self) -> None:
        """Answer with the file, a redirect to the form with a slash, or the site's own 404 page."""
        path = unquote(urlsplit(self.path).path)
        if path == "/" or path == self.base.rstrip("/"):
            self.redirect(self.base)
            return
        found = self.find(path)
        if found is None:
            self.send(self.folder / "404.html", HTTPStatus.NOT_FOUND)
        elif found.is_dir():
            self.redirect(path + "/")
        else:
            self.send(found, HTTPStatus.OK)

    do_HEAD = do_GET  # noqa: N815  the base class looks it up by this name

    def find(self, path: str) -> Path | None:
        """The file for an address; a folder when its slash is missing; None when there is nothing."""
        if not path.startswith(self.base):
            return None
        target = (self.folder / path.removeprefix(self.base)).resolve()
        if not target.is_relative_to(self.folder):
            return None
        if path.endswith("/"):
            target = target / "index.html"
        elif target.is_dir() and not (target / "index.html").exists():
            return None
        return target if target.exists() else None

    def redirect(self, where: str) -> None:
        """301 as Pages does it."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send(self, path: Path, status: HTTPStatus) -> None:
        """Headers and bytes of one file, or 304 when the browser already has it."""
        if not path.exists():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = body_of(path, path.stat().st_mtime_ns)
        tag = f'W/"{body.tag}"'
        fresh = status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag
        packed = body.packed if "gzip" in self.headers.get("Accept-Encoding", "") else None
        data = packed if packed is not None else body.plain
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else status)
        self.send_header("Content-Type", body.kind)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("ETag", tag)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Access-Control-Allow-Origin", "*")
        if fresh:
            self.end_headers()
            return
        if packed is not None:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.sent(path, len(data))
        if self.command != "HEAD":
            self.wfile.write(data)

    def sent(self, path: Path, size: int) -> None:
        """Called with each file that is sent and its size on the way. The benchmarks count with it."""

    def handle(self) -> None:
        """A browser that closes its tab in the middle of an answer is no error."""
        try:
            super().handle()
        except (ConnectionResetError, BrokenPipeError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """One line per request, unless asked to be quiet."""
        if not self.quiet:
            print(f"  {format % args}", flush=True)


def make_server(
    folder: Path, base: str = "/second-take/", port: int = 0, quiet: bool = True, pages: type[Pages] = Pages
) -> ThreadingHTTPServer:
    """A server on the loopback address; port 0 takes any free one."""
    base = "/" + base.strip("/") + "/" if base.strip("/") else "/"
    handler = type("SitePages", (pages,), {"folder": folder.resolve(), "base": base, "quiet": quiet})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("site"))
    parser.add_argument("--base", default="/second-take/", help="the sub-path, as on a project page")
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument("--log", action="store_true", help="print each request")
    asked = parser.parse_args()
    server = make_server(asked.folder, asked.base, asked.port, quiet=not asked.log)
    print(f"\n  Second Take is at  http://127.0.0.1:{server.server_port}{asked.base}   (Ctrl-C stops it)\n", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("  stopped")


if __name__ == "__main__":
    main()
