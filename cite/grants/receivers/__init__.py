"""What the call for projects does when something happens; each module is imported here."""
