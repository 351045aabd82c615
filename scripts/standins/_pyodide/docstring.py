"""Stand-in: Pyodide copies docstrings onto its own objects, which takes `inspect` and a tenth of its start-up."""

from typing import Any


def get_cmeth_docstring(function: Any) -> str:
    """Give the least that C accepts: the name of the function and no description."""
    return f"{function.__name__}()\n--\n\n"


def dedent_docstring(docstring: str) -> str:
    """Give the text as it is: nobody reads it here."""
    return docstring
