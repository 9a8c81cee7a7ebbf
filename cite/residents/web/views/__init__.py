"""The pages of the residents."""
