"""The forms of the offer of services."""
