"""The pages of the reviews of pathways."""
