"""Persistence curves, estimated from the publishers' files (docs/persistence.md)."""
