"""Lists that people bring: tables of any shape, columns confirmed, errors per cell, their own file back."""
