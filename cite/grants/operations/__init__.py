"""Every write of the call for projects."""
