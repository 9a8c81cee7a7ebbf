"""How the libraries that sign people in behave here."""
