"""The screens of signs and alerts."""
