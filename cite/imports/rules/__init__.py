"""Pure rules of imports: where headers are, which column holds what, what cells say."""
