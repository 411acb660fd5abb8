"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with OWASP's parameters (m=19 MiB, t=2, p=1): Django's own cost four times the time per sign-in."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
