"""Every read of the residents."""
