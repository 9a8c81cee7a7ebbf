"""Commands about the whole Cité."""
