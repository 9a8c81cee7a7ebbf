"""The information notice that everyone receives when her file is opened (RGPD, articles 13 and 14)."""

EDITION = "2026-11"
"""The edition in force: a change of its words is a new edition, so that each person’s says what she was told."""
