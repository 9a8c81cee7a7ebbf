"""What the directory plugs into the applications below."""
