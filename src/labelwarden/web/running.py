"""The server from its start to its end, and its accounts."""

from __future__ import annotations

from collections.abc import Callable

import uvicorn

from labelwarden.web.app import make_app
from labelwarden.web.judging import Judge
from labelwarden.web.settings import Role, Settings
from labelwarden.web.site import open_site
from labelwarden.web.store.accounts import Accounts
from labelwarden.web.store.database import Database


def run(settings: Settings, judge: Judge, engine: str, workers: int, say: Callable[[str], None]) -> None:
    """Serves until it is interrupted.

    Raises:
        UsageError: the folder of its data cannot be used.
    """
    site = open_site(settings, judge, engine=engine, workers=workers)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(f"review page: http://{shown}:{settings.port}/ (data in {settings.data}; end with Ctrl+C)")
    uvicorn.run(
        make_app(site),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
    )


def has_accounts(settings: Settings) -> bool:
    """Whether somebody can log in by a password."""
    path = settings.data / "review.sqlite"
    if not path.exists():
        return False
    database = Database(path)
    try:
        return Accounts(database).any()
    finally:
        database.close()


def set_account(settings: Settings, name: str, role: str, password: str, by: str) -> None:
    """Adds an account, or gives one another role and password.

    Raises:
        UsageError: the password is too short.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.data / "review.sqlite")
    try:
        Accounts(database).set(name.strip(), Role(role), password.strip(), by)
    finally:
        database.close()
