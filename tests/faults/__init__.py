"""Loads that are killed, paused, cut off and starved: after each, the next run ends right."""
