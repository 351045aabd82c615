# Runs inside Pyodide (scripts/runtime_compile.py starts it): compile the closure with the Python that will load it.
import _imp
import ast
import importlib.util
import json
import marshal
import os
import sys
import zipfile
from re import _compiler, _parser  # type: ignore[attr-defined]

# Where the trace found the modules, and where they lie now.
ARCHIVES = {"/lib/python314.zip": "/build/library.zip", "/build/engine.zip": "/build/engine.zip"}
ENGINE = "secondtake"
READY = "_ready"
UNCHECKED = (1).to_bytes(4, "little")  # named by a hash that nobody compares: the archive is never edited in place
archives = {origin: zipfile.ZipFile(path) for origin, path in ARCHIVES.items()}


def source_of(origin: str) -> bytes:
    for path, archive in archives.items():
        if origin.startswith(path):
            return archive.read(origin.removeprefix(path + "/"))
    with open(origin, "rb") as file:
        return file.read()


def place_of(name: str, origin: str) -> str:
    """Where the module lies in the archive, without its suffix."""
    return name.replace(".", "/") + ("/__init__" if origin.endswith("/__init__.py") else "")


class Lighter(ast.NodeTransformer):
    """Takes away what nothing reads at run time and what costs a person time before their first letter."""

    def __init__(self, ours: bool) -> None:
        self.ours = ours

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Give a dataclass a docstring: for one without, Python works out its signature at every start."""
        self.generic_visit(node)
        names = {getattr(one, "func", one) for one in node.decorator_list}
        if any(isinstance(one, ast.Name) and one.id == "dataclass" for one in names):
            node.body.insert(0, ast.parse(f"__doc__ = {node.name!r}").body[0])
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Drop the types of the engine's own functions: the type checker has read them, and nothing else does."""
        self.generic_visit(node)
        if self.ours:
            node.returns = None
            for one in ast.walk(node.args):
                if isinstance(one, ast.arg):
                    one.annotation = None
        return node


def compiled_pattern(pattern: str, flags: int) -> tuple[object, ...]:
    """What `re` hands to the engine underneath it, worked out by `re` itself."""
    tree = _parser.parse(pattern, flags)
    code = _compiler._code(tree, flags)
    names: list[str | None] = [None] * tree.state.groups
    for name, number in tree.state.groupdict.items():
        names[number] = name
    # Plain numbers: `re` names its own, and a named one cannot be written down.
    plain = [int(number) for number in code]
    return int(flags | tree.state.flags), plain, tree.state.groups - 1, dict(tree.state.groupdict), tuple(names)


def ready(methods: list[str], patterns: list[tuple[str, int]]) -> bytes:
    """The module that holds what dataclasses and regular expressions would otherwise compile at every start."""
    made = (
        {_imp.source_hash(0, text.encode()): compile(text, "<dataclass>", "exec", optimize=2) for text in methods},
        {(pattern, flags): compiled_pattern(pattern, flags) for pattern, flags in patterns},
    )
    return f"import marshal\nmethods, patterns = marshal.loads({marshal.dumps(made)!r})\n".encode()


def compile_module(name: str, origin: str, folder: str) -> None:
    place = place_of(name, origin)
    source = ready(**found["ready"]) if name == READY else source_of(origin)
    tree = ast.fix_missing_locations(Lighter(name.split(".")[0] == ENGINE).visit(ast.parse(source)))
    code = compile(tree, f"{place}.py", "exec", dont_inherit=True, optimize=2)
    header = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source)
    target = f"{folder}/{place}.pyc"
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(header + marshal.dumps(code))


with open(sys.argv[1], encoding="utf-8") as closure:
    found = json.load(closure)
found["core"]["sitecustomize"] = "/scripts/runtime_modules_inside.py"
for part in ("core", "later"):
    for module, origin in found[part].items():
        compile_module(module, origin, f"{sys.argv[2]}/{part}")
