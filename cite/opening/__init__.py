"""Opening a Cité: from an empty installation to a working one, and what the law asks before real residents."""
