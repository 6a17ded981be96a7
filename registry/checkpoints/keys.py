"""The key that signs checkpoints: made on first use, for its owner's eyes only."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext as _

from registry.checkpoints.errors import KeyExposed

OTHERS = 0o077


def signing_key() -> Ed25519PrivateKey:
    """The key of this installation; all of its machines must share the file.

    Raises:
        KeyExposed: others can read the file.
    """
    path = Path(settings.CHECKPOINT_KEY_FILE)
    if not path.exists():
        _make(path)
    if path.stat().st_mode & OTHERS:
        message = _("Others can read the signing key %(path)s: take it back with chmod 600, or make a new one.")
        raise KeyExposed(message % {"path": path})
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} is no Ed25519 key.")
    return key


def public_key(key: Ed25519PrivateKey) -> str:
    """Its public half, 64 hexadecimal digits: what strangers are told once, by another way than the checkpoints."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _make(path: Path) -> None:
    """Two processes may come here at once: the first that puts its own in place wins, and nobody reads half of one."""
    handle, beside = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    with os.fdopen(handle, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with suppress(FileExistsError):
        os.link(beside, path)
    Path(beside).unlink()
