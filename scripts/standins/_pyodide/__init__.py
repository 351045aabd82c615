"""Stand-in for Pyodide's own start-up package, without what serves notebooks (scripts/runtime_library.py says why)."""

from . import _base, _importhook

__all__ = ["_base", "_importhook"]


def set_excepthook() -> None:
    """Leave Python's own hook in place: nothing here is run from a string, so there are no lines to look up."""
