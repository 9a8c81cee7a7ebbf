"""Pages of the call for projects."""
