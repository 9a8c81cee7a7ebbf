"""The outside world of the call for projects: file formats and services."""
