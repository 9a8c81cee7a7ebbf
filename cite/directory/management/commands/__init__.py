"""The commands of the directory."""
