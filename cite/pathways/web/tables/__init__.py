"""The tables of the pathways."""
