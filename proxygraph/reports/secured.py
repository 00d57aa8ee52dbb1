"""What keeps a page harmless: data that cannot become markup, and a policy inside the page."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256


def inline(value: object) -> str:
    r"""Write JSON that can stand inside an HTML script element.

    >>> inline("</script>")
    '"\\u003c/script>"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def digest(text: str) -> str:
    """Give the hash by which a content security policy allows one script or style.

    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Write a policy that allows these scripts and styles, and nothing from anywhere.

    Parameters
    ----------
    scripts, styles
        The texts themselves, as they stand in the page.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_listed(scripts)}",
            f"style-src {_listed(styles)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def web(address: str | None) -> str | None:
    """Give an address that a page may link to, and no other.

    >>> web("javascript:alert(1)") is None
    True
    """
    return address if address and address.startswith(("https://", "http://")) else None


def _listed(texts: Iterable[str]) -> str:
    return " ".join(f"'{digest(text)}'" for text in texts)
