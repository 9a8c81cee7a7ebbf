"""The outside world of imports: files in the shapes that people have."""
