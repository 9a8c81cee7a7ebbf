"""The pages of signs and alerts."""
