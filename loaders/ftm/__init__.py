"""FollowTheMoney entities, as JSON lines (docs/sources/ftm.md)."""
