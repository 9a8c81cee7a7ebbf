"""The criteria and the arithmetic of the call for projects, in plain Python."""
