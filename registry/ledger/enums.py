"""The closed vocabulary of this room."""

from django.db.models import TextChoices


class Algorithm(TextChoices):
    """By which an event is hashed; kept beside every hash, so that a chain may change it midway and still be verified."""

    SHA256 = "sha256", "SHA-256"
    SM3 = "sm3", "SM3"
