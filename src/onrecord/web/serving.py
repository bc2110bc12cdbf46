"""Running the desk: the address, what is said when it is open, and the server itself."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable

from onrecord.config import Settings
from onrecord.errors import SettingError
from onrecord.web.accounts import SHORTEST
from onrecord.web.security import is_own
from onrecord.web.state import Desk, DeskSettings

TURN = 0.001
"""Seconds that one page may hold up the others each time it gives way to them; Python's own 5 ms add up to a second."""

SELDOM = (20_000, 20, 50)
"""When Python looks for objects that only name each other: pages leave few, and each look holds all of them up."""


def run(settings: Settings, serving: DeskSettings, *, tell: Callable[[str], None], opening: bool = False) -> None:
    """Serve until Ctrl-C. Raises SettingError for an address that cannot be had."""
    import uvicorn

    from onrecord.web.app import create_app

    with _listening(serving) as listening:
        url = address_of(listening)
        app = create_app(settings, serving)
        check_open(app.state.desk)
        listening.listen(2048)
        tell(f"The desk is open at {url} (record {settings.database}). Ctrl-C ends it.")
        if opening:
            import webbrowser

            webbrowser.open(url)
        sys.setswitchinterval(TURN)
        gc.set_threshold(*SELDOM)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False))
        server.run(sockets=[listening])


def check_open(desk: Desk) -> None:
    """Raise SettingError where other machines could reach a desk at which nobody has to sign in."""
    if not is_own(desk.serving.host) and desk.keeper.is_open:
        raise SettingError(
            f"Other machines can reach {desk.serving.host}, so everybody has to sign in: add users"
            " (onrecord users add NAME --role admin) or give a token (--token or ONRECORD_TOKEN)."
        )
    if desk.serving.token is not None and len(desk.serving.token) < SHORTEST:
        raise SettingError(f"The token is too short; use at least {SHORTEST} characters.")


def _listening(serving: DeskSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((serving.host, serving.port))
    except OSError as error:
        listening.close()
        raise SettingError(
            f"{serving.host}:{serving.port}: {error.strerror}; choose another address with --host or --port."
        ) from error
    return listening


def address_of(listening: socket.socket) -> str:
    """The address as it is typed into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
