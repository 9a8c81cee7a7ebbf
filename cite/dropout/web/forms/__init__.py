"""The forms of signs and alerts."""
