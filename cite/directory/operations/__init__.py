"""Every write of the offer of services."""
