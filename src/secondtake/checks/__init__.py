"""The closed set of checks a rule can ask for, by the name the rule file uses."""

from __future__ import annotations

from secondtake.checks.balance import first_word, last_word, over_explaining
from secondtake.checks.base import Check, Hit
from secondtake.checks.contact import contacts, double_post, late_send, reopening
from secondtake.checks.form import chat, exclamations, length, long_sentences, placeholders, reading_grade, shouting
from secondtake.checks.mentions import (
    attachments,
    bare_traits,
    contradictions,
    many_asks,
    repeated_apology,
    stock_claims,
)
from secondtake.checks.missing import missing_part, missing_role
from secondtake.checks.names import mismatches, salutations
from secondtake.checks.phrasing import phrasing

CHECKS: dict[str, Check] = {
    "attachments": attachments,
    "bare-traits": bare_traits,
    "chat": chat,
    "contacts": contacts,
    "contradictions": contradictions,
    "double-post": double_post,
    "exclamations": exclamations,
    "first-word": first_word,
    "last-word": last_word,
    "late-send": late_send,
    "length": length,
    "long-sentences": long_sentences,
    "many-asks": many_asks,
    "mismatches": mismatches,
    "missing-part": missing_part,
    "missing-role": missing_role,
    "over-explaining": over_explaining,
    "phrasing": phrasing,
    "placeholders": placeholders,
    "reading-grade": reading_grade,
    "reopening": reopening,
    "repeated-apology": repeated_apology,
    "salutations": salutations,
    "shouting": shouting,
    "stock-claims": stock_claims,
}

__all__ = ["CHECKS", "Check", "Hit"]
