"""The interactive map: one HTML file, opened without a network."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from string import Template

from analytics.territory.moments import Moments
from proxygraph.reports.territory.document import document


def page(found: Moments) -> str:
    """Write the page, with all that it shows and runs inside.

    Names come from sources and are never trusted: they reach the page as data, in which ``<`` is
    written as an escape, and the script sets them as text. A content security policy allows this
    script and this style by their hashes, and nothing from anywhere else.
    """
    style, script = _asset("page.css"), _asset("page.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return Template(_asset("page.html")).substitute(
        policy=policy, style=style, script=script, data=inline(document(found))
    )


def inline(value: object) -> str:
    r"""Write JSON that can stand inside an HTML script element.

    >>> inline("</script>")
    '"\\u003c/script>"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
