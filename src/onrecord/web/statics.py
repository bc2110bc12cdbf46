"""The scripts and styles that were built with the package: packed where the browser takes it, kept where it may."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
_BUNDLED = re.compile(r"-[A-Z0-9]{8}\.\w+$")


def static(name: str) -> str:
    """The address of a built file, with its mark where it has one, so that a browser may keep it for good."""
    mark = _marks().get(name)
    return f"/static/{name}" + (f"?v={mark}" if mark else "")


@cache
def _marks() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((STATIC / "manifest.json").read_text("utf-8"))["files"]
    except FileNotFoundError:
        return {}
    return found


class Statics(StaticFiles):
    """Sends the packed file beside a file where there is one."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The answer for one file."""
        headers = Headers(scope=scope)
        packed = "gzip" in headers.get("accept-encoding", "") and (STATIC / f"{path}.gz").is_file()
        answer = await super().get_response(path, scope)
        if packed and answer.status_code == 200:
            kind = answer.headers["content-type"]
            answer = await super().get_response(f"{path}.gz", scope)
            answer.headers.update({"Content-Encoding": "gzip", "Content-Type": kind})
        answer.headers["Vary"] = "Accept-Encoding"
        answer.headers["Cache-Control"] = FOREVER if _names_its_content(path, scope) else "no-cache"
        return answer


def _names_its_content(path: str, scope: Scope) -> bool:
    """The bundler has put a mark into this name, or the address has the present one."""
    mark = _marks().get(path)
    return mark is not None and (_BUNDLED.search(path) is not None or scope.get("query_string") == f"v={mark}".encode())
