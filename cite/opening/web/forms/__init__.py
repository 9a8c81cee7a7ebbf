"""The forms of openings, and of the putting in service."""
