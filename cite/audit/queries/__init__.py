"""Reads of the journal: its pages, and the proof that nobody touched it."""
