"""Research tables of the Security Force Monitor (docs/sources/sfm.md)."""
