"""Translations: brought up to date, and compiled."""
