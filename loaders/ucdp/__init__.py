"""Datasets of the Uppsala Conflict Data Program (docs/sources/ucdp-esd.md, ucdp-actor.md)."""
