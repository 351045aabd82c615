"""Stamp the built site: drop what is never needed, write the page policy into every page, and check what went out.

Reads nothing but the output folder, so any generator may have built it. Run it once after each build; running it again
changes nothing.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from finish_build import files_of, name_build, version, write_manifest
from finish_markup import complete
from finish_modules import name_modules
from finish_offline import WORKER, bind
from finish_search import teach
from finish_weight import lighten

ROOT = Path(__file__).resolve().parent.parent
POLICY = re.compile(r'<meta http-equiv="content-security-policy"[^>]*>', re.IGNORECASE)
CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
# Firefox fetches `next` ahead of time, which the policy refuses and reports.
NEIGHBOURS = re.compile(r'\s*<link rel="(?:next|prev)"[^>]*>')
INLINE_SCRIPT = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
RUNS = re.compile(r'type="(?:application/(?:ld\+)?json)"')
TOOL = re.compile(r"<(?:letter-composer|interview-checklist|letter-check)\b|data-tool=")
KEEPS_COPY = re.compile(r"<offline-copy\b")
SEARCH_WORKER = re.compile(r'"search":\s*"[^"]*?(assets/javascripts/workers/[^"]+)"')
INDEXES = ("search/search_index.json", "search.json")
META = {"name", "content", "charset", "http-equiv", "property", "media"}
LOOPBACK = {"127.0.0.1", "localhost"}


class SiteError(ValueError):
    """Something in the built site that must not be published."""


def pages(site: Path) -> list[Path]:
    """Every HTML page of the site, in a fixed order."""
    return sorted(site.rglob("*.html"))


def remove_needless(site: Path) -> int:
    """Delete source maps and the search languages of other sites: megabytes that an English site never uses."""
    languages = [path for folder in site.rglob("lunr") for path in folder.rglob("*") if path.is_file()]
    needless = [*site.rglob("*.map"), *languages]
    for path in needless:
        path.unlink()
    for folder in list(site.rglob("lunr")):
        shutil.rmtree(folder)
    for path in [*site.rglob("*.js"), *site.rglob("*.css")]:
        _without_map_comment(path)
    return len(needless)


def _without_map_comment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    clean = re.sub(r"\n?(?://[#@] sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$", "\n", text)
    if clean != text:
        path.write_text(clean, encoding="utf-8")


def script_hashes(html: str) -> Iterator[str]:
    """The hashes of every script in the page that would run and has no address of its own."""
    for found in INLINE_SCRIPT.finditer(html):
        attributes = found["attributes"]
        if "src=" not in attributes and not RUNS.search(attributes):
            digest = hashlib.sha256(found["body"].encode("utf-8")).digest()
            yield f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def base_of(site: Path) -> str:
    """The site's address, from the home page's own canonical link; any port where it is this machine."""
    found = CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    if not found:
        raise SiteError("index.html has no canonical link: set site_url")
    address = urlsplit(found[1])
    host = f"{address.hostname}:*" if address.hostname in LOOPBACK else address.netloc
    return f"{address.scheme}://{host}{address.path.rstrip('/')}/"


def write_robots(site: Path) -> None:
    """Tell search engines that every page may be read, and where the list of them is."""
    found = CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    if not found:
        raise SiteError("index.html has no canonical link: set site_url")
    text = f"User-agent: *\nAllow: /\n\nSitemap: {found[1]}sitemap.xml\n"
    (site / "robots.txt").write_text(text, encoding="utf-8")


def policy(base: str, hashes: list[str], html: str, site: Path) -> str:
    """The policy for one page. A page with a tool gets no worker but the engine's and the offline copy's."""
    assets = f"{base}assets/"
    worker = SEARCH_WORKER.search(html)
    searches = worker is not None and not TOOL.search(html)
    workers = ["blob:"]
    if worker and searches:
        workers.append(f"{base}{worker[1].rpartition('/')[0]}/")
    if KEEPS_COPY.search(html):
        workers.append(f"{base}{WORKER}")
    index = next((name for name in INDEXES if (site / name).exists()), None)
    connects = [f"{assets}runtime/"] + ([f"{base}{index}"] if searches and index else [])
    directives = {
        "default-src": "'none'",
        "script-src": " ".join([assets, *hashes, "'wasm-unsafe-eval'"]),
        "worker-src": " ".join(workers),
        "connect-src": " ".join(connects),
        "style-src": assets,
        "img-src": f"{assets} data:",
        "font-src": assets,
        "manifest-src": base,
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "default st offline",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def stamp(site: Path) -> int:
    """Write the policy into every page, directly after its character set and before any script."""
    texts = {page: NEIGHBOURS.sub("", POLICY.sub("", page.read_text(encoding="utf-8"))) for page in pages(site)}
    hashes = sorted({one for text in texts.values() for one in script_hashes(text)})
    base = base_of(site)
    for page, text in texts.items():
        content = policy(base, hashes, text, site).replace('"', "&quot;")
        meta = f'<meta http-equiv="content-security-policy" content="{content}">'
        charset = CHARSET.search(text)
        if charset is None:
            raise SiteError(f"{page.relative_to(site)}: no character set to put the policy after")
        page.write_text(text[: charset.end()] + meta + text[charset.end() :], encoding="utf-8")
    return len(texts)


class Inspector(HTMLParser):
    """What a page must not contain: inline handlers, inline styles, script addresses from elsewhere, broken data."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._data: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element's attributes."""
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.faults.append(f"<{tag} {name}=...>")
            if name in {"href", "src"} and (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag} {name}=javascript:...>")
            if (
                tag in {"script", "img", "iframe", "source", "video", "audio"}
                and name == "src"
                and "//" in (value or "")
            ):
                self.faults.append(f"<{tag} src={value}>")
        if tag == "meta" and not {name for name, _ in attrs} <= META:
            self.faults.append(f"<meta> cut short by a quotation mark: {attrs}")
        if tag == "style":
            self.faults.append("<style>")
        if tag == "script" and ("type", "application/ld+json") in attrs:
            self._data = []

    def handle_data(self, data: str) -> None:
        """Collect structured data."""
        if self._data is not None:
            self._data.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Read the structured data that ends here."""
        if tag == "script" and self._data is not None:
            try:
                found = json.loads("".join(self._data))
                missing = {"@context", "@type", "name", "url"} - set(found)
                self.faults += [f"structured data without {key}" for key in sorted(missing)]
            except ValueError:
                self.faults.append("structured data that cannot be read")
            self._data = None


def inspect(site: Path) -> None:
    """Refuse a site with anything the policy would block or a reader should not get."""
    faults = []
    for page in pages(site):
        inspector = Inspector()
        inspector.feed(page.read_text(encoding="utf-8"))
        faults += [f"{page.relative_to(site)}: {fault}" for fault in inspector.faults]
    if faults:
        raise SiteError("\n".join(faults[:40]))


def main() -> int:
    """Finish the site in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="the built site (default: site/)")
    site = parser.parse_args().site
    commit = os.environ.get("COMMIT", "unknown")
    try:
        removed = remove_needless(site)
        name_build(site, version(), commit)
        complete(site)
        lighten(site)
        name_modules(site)
        stamped = stamp(site)
        write_robots(site)
        teach(site)
        inspect(site)
        bind(site, f"{version()}+{commit[:8]}", files_of(site), off=os.environ.get("OFFLINE") == "off")
        write_manifest(site, version(), commit)
    except SiteError as error:
        print(f"finish_site: {error}", file=sys.stderr)
        return 1
    print(f"finish_site: {stamped} pages carry the policy, {removed} needless files removed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
