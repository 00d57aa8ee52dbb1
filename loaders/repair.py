"""Text that went through a wrong encoding on its way, set right or refused."""

from __future__ import annotations

import ftfy
from ftfy.badness import is_bad


def repaired(text: str) -> str | None:
    """Undo mojibake, HTML entities and escaped quotes; ``None`` where something stays broken.

    Examples
    --------
    >>> repaired("the groupâ€™s founder"), repaired("it&#039;s")
    ("the group's founder", "it's")
    """
    fixed = ftfy.fix_text(text, unescape_html=True)
    fixed = fixed.replace("\\'", "'").replace('\\"', '"')
    broken = "\ufffd" in fixed or any("\x7f" <= letter < "\xa0" for letter in fixed)
    return None if broken or is_bad(fixed) else " ".join(fixed.split())
