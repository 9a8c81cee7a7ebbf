"""Every write of the pathways."""
