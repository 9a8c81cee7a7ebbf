"""Home, help, problems reported, legal pages, health."""
