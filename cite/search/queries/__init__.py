"""Reads: everything that a person may find, and the documents that answer a question."""
