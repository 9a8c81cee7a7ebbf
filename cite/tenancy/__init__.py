"""Which Cité de l’emploi we are in: several may share one installation, and none sees another's records."""
