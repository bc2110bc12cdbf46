"""Actors by id, each with what all articles say of it: pages of them, one of them, those tied to one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.engine import Connection

from onrecord.records import Actor
from onrecord.store.filters import is_actor
from onrecord.store.query import merged_actors
from onrecord.store.schema import actor, affiliation, article_actor

_AT_ONCE = 500


def actors_after(connection: Connection, after: str, size: int, words: str = "") -> list[Actor]:
    """The actors whose ids follow `after`, by id; `words` are part of a name."""
    query = _ids().where(actor.c.actor_id > after)
    if words:
        query = query.where(is_actor(words))
    return _actors(connection, query.limit(size))


def actor_of(connection: Connection, actor_id: str) -> Actor | None:
    """The actor of this id, None where the record has none."""
    found = _actors(connection, _ids().where(actor.c.actor_id == actor_id))
    return found[0] if found else None


def actors_with(connection: Connection, ids: Collection[str]) -> list[Actor]:
    """Those of the actors with these ids that the record has, by id."""
    wanted, found = sorted(ids), list[Actor]()
    for first in range(0, len(wanted), _AT_ONCE):
        found += _actors(connection, _ids().where(actor.c.actor_id.in_(wanted[first : first + _AT_ONCE])))
    return found


def tied_to(connection: Connection, actor_id: str, size: int) -> list[Actor]:
    """The actors that are said to be members, offshoots, allies or spokespeople of this one."""
    tied = select(affiliation.c.actor).where(affiliation.c.to == actor_id)
    return _actors(connection, _ids().where(actor.c.key.in_(tied)).limit(size))


def _ids() -> Select[Any]:
    cited = exists().where(article_actor.c.actor == actor.c.key)
    return select(actor.c.actor_id).where(cited).distinct().order_by(actor.c.actor_id)


def _actors(connection: Connection, query: Select[Any]) -> list[Actor]:
    return merged_actors(connection, connection.execute(query).all())
