"""Pages that belong to no single domain: the home page, the legal pages, the health of the service."""
