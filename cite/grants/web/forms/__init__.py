"""The forms, by what they are about."""
