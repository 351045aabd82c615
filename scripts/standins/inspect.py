"""Stand-in: what start-up, dataclasses and protocols call of `inspect`, without the reading of source code."""

from types import FunctionType
from typing import Any

_COROUTINE = 0x80  # CO_COROUTINE
_NOTHING = object()


def iscoroutinefunction(function: object) -> bool:
    """Tell whether a function was written with `async def`."""
    found = getattr(function, "__func__", function)
    return isinstance(found, FunctionType) and bool(found.__code__.co_flags & _COROUTINE)


def unwrap(function: Any) -> Any:
    """Follow `__wrapped__` to the function inside."""
    while hasattr(function, "__wrapped__") and not isinstance(function, type):
        function = function.__wrapped__
    return function


def signature(function: object, **more: Any) -> None:
    """Refuse, as for any function whose signature is not known; dataclasses then write a docstring without it."""
    raise ValueError("no signature here")


def getattr_static(found: Any, name: str, default: object = _NOTHING) -> object:
    """Give an attribute as it was written down, without running a property or `__getattr__`."""
    own = getattr(found, "__dict__", {})
    if not isinstance(found, type) and name in own:
        return own[name]
    for one in (found if isinstance(found, type) else type(found)).__mro__:
        if name in one.__dict__:
            return one.__dict__[name]
    if default is _NOTHING:
        raise AttributeError(name)
    return default
