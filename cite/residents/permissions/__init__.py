"""Who may see and do what with the residents."""
