"""The screens of the reviews of pathways."""
