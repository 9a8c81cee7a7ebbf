"""The base of every page."""

PUBLIC = object()
