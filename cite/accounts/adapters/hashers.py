"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ModestArgon2Hasher(Argon2PasswordHasher):
    """Argon2id within 19 MiB (OWASP): ten people may sign in at once on a small server.

    Django's own choice takes 100 MiB for each.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
