"""People who sign in, how, and the role each holds in a Cité."""
