"""Every script that a page's scripts import is named in the page, so that none waits for another to be read."""

from __future__ import annotations

import re
from pathlib import Path

from finish_modules import MODULE, all_imports, name_modules

LINK = re.compile(r'<link rel="modulepreload" href="([^"]+)">')


def pages(site: Path) -> list[tuple[Path, str]]:
    return [(page, page.read_text(encoding="utf-8")) for page in sorted(site.rglob("*.html"))]


def test_a_tool_page_names_all_that_its_scripts_import_and_only_files_that_are_there(site_folder: Path) -> None:
    seen = 0
    for page, text in pages(site_folder.resolve()):
        named = [(page.parent / href).resolve() for href in LINK.findall(text)]
        scripts = [(page.parent / src).resolve() for src in MODULE.findall(text)]
        assert named == all_imports(scripts), page
        assert all(path.is_file() for path in named), page
        seen += len(named)
    assert seen > 100


def test_a_page_without_imports_names_nothing_and_twice_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nimport "./c.js";\n', encoding="utf-8")
    (tmp_path / "b.js").write_text(
        'export { d } from "./d.js";\nconst late = () => import("./e.js");\n', encoding="utf-8"
    )
    for name in ("c", "d", "e"):
        (tmp_path / f"{name}.js").write_text("export const d = 1;\n", encoding="utf-8")
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").write_text(
        '<head>\n<script type="module" src="../a.js"></script>\n</head>', encoding="utf-8"
    )
    (tmp_path / "index.html").write_text('<script type="module" src="c.js"></script>', encoding="utf-8")
    assert name_modules(tmp_path) == 1
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert LINK.findall(text) == ["../b.js", "../c.js", "../d.js"]
    name_modules(tmp_path)
    assert (folder / "index.html").read_text(encoding="utf-8") == text
