"""What the residents bring to other applications."""
