"""How the machine is assembled: environment, settings, addresses."""
