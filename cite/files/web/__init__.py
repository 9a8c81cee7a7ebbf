"""The address where a stored file is given back to its owner."""
