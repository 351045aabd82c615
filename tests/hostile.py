"""Texts that must never become anything but text: in the page, in a file, in a mail. Import CORPUS for a new door."""

from __future__ import annotations

from test_robust import ODD

RUNS = "self.hostile=1"
MARKUP = {
    "image that runs": f"<img src=x onerror={RUNS}>",
    "script element": f"</textarea><script>{RUNS}</script>",
    "drawing that runs": f"<svg onload={RUNS}><animate onbegin={RUNS} attributeName=x></svg>",
    "end of a template": f"</template></style></title><iframe srcdoc='<script>parent.{RUNS}</script>'>",
    "link that runs": f"[click](javascript:{RUNS}) <a href='javascript:{RUNS}'>x</a>",
    "attribute breaker": f"\" autofocus onfocus={RUNS} x=\"' onfocus={RUNS} '",
    "entities": "&lt;img src=x onerror=self.hostile=1&gt; &#60;b&#62;",
    "comment": f"<!--><img src=x onerror={RUNS}>-->",
}
HEADERS = {
    "header injection": "Sam\r\nBcc: all@example.org\r\n\r\nbody",
    "encoded header injection": "Sam%0D%0ABcc: all@example.org&cc=all@example.org",
    "encoded word": "=?utf-8?q?Sam=0D=0ABcc:_all=40example.org?=",
    "calendar injection": "Sam\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:all@example.org",
    "calendar separators": "Sam;ATTENDEE=mailto:all@example.org:x,y\\nEND:VCALENDAR",
    "mail link separators": "a&body=other&subject=other?x#y",
}
TEMPLATES = {
    "braces": "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {0.__class__} %(x)s $role ${role}",
    "formula": '=HYPERLINK("http://localhost:9/","x")',
}
NAMES_OF_OBJECTS = {"prototype": "__proto__", "constructor": "constructor.prototype.hostile", "method": "toString"}
SHORT = {name: text for name, text in ODD.items() if 0 < len(text) <= 300}
CORPUS = {**MARKUP, **HEADERS, **TEMPLATES, **NAMES_OF_OBJECTS, **SHORT}
# Keys that a saved file may hold to reach the objects behind all others.
PROTOTYPE_KEYS = ("__proto__", "constructor", "prototype")
TEN_MEGABYTES = "N" * 10_000_000
