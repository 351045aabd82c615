"""Stand-in for the two functions of Pyodide's start-up that run here: evaluate a string, import by dotted name."""

import _ast
from collections.abc import Mapping
from importlib import import_module
from types import CodeType
from typing import Any

_ONLY_TREE = 0x400  # ast.PyCF_ONLY_AST, without the module `ast`


def eval_code(
    source: str,
    globals: dict[str, Any] | None = None,  # noqa: A002  the name that callers use
    locals: Mapping[str, object] | None = None,  # noqa: A002
    *,
    filename: str = "<exec>",
) -> Any:
    """Run the source; give the value of its last line when that is an expression."""
    scope = {} if globals is None else globals
    names = scope if locals is None else locals
    tree: Any = compile(source, filename, "exec", _ONLY_TREE)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], _ast.Expr) else None
    body: CodeType = compile(tree, filename, "exec")
    exec(body, scope, names)  # noqa: S102  what is run is Pyodide's own script and the build's
    if last is None:
        return None
    return eval(compile(_ast.Expression(last.value), filename, "eval"), scope, names)  # noqa: S307


def pyimport_impl(path: str) -> Any:
    """Give a module, or an attribute of one, by its dotted name."""
    stem, _, name = path.rpartition(".")
    if not stem:
        return import_module(path)
    found = import_module(stem)
    return getattr(found, name) if hasattr(found, name) else import_module(path)
