"""Stand-in: an exception as text, without source lines, which the page does not have, and without colours."""

import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_MOST = 40  # places, so that an endless recursion stays readable


def _places(tb: TracebackType | None) -> Iterator[str]:
    while tb is not None:
        code = tb.tb_frame.f_code
        yield f'  File "{code.co_filename}", line {tb.tb_lineno}, in {code.co_name}\n'
        tb = tb.tb_next


def format_exception_only(exception: BaseException, /, value: object = None, **more: Any) -> list[str]:
    """Give the name of the exception and what it says."""
    found = value if isinstance(value, BaseException) else exception
    words = str(found)
    return [f"{type(found).__name__}: {words}\n" if words else f"{type(found).__name__}\n"]


def format_exception(
    exception: Any, /, value: object = None, tb: TracebackType | None = None, **more: Any
) -> list[str]:
    """Give an exception with the places it came through, the outermost first, and what caused it."""
    found = value if isinstance(value, BaseException) else exception
    lines = []
    before = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    if before is not None:
        lines += [*format_exception(before), "\nThen:\n\n"]
    places = list(_places(tb or found.__traceback__))
    lines += ["Traceback (most recent call last):\n", *places[-_MOST:]] if places else []
    return [*lines, *format_exception_only(found)]


def print_exception(exception: Any, /, value: object = None, tb: TracebackType | None = None, **more: Any) -> None:
    """Write an exception to the file given, or to standard error."""
    target = more.get("file") or sys.stderr
    target.write("".join(format_exception(exception, value, tb)))


def format_exc(**more: Any) -> str:
    """Give the exception that is being handled, as one text."""
    found = sys.exception()
    return "".join(format_exception(found)) if found else "NoneType: None\n"


def print_exc(**more: Any) -> None:
    """Write the exception that is being handled."""
    found = sys.exception()
    if found:
        print_exception(found, **more)


_print_exception_bltin = print_exception  # the name that Python's own start-up asks for
