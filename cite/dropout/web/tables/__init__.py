"""The tables of signs and alerts."""
