"""The local server answers the way GitHub Pages does."""

from __future__ import annotations

import gzip
import http.client
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serve import make_server

Get = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def get(tmp_path: Path) -> Iterator[Get]:
    """GET one address from a small site under /second-take/."""
    folder = tmp_path / "site"
    (folder / "page").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "index.html").write_text("home " * 200)
    (folder / "page" / "index.html").write_text("a page")
    (folder / "404.html").write_text("not here")
    for name in ("a.mjs", "a.wasm", "a.zip"):
        (folder / name).write_bytes(b"bytes")
    (tmp_path / "secret.txt").write_text("outside")
    server = make_server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def ask(path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    yield ask
    server.shutdown()


def test_the_home_page_is_under_the_sub_path(get: Get) -> None:
    answer = get("/second-take/")
    assert (answer.status, answer.getheader("Cache-Control")) == (200, "max-age=600")


def test_an_address_without_its_slash_is_sent_to_the_one_with_it(get: Get) -> None:
    for path in ("/second-take/page", "/second-take"):
        answer = get(path)
        assert (answer.status, answer.getheader("Location")) == (301, path + "/")


def test_text_travels_compressed_to_those_who_accept_it(get: Get) -> None:
    packed = get("/second-take/", Accept_Encoding="gzip")
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(packed.read()) == get("/second-take/").read()


def test_a_browser_that_has_the_file_is_told_so(get: Get) -> None:
    tag = get("/second-take/").getheader("ETag")
    assert tag is not None
    assert get("/second-take/", If_None_Match=tag).status == 304


@pytest.mark.parametrize(
    "path", ["/second-take/nothing", "/elsewhere", "/second-take/../secret.txt", "/second-take/empty"]
)
def test_an_unknown_address_gets_the_sites_own_404_page(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status == 404
    assert answer.read() == b"not here"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.mjs", "application/javascript; charset=utf-8"), ("a.wasm", "application/wasm"), ("a.zip", "application/zip")],
)
def test_runtime_files_have_the_type_the_browser_needs(get: Get, name: str, kind: str) -> None:
    assert get(f"/second-take/{name}").getheader("Content-Type") == kind
