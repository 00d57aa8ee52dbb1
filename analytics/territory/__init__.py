"""Territory: who controls or operates where, by whose leave, and whether ground is contiguous."""

from analytics.territory.corridor import corridor
from analytics.territory.corridor_result import Corridor, CorridorRequest
from analytics.territory.presence import presence
from analytics.territory.presence_result import Presence

__all__ = ["Corridor", "CorridorRequest", "Presence", "corridor", "presence"]
