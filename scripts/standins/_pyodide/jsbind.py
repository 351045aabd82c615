"""Stand-in for the reader of JavaScript signatures: only the one that every call without a signature uses."""

from typing import Any

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default

no_default = type("no_default", (), {})


def _any_call(*args: Any, **kwargs: Any) -> None:
    """Stand for a function of unknown signature."""


default_signature = JsFuncSignature(
    _any_call, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)
