"""The OpenAPI description of the desk's data, with the answers that it really gives where something is wrong."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

ABOUT = """Everything that the pages show, as data. The records and their keys are those of `onrecord export`.

Lists take the same questions as the desk: what stands in the address of a page can be asked here.
"""
WRONG = {
    "400": "It could not be asked; `detail` says why.",
    "401": "Somebody has to sign in: send a name and a password (Basic) or a token (Bearer).",
    "429": "Too many requests.",
}
MISSING = {"404": "Nothing is there."}


def describe(app: FastAPI) -> None:
    """Have the application describe itself."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _corrected(get_openapi(title=app.title, version=app.version, routes=app.routes))
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


def _corrected(schema: dict[str, Any]) -> dict[str, Any]:
    schema["info"]["description"] = ABOUT
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        components.pop(name, None)
    detail = {"type": "object", "required": ["detail"], "properties": {"detail": {"type": "string"}}}
    components["Trouble"] = detail
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            responses = operation["responses"]
            responses.pop("422", None)
            for code, words in (WRONG | (MISSING if "{" in path else {})).items():
                content = {"application/json": {"schema": {"$ref": "#/components/schemas/Trouble"}}}
                responses[code] = {"description": words, "content": content}
    return schema
