"""Who is at the desk: sessions in memory, and the tokens that show that a form came from the desk itself."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from onrecord.web.accounts import ROLES, Role

LASTING = 12 * 3600
"""Seconds after which one has to sign in again."""
MOST = 10_000
COOKIE = "onrecord"


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody at the desk. `session` is what the browser keeps; empty where a program asks with a password."""

    name: str
    role: Role
    session: str = ""

    def may(self, role: Role) -> bool:
        """Whether this one may do what that role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Sessions:
    """The sessions of those who signed in, and the secret of this run of the desk."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def begin(self, name: str) -> str:
        """A new session; gives back what the browser keeps."""
        session = secrets.token_urlsafe(32)
        with self._lock:
            self._known[session] = name, time.monotonic() + LASTING
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return session

    def name_of(self, session: str) -> str | None:
        """Whose session it is, None where it has ended."""
        with self._lock:
            name, until = self._known.get(session, ("", 0.0))
            return name if until > time.monotonic() else None

    def end(self, session: str) -> None:
        """Forget a session."""
        with self._lock:
            self._known.pop(session, None)

    def token(self, session: str) -> str:
        """What every form of this session carries."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def fits(self, session: str, token: str) -> bool:
        """Whether a form came from a page of this session."""
        return bool(session) and hmac.compare_digest(self.token(session).encode(), token.encode("utf-8", "replace"))
