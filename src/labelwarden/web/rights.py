"""Addresses that say what they ask of whoever uses them. There are no others: what is not said is not served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from labelwarden.web.settings import Right
from labelwarden.web.store.sessions import Identity

_WHY = {
    Right.READ: "Log in, or send a token.",
    Right.DECIDE: "You may read here, and not change anything.",
    Right.ADMINISTER: "This is for admins who are logged in.",
}


class Guarded(Route):
    """An address with the right that each of its methods needs."""

    def __init__(self, path: str, endpoint: Callable[..., Any], rights: Mapping[str, Right]) -> None:
        # What is a class tells for itself which methods it has.
        methods = None if isinstance(endpoint, type) else list(rights)
        super().__init__(path, endpoint, methods=methods)
        self.rights = dict(rights)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets through whoever has the right; a method that there is not is refused as such."""
        right = self.rights.get("GET" if scope["method"] == "HEAD" else scope["method"])
        if right is not None and right is not Right.NONE:
            identity = cast("Identity | None", scope.get("state", {}).get("identity"))
            if identity is None or not identity.may(right):
                raise HTTPException(401 if identity is None else 403, _WHY[right])
        await super().handle(scope, receive, send)


def get(path: str, endpoint: Callable[..., Any], right: Right = Right.READ) -> Guarded:
    """An address to look at."""
    return Guarded(path, endpoint, {"GET": right})


def post(path: str, endpoint: Callable[..., Any], right: Right = Right.DECIDE) -> Guarded:
    """An address that changes something."""
    return Guarded(path, endpoint, {"POST": right})
