"""What passes from one holder of a post to the next, and what does not."""

from analytics.succession.answer import answer, succession
from analytics.succession.request import Case, Request
from analytics.succession.result import Succession

__all__ = ["Case", "Request", "Succession", "answer", "succession"]
