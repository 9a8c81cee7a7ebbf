"""The forms of the residents."""
