"""Stand-in: the one function that Pyodide's own start-up and `runPython` call."""

from _pyodide._base import eval_code

__all__ = ["eval_code"]
