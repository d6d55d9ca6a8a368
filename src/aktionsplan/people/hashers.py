"""Password hashes that fit a small server: 19 MiB a hash (OWASP), not 100."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two rounds, one lane."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
