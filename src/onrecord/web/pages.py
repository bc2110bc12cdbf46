"""Making pages of templates. Whatever came from an article is escaped and kept apart from the direction of its line."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.version import VERSION
from onrecord.web.display import cleaned, displayed, set_apart
from onrecord.web.statics import static
from onrecord.wording import words
from onrecord.wording.alike import alike
from onrecord.wording.naming import country_name, with_article
from onrecord.wording.plain import plain, what
from onrecord.wording.telling_dates import day_told, place_told

CARDS = 1_000
"""Cards that are kept, of some 4 kB each."""
_JUDGED = re.compile(r"ju-[0-9a-f]{4,32}")


def judged_in(given: str | None) -> str:
    """The id of the judgement that was stored last, where an address has what looks like one."""
    return given if given and _JUDGED.fullmatch(given) else ""


@cache
def environment() -> Environment:
    """The templates, with the words that they use."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        bdi=set_apart,
        shown=displayed,
        cleaned=cleaned,
        number="{:,}".format,
        plain=lambda code, kind: plain(kind, code),
        country=country_name,
    )
    made.globals.update(
        words=words,
        what=what,
        card=card,
        alike=alike,
        with_article=with_article,
        day_told=day_told,
        place_told=place_told,
        version=VERSION,
        max=max,
        static=static,
    )
    return made


def load_templates() -> None:
    """Compile all templates, so that no first page waits for it."""
    for name in environment().list_templates():
        environment().get_template(name)


@lru_cache(CARDS)
def card(kind: str, line: object, prefix: str = "") -> Markup:
    """An incident as a list shows it. Lines are kept as long as an incident stays as it is, and so are their cards."""
    made: Markup = getattr(environment().get_template("cards.html").module, kind)(line, prefix)
    return made


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """A page: the template with these values and what every page has."""
    desk, session = request.app.state.desk, request.scope.get("session", "")
    common = {
        "path": request.url.path,
        "serving": desk.serving,
        "who": request.scope.get("who"),
        "csrf": desk.keeper.sessions.token(session),
        "signing_in": not desk.keeper.is_open,
        "judged": judged_in(request.query_params.get("judged")),
    }
    text = environment().get_template(template).render(**common, **values)
    return HTMLResponse(text, status_code=status)
