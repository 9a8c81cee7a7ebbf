"""Reads of the call for projects."""
