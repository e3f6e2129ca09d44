"""What stands before every page: who asks, whether the request is really theirs, and how much one may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labelwarden.web.access import Access
from labelwarden.web.settings import Settings, is_loopback, same
from labelwarden.web.store.sessions import SECONDS, Identity
from labelwarden.web.throttle import Bucket, client_of

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
    # Others learn nothing of our addresses. With `no-referrer` a browser would not tell us either that a form is ours.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Wraps the pages. Whoever gets through has an identity in `request.state`; what they may do the addresses say."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access
        self._settings = access.settings
        limits = access.settings.limits
        self._requests = Bucket(limits.requests_a_second, limits.burst)
        self._logins = Bucket(limits.logins_a_minute / 60, limits.logins_a_minute)
        self._in_flight = InFlight(limits.in_flight * limits.upload_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        needs_login = self._access.needs_login
        refused = self._refused(scope, headers, needs_login=needs_login)
        if refused is not None:
            await _told(refused, scope)(scope, receive, self._with_headers(send, None))
            return
        identity, cookie = await run_in_threadpool(self._identity, scope, headers, needs_login=needs_login)
        refused = self._stranger(scope, headers, identity)
        if refused is not None:
            await _told(refused, scope)(scope, receive, self._with_headers(send, None))
            return
        scope.setdefault("state", {})["identity"] = identity
        with self._in_flight.body(receive, self._settings.limits.upload_bytes) as body:
            await self._app(scope, body, self._with_headers(send, cookie))

    def _refused(self, scope: Scope, headers: Headers, *, needs_login: bool) -> Response | None:
        """What is refused whoever asks."""
        client = client_of(self._address(scope, headers))
        is_login = scope["path"] == "/login" and scope["method"] == "POST"
        if not self._requests.take(client) or (is_login and not self._logins.take(client)):
            return _plain(429, "Too many requests; wait a moment.", {"Retry-After": "10"})
        if not self._answers_to(_host_name(headers.get("host", "")), needs_login=needs_login):
            return _plain(421, "This server does not answer to that name.")
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._settings.limits.upload_bytes:
            most = self._settings.limits.upload_bytes // 1_000_000
            return _plain(413, f"Expected at most {most} MB at once, found more. Hand in fewer files at a time.")
        if scope["method"] not in _SAFE and not _from_here(headers):
            return _plain(403, "This request came from a page of another site.")
        return None

    def _address(self, scope: Scope, headers: Headers) -> str:
        """Where a request comes from. What stands before the last address may have been made up by whoever asks."""
        told = headers.get("x-forwarded-for", "") if self._settings.behind_proxy else ""
        return told.rpartition(",")[2].strip() or (scope["client"][0] if scope.get("client") else "unknown")

    def _answers_to(self, name: str, *, needs_login: bool) -> bool:
        """A name of another site that was made to point here must not read what is on this machine."""
        settings = self._settings
        if settings.names:
            return name in settings.names or (is_loopback(settings.host) and name in _LOCAL_NAMES)
        return name in _LOCAL_NAMES or needs_login or not is_loopback(settings.host)

    def _identity(self, scope: Scope, headers: Headers, *, needs_login: bool) -> tuple[Identity | None, str | None]:
        """Who asks, and the key of a session that was opened for them just now."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._access.of_bearer(token.strip()), None
        identity = self._access.of_cookie(cookie_in(headers.get("cookie", ""), self._settings))
        if identity is not None or needs_login:
            return identity, None
        if scope["path"].startswith("/api/"):
            # On this machine, and not from a page of another site: that was refused above.
            return self._access.program_at_this_machine(), None
        if scope["method"] in _SAFE and not _is_open(scope["path"]):
            key, identity = self._access.at_this_machine()
            return identity, key
        return None, None

    def _stranger(self, scope: Scope, headers: Headers, identity: Identity | None) -> Response | None:
        """What is refused for who asks, or for how."""
        method = scope["method"]
        if _is_open(scope["path"]):
            return None
        if identity is None:
            if "hx-request" in headers:
                # A piece of a page that is on the screen: the whole of it goes to the login.
                return _plain(401, "Log in again.", {"HX-Redirect": "/login"})
            if _is_machine(scope) or method not in _SAFE:
                return _plain(401, "Log in, or send a token.", {"WWW-Authenticate": "Bearer"})
            return RedirectResponse("/login", 303)
        # A session of a browser has a token of its own for each change; other programs prove themselves each time.
        if method not in _SAFE and identity.csrf and not same(headers.get("x-csrf-token", ""), identity.csrf):
            return _plain(403, "The page is out of date: load it again.")
        return None

    def _with_headers(self, send: Send, key: str | None) -> Send:
        cookie = None if key is None else cookie_of(key, self._settings)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self._settings.secure_cookie:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                headers.setdefault("Cache-Control", "no-store")
                if cookie:
                    headers.append("Set-Cookie", cookie)
            await send(message)

        return answer


@dataclass(slots=True)
class InFlight:
    """Bytes of bodies that are on their way in or being worked on, over all requests: they are held in memory."""

    most: int
    held: int = 0

    @contextmanager
    def body(self, receive: Receive, most: int) -> Iterator[Receive]:
        """The body of one request, cut off where it is longer than its head said it may be, or all are full."""
        seen = 0

        async def body() -> Message:
            nonlocal seen
            message = await receive()
            size = len(message.get("body", b""))
            seen += size
            self.held += size
            if seen > most:
                raise HTTPException(413, f"Expected at most {most // 1_000_000} MB at once, found more.")
            if self.held > self.most:
                raise HTTPException(503, "Too much is being handed in just now; try again.", {"Retry-After": "5"})
            return message

        try:
            yield body
        finally:
            self.held -= seen


def cookie_name(settings: Settings) -> str:
    """What the cookie is called. Under https it has a name that no other host of the same domain can set."""
    return f"__Host-{COOKIE}" if settings.secure_cookie else COOKIE


def cookie_of(key: str, settings: Settings, seconds: int = SECONDS) -> str:
    """The head line that gives a browser its session, or takes it away."""
    secure = "; Secure" if settings.secure_cookie else ""
    return f"{cookie_name(settings)}={key}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"


def _is_machine(scope: Scope) -> bool:
    return bool(scope["path"].startswith("/api/"))


def _from_here(headers: Headers) -> bool:
    """Whether a change is asked for by one of our own pages, or by a program that is no browser."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == headers.get("host")
    except ValueError:
        return False


def cookie_in(text: str, settings: Settings) -> str:
    """The key of the session in the cookies of a request; empty where there is none."""
    try:
        jar = SimpleCookie(text)
    except CookieError:
        return ""
    name = cookie_name(settings)
    return jar[name].value if name in jar else ""


def _is_open(path: str) -> bool:
    """Where nobody has to be anybody; the addresses say it too."""
    return path in _OPEN_PATHS or path.startswith("/static/")


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _told(refused: Response, scope: Scope) -> Response:
    """The refusal as a program reads it, where one asks."""
    if not _is_machine(scope):
        return refused
    kept = {name: value for name, value in refused.headers.items() if name in ("retry-after", "www-authenticate")}
    return JSONResponse({"error": bytes(refused.body).decode().strip()}, refused.status_code, kept)


def _plain(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(text + "\n", status, headers)
