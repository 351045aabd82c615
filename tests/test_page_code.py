"""What our scripts may not contain: making page code from text, travelling, and direct lines to other devices."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w\"'`])//[^\n]*", re.DOTALL)
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NAMES = r"(?:innerHTML|outerHTML|srcdoc)"
SINKS = {
    "markup set as a property": rf"\.{NAMES}\s*\+?=(?!=)|[\"'`]{NAMES}[\"'`]|\b{NAMES}\s*:",
    "markup given to a method": r"\.(?:insertAdjacentHTML|setHTML|setHTMLUnsafe|parseHTMLUnsafe|parseFromString)\s*\(",
    "markup made a fragment": r"\bcreateContextualFragment\b",
    "markup written": r"\bdocument\s*\.\s*write(?:ln)?\s*\(",
    "code from text": r"(?<![\w.])eval\s*\(|\(0,\s*eval\)|\bFunction\s*\(",
    "a timer of text": r"\bset(?:Timeout|Interval)\s*\(\s*[\"'`]",
    "a handler as an attribute": r"\bsetAttribute(?:NS)?\s*\(\s*[\"'`](?:on\w+|srcdoc)|\bon[a-z]+\s*:\s*[\"'`]",
    "a script address": r"createElement\s*\(\s*[\"'`](?:script|iframe|object|embed)|javascript:",
}
JOURNEYS = {
    "a new address": r"\blocation(?:\.(?:href|search|pathname|host))?\s*=(?!=)|\blocation\.(?:assign|replace)\s*\(",
    "a new window": r"\b(?:window|self|globalThis)\.open\s*\(",
    "a navigation": r"\bnavigation\.navigate\s*\(|http-?equiv",
    "a form that is sent": r"\.(?:submit|requestSubmit)\s*\(\)",
    "a direct line": r"\bRTCPeerConnection\b",
    "a connection ahead of time": r"\b(?:preconnect|dns-prefetch|report-uri)\b",
}
SAMPLES = {
    "markup set as a property": "box.innerHTML = words",
    "markup given to a method": "box.insertAdjacentHTML('beforeend', words)",
    "markup made a fragment": "range.createContextualFragment(words)",
    "markup written": "document.write(words)",
    "code from text": "const f = new Function(words)",
    "a timer of text": "setTimeout('go()', 9)",
    "a handler as an attribute": "box.setAttribute('onclick', words)",
    "a script address": "document.createElement('script')",
    "a new address": "location.href = words",
    "a new window": "window.open(words)",
    "a navigation": "navigation.navigate(words)",
    "a form that is sent": "form.submit()",
    "a direct line": "new RTCPeerConnection()",
    "a connection ahead of time": "link.rel = 'preconnect'",
}
HARMLESS = """box.textContent = words; setTimeout(() => go(), 9);
if (location.href === here) history.replaceState(null, "", here);
box.addEventListener("click", go); form.addEventListener("submit", keep); const it = document.createElement("p");"""


def scripts() -> dict[str, str]:
    """Every script of ours, without comments: the files, and what stands in the page templates."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/assets/second-take").glob("*.js")}
    for path in (ROOT / "overrides").rglob("*.html"):
        texts[path.name] = "\n".join(INLINE.findall(path.read_text(encoding="utf-8")))
    return {name: COMMENT.sub("", text) for name, text in texts.items()}


def found(patterns: dict[str, str]) -> list[str]:
    """Where our scripts hold what they may not, as `file: name: words`."""
    return [
        f"{name}: {what}: {match[0]}"
        for name, text in sorted(scripts().items())
        for what, pattern in patterns.items()
        for match in re.finditer(pattern, text)
    ]


def test_no_script_of_ours_makes_page_code_from_text() -> None:
    assert len(scripts()) >= 30
    assert found(SINKS) == []


def test_our_scripts_never_travel_and_open_no_direct_line() -> None:
    assert found(JOURNEYS) == []


@pytest.mark.parametrize("what", SAMPLES)
def test_each_rule_fires_on_what_it_forbids_and_not_on_what_we_write(what: str) -> None:
    pattern = {**SINKS, **JOURNEYS}[what]
    assert re.search(pattern, SAMPLES[what])
    assert not re.search(pattern, HARMLESS)


def test_every_rule_has_a_sample() -> None:
    assert SAMPLES.keys() == SINKS.keys() | JOURNEYS.keys()


def test_every_test_that_the_privacy_page_names_is_there() -> None:
    page = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    assert len(named) >= 8
    assert sorted(name for name in named if f"def {name}(" not in written) == []
