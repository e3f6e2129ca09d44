"""Who a request comes from: a session of a browser, a token of a program, or whoever sits at this machine."""

from __future__ import annotations

from dataclasses import dataclass, field

from labelwarden.web.settings import Role, Settings, hash_of, same
from labelwarden.web.store.accounts import Accounts
from labelwarden.web.store.log import Event, Log
from labelwarden.web.store.sessions import ACCOUNT, OPEN, Identity, Sessions
from labelwarden.web.store.tokens import Tokens
from labelwarden.web.throttle import Bucket

_SHOWN_NAME = 40
"""Characters of a wrong name that the log keeps: somebody may have typed a password there."""


@dataclass(slots=True)
class Access:
    """How people and programs prove who they are on this server."""

    settings: Settings
    sessions: Sessions
    accounts: Accounts
    tokens: Tokens
    log: Log
    _wrong: Bucket = field(init=False)

    def __post_init__(self) -> None:
        self._wrong = Bucket(1 / 30, self.settings.limits.wrong_at_once)
        if self.accounts.any():
            self.accounts.prepare()

    @property
    def by_account(self) -> bool:
        """Whether one logs in by a password. From the first account on that is the only way, also while it runs."""
        return self.accounts.any()

    @property
    def needs_login(self) -> bool:
        return bool(self.settings.token_hash) or self.by_account

    @property
    def _proof(self) -> str:
        if self.by_account:
            return ACCOUNT
        # Sessions end with the token that opened them.
        return f"token {hash_of(self.settings.token_hash)}" if self.settings.token_hash else OPEN

    def of_cookie(self, key: str) -> Identity | None:
        """Who the session of that key belongs to."""
        return self.sessions.find(key, self._proof) if key else None

    def of_bearer(self, secret: str) -> Identity | None:
        """Who a program speaks for."""
        if self.settings.token_hash and same(hash_of(secret), self.settings.token_hash):
            return Identity("API token", Role.REVIEWER, "", by_program=True)
        return self.tokens.find(secret)

    def at_this_machine(self) -> tuple[str, Identity]:
        """A session for whoever opens a page of a server that only this machine reaches."""
        return self.sessions.open(self.settings.reviewer, Role.ADMIN, OPEN)

    def program_at_this_machine(self) -> Identity:
        return Identity(self.settings.reviewer, Role.REVIEWER, "", by_program=True)

    def may_try(self, name: str) -> bool:
        """Whether that name was not tried wrongly too often lately, from whichever address."""
        return self._wrong.has(name.casefold())

    def log_in(self, name: str, secret: str, old_key: str = "") -> str | None:
        """A new session for whoever knows the token, or the password of an account; None for others.

        The session that the browser had before ends: a key that somebody else may have put there is worth nothing.
        """
        account = self.accounts.check(name, secret) if self.by_account else None
        if self.by_account:
            role = None if account is None else account.role
        else:
            fits = bool(self.settings.token_hash) and same(hash_of(secret), self.settings.token_hash)
            role = Role.ADMIN if fits else None
        if role is None:
            self._wrong.take(name.casefold())
            self.log.add(name[:_SHOWN_NAME], Event.LOGIN_REFUSED)
            return None
        if old_key:
            self.sessions.close(old_key)
        key, _ = self.sessions.open(name, role, self._proof, "" if account is None else account.name)
        self.log.add(name, Event.LOGGED_IN)
        return key

    def log_out(self, key: str, who: str) -> None:
        """Ends a session."""
        self.sessions.close(key)
        self.log.add(who, Event.LOGGED_OUT)

    def set_own_password(self, name: str, old: str, new: str) -> str | None:
        """A new session for whoever knows the old password and gives a new one; all others end. None: it is wrong.

        Raises:
            UsageError: the new one cannot be used.
        """
        account = self.accounts.check(name, old)
        if account is None:
            self._wrong.take(name.casefold())
            return None
        self.accounts.set_password(name, new, name)
        key, _ = self.sessions.open(name, account.role, self._proof, name)
        return key

    def end_sessions(self, account: str, by: str, but: str = "") -> int:
        """Ends the sessions of an account, but for that of a key; says how many."""
        ended = self.sessions.close_all(account, but)
        self.log.add(by, Event.SESSIONS_ENDED, account, str(ended))
        return ended
