"""What stands before every page: who asks, whether the request is really theirs, and how much one may ask for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labelwarden.web.settings import Role, Settings, hash_of, is_loopback, same
from labelwarden.web.store.sessions import SECONDS, Identity, Sessions

COOKIE = "labelwarden_session"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN_PATHS = frozenset({"/login", "/favicon.ico", "/healthz"})
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(slots=True)
class Bucket:
    """Lets so many through a second on the long run, and `burst` at once."""

    a_second: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, client: str) -> bool:
        """Whether this client may have one more."""
        now = self.clock()
        left, then = self._left.get(client, (self.burst, now))
        left = min(self.burst, left + (now - then) * self.a_second)
        if len(self._left) > 10_000:
            self._left.clear()  # who asks from that many addresses is not held up by counting them
        self._left[client] = (left - 1 if left >= 1 else left, now)
        return left >= 1


class Guard:
    """Wraps the pages. Whoever gets through has an identity in `request.state`."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions) -> None:
        self._app = app
        self._settings = settings
        self._sessions = sessions
        self._requests = Bucket(settings.limits.requests_a_second, settings.limits.burst)
        self._logins = Bucket(settings.limits.logins_a_minute / 60, settings.limits.logins_a_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await _told(refused, scope)(scope, receive, _with_headers(send, None))
            return
        key = _cookie(headers)
        identity = await run_in_threadpool(self._identity, headers, key)
        cookie = None
        if identity is None and not self._settings.needs_login:
            is_page = scope["method"] in _SAFE and not _is_machine(scope)
            if is_page:
                key, identity = await run_in_threadpool(self._sessions.open, self._settings.reviewer, Role.ADMIN)
                cookie = key
            elif scope["path"].startswith("/api/"):
                # On this machine, and not from a page of another site: that was refused above.
                identity = Identity(self._settings.reviewer, Role.ADMIN, "")
        refused = self._stranger(scope, headers, identity)
        if refused is not None:
            await _told(refused, scope)(scope, receive, _with_headers(send, None))
            return
        scope.setdefault("state", {})["identity"] = identity
        body = _capped(receive, self._settings.limits.upload_bytes)
        await self._app(scope, body, _with_headers(send, self._set_cookie(cookie)))

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """What is refused whoever asks."""
        client = scope["client"][0] if scope.get("client") else "unknown"
        if not self._requests.take(client) or (
            scope["path"] == "/login" and scope["method"] == "POST" and not self._logins.take(client)
        ):
            return _plain(429, "Too many requests; wait a moment.", {"Retry-After": "10"})
        # A name of another site that was made to point here must not read what is on this machine.
        name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if not self._settings.needs_login and is_loopback(self._settings.host) and name not in _LOCAL_NAMES:
            return _plain(421, "This server answers to localhost alone.")
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._settings.limits.upload_bytes:
            most = self._settings.limits.upload_bytes // 1_000_000
            return _plain(413, f"Expected at most {most} MB at once, found more. Hand in fewer files at a time.")
        if scope["method"] not in _SAFE and not _from_here(headers):
            return _plain(403, "This request came from a page of another site.")
        return None

    def _identity(self, headers: Headers, key: str) -> Identity | None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._settings.token_hash:
            if same(hash_of(token.strip()), self._settings.token_hash):
                return Identity("API token", Role.ADMIN, "")
            return None
        return self._sessions.find(key) if key else None

    def _stranger(self, scope: Scope, headers: Headers, identity: Identity | None) -> Response | None:
        """What is refused for who asks, or for how."""
        path, method = scope["path"], scope["method"]
        if path in _OPEN_PATHS or path.startswith("/static/"):
            return None
        if identity is None:
            if _is_machine(scope) or method not in _SAFE:
                return _plain(401, "Log in, or send a token.", {"WWW-Authenticate": "Bearer"})
            return RedirectResponse("/login", 303)
        if method in _SAFE:
            return None
        # A session of a browser has a token of its own for each change; other programs prove themselves each time.
        if identity.csrf and not same(headers.get("x-csrf-token", ""), identity.csrf):
            return _plain(403, "The page is out of date: load it again.")
        if not identity.may_decide and path != "/logout":
            return _plain(403, "You may read here, and not change anything.")
        return None

    def _set_cookie(self, key: str | None) -> str | None:
        return None if key is None else cookie_of(key, self._settings)


def cookie_of(key: str, settings: Settings, seconds: int = SECONDS) -> str:
    """The head line that gives a browser its session, or takes it away."""
    secure = "; Secure" if settings.secure_cookie else ""
    return f"{COOKIE}={key}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"


def _is_machine(scope: Scope) -> bool:
    return bool(scope["path"].startswith("/api/"))


def _from_here(headers: Headers) -> bool:
    """Whether a change is asked for by one of our own pages, or by a program that is no browser."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _cookie(headers: Headers) -> str:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _told(refused: Response, scope: Scope) -> Response:
    """The refusal as a program reads it, where one asks."""
    if not _is_machine(scope):
        return refused
    kept = {name: value for name, value in refused.headers.items() if name in ("retry-after", "www-authenticate")}
    return JSONResponse({"error": bytes(refused.body).decode().strip()}, refused.status_code, kept)


def _plain(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(text + "\n", status, headers)


def _capped(receive: Receive, most: int) -> Receive:
    """The body, cut off where it is longer than its head said it may be."""
    seen = 0

    async def body() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, f"Expected at most {most // 1_000_000} MB at once, found more.")
        return message

    return body


def _with_headers(send: Send, cookie: str | None) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if cookie:
                headers.append("Set-Cookie", cookie)
        await send(message)

    return answer
