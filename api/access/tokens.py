"""Secrets that are handed out once and kept only as hashes."""

import hashlib
import secrets


def new_secret() -> str:
    """Return 256 random bits as text that fits in a header."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return what the record keeps of `secret`. It is random, so a plain SHA-256 can't be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
