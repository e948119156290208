"""Password hashes (argon2id with pwdlib's recommended cost)."""

from pwdlib import PasswordHash

_HASHER = PasswordHash.recommended()
MIN_LENGTH, MAX_LENGTH = 8, 256

# Verified where an account does not exist, so that a stranger cannot tell by the time it takes.
NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return the hash to store."""
    return _HASHER.hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Tell whether a password is the stored one; takes as long where there is none."""
    if len(password) > MAX_LENGTH:
        return False
    return _HASHER.verify(password, stored or NOBODY) and stored is not None
