"""The vocabulary of pathways."""
