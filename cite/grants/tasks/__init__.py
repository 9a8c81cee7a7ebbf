"""What workers do for the call for projects; each module is imported here so that they find it."""
