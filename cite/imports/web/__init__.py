"""The pages of imports: bring a list, confirm its columns, wait, take it back."""
