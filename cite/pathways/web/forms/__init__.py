"""The forms of the pathways."""
