"""The tables, by what they list."""
