"""The engines we are measured against. They live in an environment of their own, `var/bench-venv`."""
