"""What pathways bring to the applications below: doors, what waits, what is held, merges, figures."""
