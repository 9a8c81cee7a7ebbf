"""The screens of the offer of services."""
