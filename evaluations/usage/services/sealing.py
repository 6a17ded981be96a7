"""Tokens of other services, kept so that neither a page nor a copy of the database tells them."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(token: str) -> str:
    """Encrypted under the installation's secret key; empty stays empty."""
    return _box().encrypt(token.encode()).decode() if token else ""


def unseal(sealed: str) -> str | None:
    """The token; ``None`` when it was sealed under another secret key."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return None


def _box() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"usage.pull").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
