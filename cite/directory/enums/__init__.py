"""The vocabulary of the offer of services."""
