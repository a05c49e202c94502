"""Passwords: argon2id with a bound on how many are hashed at once, and first passwords that can be read aloud."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.auth.models import Credential
from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused

# OWASP's second recommendation: 19 MiB, two passes, one lane; about 20 ms.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# A flood of sign-ins must neither eat the memory nor starve other requests: one is hashed in a process (there is one for each core),
# one waits, and whoever comes then is asked to come again, which the app does by itself: who waited here would hold a thread.
HASHING = threading.Lock()
SEATS = threading.BoundedSemaphore(2)
FIRST_PASSWORD_LIVES = timedelta(days=14)
SHORTEST = 8
# No 0/O, 1/I/l: a secretary reads it out to somebody over 70.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# Verified when there is no such account, so that the answer takes the same time.
NOBODY = HASHER.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    with _turn():
        return HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Is this the password? Takes as long when there is no account at all."""
    with _turn():
        try:
            return HASHER.verify(password_hash or NOBODY, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def make_first_password() -> str:
    """Ten letters and digits in two groups: about 49 bits, for a password that lives two weeks at most."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2))


def issue_first_password(member_id: int) -> tuple[str, Credential]:
    """Replace the member's password by a fresh first one; it is shown once and kept only as a hash."""
    password = make_first_password()
    credential = db.session.get(Credential, member_id) or Credential(member_id=member_id)
    credential.password_hash = hash_password(password)
    credential.first, credential.expires_at = True, clock.now() + FIRST_PASSWORD_LIVES
    db.session.add(credential)
    return password, credential


def refuse_weak(password: str, *, card_number: str, phone: str | None) -> None:
    """Length is what counts (NIST SP 800-63B); one's own numbers are the first guess."""
    if len(password) < SHORTEST:
        raise Refused("password_weak", f"Use at least {SHORTEST} characters.", status=422)
    if password in (card_number, phone) or len(set(password)) < 4:
        raise Refused("password_weak", "Do not use your own numbers or one repeated character.", status=422)


@contextmanager
def _turn() -> Iterator[None]:
    if not SEATS.acquire(blocking=False):
        raise Refused("busy", "Many people are signing in: try again in a moment.", status=503, headers={"Retry-After": "1"})
    try:
        with HASHING:
            yield
    finally:
        SEATS.release()
