"""Keys derived from the server's secret, one per purpose, so that no two uses share a key."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.core.config import settings


def key_for(purpose: str) -> bytes:
    """The 32-byte key of a purpose (HKDF-SHA256, RFC 5869)."""
    return _derived(settings().secret, purpose)


def mac(purpose: str, message: bytes) -> bytes:
    """HMAC-SHA256 of a message under the key of a purpose."""
    return hmac.digest(key_for(purpose), message, hashlib.sha256)


def signature(purpose: str, message: str) -> str:
    """A short text signature: 128 bits of the MAC in hexadecimal."""
    return mac(purpose, message.encode()).hex()[:32]


def signed_well(purpose: str, message: str, claimed: str) -> bool:
    return hmac.compare_digest(signature(purpose, message).encode(), claimed.encode())


@lru_cache(maxsize=4096)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
