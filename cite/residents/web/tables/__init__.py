"""The tables of the residents."""
