"""What the directory knows: lists, sheets, exports."""
