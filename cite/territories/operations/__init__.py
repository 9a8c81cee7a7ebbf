"""Writes: import districts, communes and addresses, draw watch districts."""
