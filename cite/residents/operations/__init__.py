"""Every write of the residents."""
