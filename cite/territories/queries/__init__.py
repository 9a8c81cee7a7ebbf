"""Reads: locate an address, draw the map of a territory."""
