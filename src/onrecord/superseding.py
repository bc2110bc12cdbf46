"""Which reports count: of several versions of one the newest, and none that was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.engine import Connection

from onrecord.articles.editions import Edition, address_key, stands
from onrecord.judged import Decisions
from onrecord.store.editions import Editions, stand_of


def settle(connection: Connection, decisions: Decisions) -> list[int]:
    """Say of new articles, and of those under their addresses, how they stand, and of what people withdrew.

    Gives back the keys of the articles that count no more, or count again; what they tell is to be merged anew.
    """
    editions = Editions(connection)
    new = editions.shared(editions.place_new(address_key))
    turned: list[int] = []
    for rows in editions.groups(new | editions.judged_otherwise(decisions.withdrawn)):
        found = stands([_edition(row) for row in rows])
        for row in rows:
            stand = _with_judgement(asdict(found[row.article_id]), decisions.withdrawn.get(row.article_id))
            if stand != stand_of(row):
                editions.set_stand(row.key, stand)
                turned += [row.key] if _counts(stand) != _counts(stand_of(row)) else []
    editions.unsettle(turned)
    return turned


def _edition(row: Any) -> Edition:  # noqa: ANN401 - a row of an article
    day = row.published if row.published_precision == "day" else None
    return Edition(row.article_id, row.text, day, row.updated, row.notice, row.key, row.unread_reason is None)


def _with_judgement(stand: Mapping[str, object], judgement_id: str | None) -> dict[str, object]:
    by = stand["withdrawn_by"] or judgement_id
    return {**stand, "withdrawn_by": by, "withdrawn": by is not None}


def _counts(stand: Mapping[str, object]) -> bool:
    return stand["superseded_by"] is None and not stand["withdrawn"]
