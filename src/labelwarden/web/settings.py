"""How the review page is run: where it listens, who may do what, and what it takes in."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from labelwarden.errors import UsageError, in_words

MIN_TOKEN = 20
"""Characters. A token is guarded by its length alone."""


class Right(StrEnum):
    """What an address asks of whoever uses it."""

    NONE = "none"
    """Open to all: the login, and what its page is made of."""
    READ = "read"
    DECIDE = "decide"
    ADMINISTER = "administer"


class Role(StrEnum):
    """What somebody is. Each may do what those before it may."""

    READER = "read-only"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        return list(Role).index(self)

    def has(self, right: Right) -> bool:
        """Whether somebody of this role may do that.

        >>> [role.value for role in Role if role.has(Right.DECIDE)]
        ['reviewer', 'admin']
        """
        return self.rank + 1 >= list(Right).index(right)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken in, of one request and of one client."""

    upload_bytes: int = 64_000_000
    files: int = 50
    max_pixels: int = 50_000_000
    requests_a_second: float = 300.0
    burst: float = 1000.0
    logins_a_minute: float = 6.0
    """From one address."""
    wrong_at_once: float = 10.0
    """Wrong passwords for one name before it has to wait; then one more every half minute."""
    in_flight: int = 8
    """Times `upload_bytes` that may be on their way in at once, from all clients together: it is held in memory."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one server. Without a token and accounts everybody who reaches it is `reviewer`, so only loopback is open.

    `names` are the host names that it answers to, besides those of this machine; none means all where one logs in.
    `behind_proxy` says that what stands before it tells the address of each client in X-Forwarded-For.
    `rules` and `builtin` are what the rules in force were read from.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8321
    reviewer: str = "reviewer"
    token_hash: str = ""
    names: tuple[str, ...] = ()
    secure_cookie: bool = False
    behind_proxy: bool = False
    keep_days: int | None = None
    rules: tuple[Path, ...] = ()
    builtin: bool = True
    limits: Limits = Limits()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("localhost")
    (True, True, False, True)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def token_hash(path: Path) -> str:
    """The hash of the token in a file; only that is kept in memory.

    Raises:
        UsageError: the file cannot be read, or its token is too short.
    """
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--token-file: cannot read {path}: {in_words(error)}") from error
    if len(token) < MIN_TOKEN:
        how = f"python3 -c 'import secrets; print(secrets.token_urlsafe(32))' > {path}"
        raise UsageError(f"--token-file: expected {MIN_TOKEN} characters or more in {path}; make one by: {how}")
    return hash_of(token)


def hash_of(secret: str) -> str:
    """For secrets that are long and random already, where no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Compared in a time that does not tell how much of it fits."""
    return secrets.compare_digest(one.encode(), other.encode())
