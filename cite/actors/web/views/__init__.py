"""Pages of the actors."""
