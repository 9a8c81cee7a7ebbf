"""Who sees and does what in the call for projects."""
