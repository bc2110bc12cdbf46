"""Settings: one typed object, built once at the edge and passed down."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from onrecord.errors import SettingError


def _listed(given: object) -> object:
    """A list of paths as the environment writes it: a.toml:b.toml, as in PATH, or a JSON list."""
    if not isinstance(given, str):
        return given
    return json.loads(given) if given.startswith("[") else [path for path in given.split(os.pathsep) if path]


Paths = Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """What a run depends on besides its inputs; each field can be set as ONRECORD_<FIELD> in the environment."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", frozen=True, extra="forbid")

    database: Path = Path("onrecord.db")
    """The record: an SQLite file."""
    codebooks: Paths = ()
    """A user's own codebooks of event types, which replace or extend the shipped one; several with ":" between."""
    cues: Paths = ()
    """A user's own cue files: words of saying and of doubt, which replace or extend the shipped ones."""
    actors: Paths = ()
    """A user's own actor files, which extend the shipped register."""
    jobs: int = Field(default=1, ge=1, le=256)
    """Worker processes that read articles."""
    batch: int = Field(default=32, ge=1, le=10_000)
    """Articles stored in one transaction."""
    attribution: Literal["tagger", "rules"] = "tagger"
    """What finds who says what: the trained tagger, or rules over the parse."""
    largest_article: int = Field(default=1_000_000, ge=1_000)
    """Characters; a longer text is recorded as unread."""
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    log_format: Literal["text", "json"] = "text"


def settings(**given: object) -> Settings:
    """The settings, from `given` (None means not given), then the environment, then the defaults.

    Raises SettingError with one sentence that names the setting and what was expected.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise SettingError(f"Setting {name!r} (ONRECORD_{name.upper()}): {first['msg']}.") from error
