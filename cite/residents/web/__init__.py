"""The screens of the residents."""
