"""The vocabulary of signs and alerts."""
