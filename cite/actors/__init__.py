"""Who is who in a Cité: organizations, what each brings, the people who act for them, and what they committed to."""
