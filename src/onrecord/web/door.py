"""Who may come in: signing in where there are users or a token, and nothing that writes where the desk is read-only."""

from __future__ import annotations

import base64
import binascii
import getpass
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.accounts import Role
from onrecord.web.limits import READING, SIGNING_IN, SIGNING_IN_AT_ALL, WRITING, Buckets
from onrecord.web.security import is_own
from onrecord.web.sessions import COOKIE, Sessions, Who
from onrecord.web.troubles import trouble

if TYPE_CHECKING:
    from onrecord.web.state import Desk

OPEN = ("/sign-in", "/static/")
TOKEN_HOLDER = "token"


class Keeper:
    """Knows who somebody is, by cookie, password or token."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.sessions = Sessions()
        self._under_a_name, self._at_all = Buckets(SIGNING_IN), Buckets(SIGNING_IN_AT_ALL)
        self._known: dict[str, str] = {}

    @property
    def is_open(self) -> bool:
        """Nobody has to sign in: only this machine can reach the desk, and it has neither users nor a token."""
        return self._desk.serving.token is None and not self._desk.accounts.users()

    def who(self, headers: Headers, address: str) -> Who | None:
        """Who asks, None where that is not known."""
        session = _cookie(headers)
        if self.is_open:
            return Who(_owner(), "admin", session)
        name = self.sessions.name_of(session) if session else None
        if name is None:
            name, session = self._by_header(headers.get("authorization", ""), address), ""
        role = self._role(name) if name else None
        return Who(name, role, session) if name and role else None

    def _role(self, name: str) -> Role | None:
        if name == TOKEN_HOLDER and self._desk.serving.token is not None:
            return "admin"
        return self._desk.accounts.role_of(name)

    def _by_header(self, header: str, address: str) -> str | None:
        """A program's or a feed reader's name, by its Authorization header."""
        kind, _, given = header.partition(" ")
        if kind.lower() == "bearer":
            return self.sign_in(TOKEN_HOLDER, given, address)
        if kind.lower() != "basic":
            return None
        if header in self._known:
            return self._known[header]
        try:
            name, _, password = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        found = self.sign_in(name, password, address)
        if found and len(self._known) < 1000:
            self._known[header] = found
        return found

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """The name of whoever has this password, or the token; None where nobody has, or it was tried too often."""
        token = self._desk.serving.token
        if token is not None and hmac.compare_digest(password.encode("utf-8", "replace"), token.encode()):
            return TOKEN_HOLDER
        if not (self._at_all.take(address) and self._under_a_name.take(f"{address} {name}")):
            raise HTTPException(429, "Signing in was tried too often; wait some minutes.")
        user = self._desk.accounts.check(name, password)
        return user.name if user else None


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _owner() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "someone at this machine"


class Door:
    """Lets in who may come in, as often as they may, and gives every browser a session."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk
        self._reading, self._writing = Buckets(READING), Buckets(WRITING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        refusal = self._refused(request) or await self._stranger(request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, self._with_session(request, send))

    def _refused(self, request: Request) -> Response | None:
        address = request.client.host if request.client else "unknown"
        reads = request.method in ("GET", "HEAD")
        if self._desk.serving.read_only and not reads and not request.url.path.startswith("/sign-"):
            return trouble(request, 403, "This desk is read-only: nothing can be changed here.")
        # Who can reach only this machine could as well load it by other means.
        if reads and is_own(address):
            return None
        if not (self._reading if reads else self._writing).take(address):
            return trouble(request, 429, "Too many requests came from your address; wait a moment.")
        return None

    async def _stranger(self, request: Request) -> Response | None:
        address = request.client.host if request.client else "unknown"
        try:
            who = await self._who(request, address)
        except HTTPException as error:
            return trouble(request, error.status_code, error.detail)
        request.scope["who"] = who
        if who is not None or request.url.path.startswith(OPEN):
            return None
        last = request.url.path.rsplit("/", 1)[-1]
        if request.method == "GET" and "." not in last:
            return RedirectResponse(f"/sign-in?next={local(request.url.path)}", status_code=303)
        answer = trouble(request, 401, "Sign in at /sign-in, or send a name and a password with the request.")
        answer.headers["WWW-Authenticate"] = 'Basic realm="OnRecord", charset="UTF-8"'
        return answer

    async def _who(self, request: Request, address: str) -> Who | None:
        keeper = self._desk.keeper
        if "authorization" not in request.headers:
            return keeper.who(request.headers, address)
        # Only a password takes long to check: the pages of others go on meanwhile.
        return await run_in_threadpool(keeper.who, request.headers, address)

    def _with_session(self, request: Request, send: Send) -> Send:
        """A browser without a session gets one with its first page, so that the forms on it can be told from others."""
        if _cookie(request.headers) or request.url.path.startswith("/static/"):
            request.scope["session"] = _cookie(request.headers)
            return send
        request.scope["session"] = session = secrets.token_urlsafe(32)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "set-cookie" not in headers and headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", cookie(session))
            await send(message)

        return sending


def cookie(session: str) -> str:
    """The header that has a browser keep a session, out of reach of scripts and of other sites' forms."""
    return f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"


def local(path: str) -> str:
    """A path of the desk itself, for use after signing in; anything else becomes the first page."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"
