"""The web application: its pages, its guard, and what it answers where something is wrong."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from anyio import to_thread
from fastapi import FastAPI

from onrecord.config import Settings
from onrecord.version import VERSION
from onrecord.web.described import describe
from onrecord.web.door import Door
from onrecord.web.pages import load_templates
from onrecord.web.routes import (
    across,
    actor,
    article,
    desk,
    disputes,
    figures,
    incident,
    judgements,
    runs,
    saved,
    signing,
)
from onrecord.web.security import Guard
from onrecord.web.state import Desk, DeskSettings
from onrecord.web.statics import STATIC, Statics
from onrecord.web.troubles import answer_troubles

AT_ONCE = 4
"""Pages that are made at the same time: Python makes one at a time, and more only wait for each other."""
LARGEST = 32 * 1024 * 1024
"""Bytes that one request may send."""


def create_app(settings: Settings, serving: DeskSettings | None = None) -> FastAPI:
    """The application over the record that the settings name. Raises StoreError where it cannot be used."""
    held = Desk(settings, serving or DeskSettings())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        held.outlines.prepare = partial(desk.prepare, held)
        held.outlines.begin()
        load_templates()
        # What is here at the start stays: to look through it for what is not used any more would hold up pages.
        gc.collect()
        gc.freeze()
        yield
        held.close()

    app = FastAPI(
        title="OnRecord",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        max_body_size=LARGEST,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.desk = held
    for routes in (desk, incident, disputes, article, runs, across, actor, figures, saved, judgements, signing):
        app.include_router(routes.router)
    app.mount("/static", Statics(directory=STATIC, check_dir=False), name="static")
    answer_troubles(app)
    describe(app)
    app.add_middleware(Door, desk=held)
    app.add_middleware(Guard, hosts=(held.serving.host, *held.serving.hosts))
    return app
