"""Criteria about the actors, without a database."""
