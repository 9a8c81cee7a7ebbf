"""The assistant that opens a Cité, and the page of its putting in service."""
