"""Every change to the actors."""
