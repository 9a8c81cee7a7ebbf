"""The vocabulary of residents."""
