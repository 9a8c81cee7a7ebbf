"""What people type about a territory."""
