"""The administrators' pages about background work."""
