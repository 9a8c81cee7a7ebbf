"""Every read of the pathways."""
