"""What the desk answers where something is wrong: a page in words, or the same words as JSON."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.errors import LockedDatabaseError, NotFoundError, OnRecordError, SettingError
from onrecord.web.pages import page
from onrecord.web.security import HEADERS

TITLES = {
    400: "That could not be asked",
    401: "Who are you?",
    403: "Not allowed",
    404: "Nothing is here",
    405: "That cannot be done here",
    413: "That is too much at once",
    429: "Too many requests",
    503: "The record is busy",
}


def answer_troubles(app: FastAPI) -> None:
    """Have the application answer errors in words."""

    @app.exception_handler(RequestValidationError)
    async def _wrong(request: Request, error: RequestValidationError) -> Response:
        return trouble(request, 400, " ".join(map(_sentence, error.errors())))

    @app.exception_handler(OnRecordError)
    async def _ours(request: Request, error: OnRecordError) -> Response:
        return trouble(request, _status(error), str(error))

    @app.exception_handler(Exception)
    async def _unforeseen(request: Request, error: Exception) -> Response:
        return unforeseen(request)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        words = "There is no such page." if error.status_code == 404 and error.detail == "Not Found" else error.detail
        answer = trouble(request, error.status_code, str(words))
        answer.headers.update(error.headers or {})
        return answer


def unforeseen(request: Request) -> Response:
    """What is said where the desk itself is wrong; it has passed no guard on its way out."""
    sentence = "Something went wrong at the desk itself; what it was stands in its log."
    answer = trouble(request, 500, sentence)
    answer.headers.update(HEADERS)
    return answer


def _status(error: OnRecordError) -> int:
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, SettingError):
        return 400
    return 503 if isinstance(error, LockedDatabaseError) else 500


def _sentence(error: dict[str, object]) -> str:
    where = error["loc"]
    name = where[-1] if isinstance(where, tuple) and len(where) > 1 else "the request"
    return f"{name}: {str(error['msg']).removeprefix('Value error, ')}."


def trouble(request: Request, status: int, sentence: str) -> Response:
    """One sentence about what is wrong, as a page or as JSON, by what was asked for."""
    last = request.url.path.rsplit("/", 1)[-1]
    if last.endswith((".json", ".geojson", ".csv", ".atom")) or "json" in request.headers.get("accept", ""):
        return JSONResponse({"detail": sentence}, status_code=status)
    return page(
        request, "trouble.html", status=status, title=TITLES.get(status, "That did not work"), sentence=sentence
    )
