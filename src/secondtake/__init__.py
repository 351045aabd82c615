"""Second Take: what to do, and what to write, after a job interview that went wrong.

    >>> import secondtake
    >>> found = secondtake.assess({"mishaps": [{"id": "visible-nerves"}]})
    >>> found.action
    'thank'

The functions here take plain data (as from TOML or JSON) and give frozen values; `secondtake.api.handle` is the same
door as JSON text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .assess import assess as _assess
from .compose import Options as _Options
from .compose import compose as _compose
from .door import known_of as _known_of
from .door import situation_from as _situation_from
from .findings import Review
from .load import content as _content
from .model import Assessment, Letter
from .plan import Plan
from .plan import plan as _plan
from .review import review as _review

__version__ = "0.1.0"
__all__ = ["assess", "compose", "plan", "review"]


def assess(situation: Mapping[str, Any]) -> Assessment:
    """What to do about a situation. Raises InputError, naming the field, for data that does not fit."""
    return _assess(_situation_from(situation), _content())


def compose(situation: Mapping[str, Any], **options: Any) -> Letter | None:
    """The letter for a situation, or None when nothing should be sent. Options: wording, wordings, register, to."""
    told = _situation_from(situation)
    return _compose(told, _assess(told, _content()), _content(), _Options(**options))


def review(
    text: str,
    situation: Mapping[str, Any] | None = None,
    *,
    channel: str = "email",
    dismissed: Collection[str] = (),
) -> Review:
    """The review of any letter; a first line `Subject: ...` is its subject line. With a situation more rules apply.

    The situation needs no mishap here. `dismissed` holds the keys of findings not to bring up again.
    """
    context = _known_of(situation) if situation is not None else None
    return _review(text, _content().rules, context=context, channel=channel, dismissed=dismissed)


def plan(situation: Mapping[str, Any]) -> Plan:
    """The plan for a situation: when to send, when to ask once, when to stop."""
    told = _situation_from(situation)
    return _plan(told, _assess(told, _content()), _content())
