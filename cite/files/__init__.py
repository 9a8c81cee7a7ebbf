"""Stored files: one way to receive an upload, keep it privately, give it back and forget it in time."""
