"""The pages of the offer of services."""
