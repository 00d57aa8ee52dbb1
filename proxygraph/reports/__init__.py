"""Answers for the eye: pictures, maps and the report of a day."""
