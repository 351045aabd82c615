"""Stand-in: only the writing of HTML. Reading it takes a table of two thousand names that nothing here looks up."""


def escape(s: str, quote: bool = True) -> str:
    """Give a text in which no character is read as HTML."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s
