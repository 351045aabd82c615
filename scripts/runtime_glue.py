"""Take from Pyodide's script what only serves libraries loaded later, which this site never loads.

The script is written by Emscripten for every library that anybody might load: it names each function of the machine,
and carries functions for graphics and sound. Whether a name is needed is decided by a compressor that follows every use
(terser), never by watching what a run happened to call.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Collection
from pathlib import Path

from runtime_node import BUILD, PYODIDE, ROOT

PLAIN = BUILD / "glue-plain.mjs"  # one statement a line
PRUNED = BUILD / "glue-pruned.mjs"
# `_malloc = Module["_malloc"] = wasmExports2["malloc"];`, and for data `... .value >>> 0;`
EXPORT = re.compile(r'^ +([\w$]+) = Module\["([^"]+)"\] = wasmExports2\["([^"]+)"\](?:\.value >>> 0)?;$', re.MULTILINE)
WRAPPED = re.compile(r'^ +wasmExports2\["([^"]+)"\] = makeWrapper_\w+\(wasmExports2\["[^"]+"\]\);\n', re.MULTILINE)
IMPORTS = re.compile(r"^( +var wasmImports = \{)(.*)(\};)$", re.MULTILINE)
DECLARED = re.compile(r"^  var ((?:[\w$]+, ){1000,}[\w$]+);$", re.MULTILINE)
SIGNATURE = re.compile(r'^ +([\w$]+)\.sig = "\w+";\n', re.MULTILINE)
OFFERED = re.compile(r'^ +Module\["([\w$]+)"\] = ([\w$]+);\n', re.MULTILINE)
NAMED = re.compile(r'\.([\w$]+)\b|\["([\w$]+)"\]')
# Fills a table for libraries loaded later, one slot for each name. The machine asks nothing of it once it is trimmed.
TABLE = "      updateGOT(origExports);\n"


# The page's policy refuses script from text anyhow, and a script that might read its own names can lose none of them.
EVAL = re.compile(r"(?<![\w$.])eval\(")
NO_EVAL = "(() => { throw new EvalError('no script from text'); })("


class GlueError(RuntimeError):
    """Pyodide's script is not written as this step expects."""


def node_tool(*command: str) -> None:
    """Run a tool of node_modules; its complaint stops the build."""
    done = subprocess.run(["node", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GlueError(done.stderr[-3000:])


def plain_glue() -> str:
    """Pyodide's script, one statement a line."""
    BUILD.mkdir(parents=True, exist_ok=True)
    source = str(PYODIDE / "pyodide.asm.mjs")
    node_tool("node_modules/esbuild/bin/esbuild", source, f"--outfile={PLAIN}", "--log-level=error")
    text = PLAIN.read_text(encoding="utf-8")
    shape = EXPORT, IMPORTS, DECLARED, WRAPPED, OFFERED, SIGNATURE
    if text.count(TABLE) != 1 or not all(pattern.search(text) for pattern in shape):
        raise GlueError("pyodide.asm.mjs has changed its shape")
    return EVAL.sub(NO_EVAL, text)


def names_used(text: str) -> set[str]:
    """Every name that is asked of any object, in this script or in Pyodide's loader."""
    loader = (PYODIDE / "pyodide.mjs").read_text(encoding="utf-8")
    return {first or second for first, second in NAMED.findall(text + loader)}


def without_offers(text: str) -> str:
    """Drop `Module["x"] = x` where nobody asks any object for an `x`."""
    used = names_used(OFFERED.sub("", EXPORT.sub("", text)))
    return OFFERED.sub(lambda line: line[0] if line[1] in used else "", text)


def imports_of(text: str) -> list[str]:
    """The names of the functions that the script hands to the machine."""
    found = IMPORTS.search(text)
    return [entry.partition(":")[0].strip().strip('"') for entry in found[2].split(", ")] if found else []


def with_imports(text: str, names: Collection[str]) -> str:
    """Keep of the functions handed to the machine those that it imports."""

    def kept(line: re.Match[str]) -> str:
        entries = [entry for entry in line[2].split(", ") if entry.partition(":")[0].strip().strip('"') in names]
        return f"{line[1]} {', '.join(entries)} {line[3]}"

    return IMPORTS.sub(kept, text)


def with_exports(text: str, names: Collection[str]) -> str:
    """Keep of the machine's functions those whose name in the script is asked for."""
    text = WRAPPED.sub(lambda line: line[0] if line[1] in names else "", text)
    return EXPORT.sub(lambda line: line[0] if line[3] in names else "", text)


def compress(text: str, target: Path, mangle: bool) -> str:
    """Follow every use and drop what has none."""
    PRUNED.write_text(text, encoding="utf-8")
    command = ["node_modules/terser/bin/terser", str(PRUNED), "--module", "--ecma", "2020"]
    command += ["--compress", "passes=2,keep_fargs=true", "--mangle" if mangle else "--beautify"]
    node_tool(*command, "--output", str(target))
    return target.read_text(encoding="utf-8")


def pruned(text: str, imports: Collection[str]) -> str:
    """The script for a machine with these imports, before unused code is followed up."""
    return without_offers(with_imports(SIGNATURE.sub("", text), imports)).replace(TABLE, "")


def undeclared(text: str) -> str:
    """The script with the machine's functions unknown to it: a compressor must take each use of one for a real use."""
    names = {script for script, _, _ in EXPORT.findall(text)}
    bare = EXPORT.sub("", WRAPPED.sub("", text))
    return DECLARED.sub(lambda line: f"  var {', '.join(n for n in line[1].split(', ') if n not in names)};", bare)


def needed_exports(text: str, imports: Collection[str]) -> set[str]:
    """The machine's functions that the script still asks for, when nothing else holds them."""
    text = pruned(text, imports)
    left = compress(undeclared(text), BUILD / "glue-bare.mjs", mangle=False)
    words = set(re.findall(r"[\w$]+", left))
    loader = (PYODIDE / "pyodide.mjs").read_text(encoding="utf-8")
    words |= {first or second for first, second in NAMED.findall(loader)}
    asked = {second or first for first, second in re.findall(r'wasmExports\w*(?:\.([\w$]+)|\["([^"]+)"\])', left)}
    return asked | {machine for script, _, machine in EXPORT.findall(text) if script in words}


def write(text: str, imports: Collection[str], exports: Collection[str], target: Path) -> None:
    """Write the script for a machine with these imports and exports."""
    compress(with_exports(pruned(text, imports), exports), target, mangle=True)


def main() -> None:
    """Say how much of Pyodide's script serves a machine with the imports named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("imports", nargs="*")
    text = plain_glue()
    asked = parser.parse_args().imports or imports_of(text)
    print(f"  {len(needed_exports(text, asked))} of {len(EXPORT.findall(text))} exports are asked for")


if __name__ == "__main__":
    main()
