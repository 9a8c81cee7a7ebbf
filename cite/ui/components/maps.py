"""Maps, always beside the list that says the same thing."""
