"""Deciding on a record: a judgement is stored, and what follows from it is merged anew, in one transaction."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from sqlalchemy.engine import Connection

from onrecord.corrections import checked_field, checked_value
from onrecord.errors import NotFoundError, SettingError
from onrecord.judged import Decisions, in_force, turn
from onrecord.merger import Merger
from onrecord.records import Judgement, identify
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.judging import anchors_to, bound, distrust, events_of, load_judgements, put_judgements, unsettle
from onrecord.store.write import Writer

Verdict = Literal["same", "different", "right", "wrong", "value", "withdrawn"]
_SUBJECTS = {"same": 2, "different": 2, "right": 1, "wrong": 1, "value": 1, "withdrawn": 1}
Made = Callable[[Connection, Sequence[Judgement]], list[Judgement]]
_TIE = 3
"""Parts of a tie that a text proposes: one actor, the kind of tie, the other ("TJP/offshoot/TTP")."""


def person(given: str | None = None) -> str:
    """Who decides: the name given, else ONRECORD_PERSON, else the login name. Raises SettingError where none is set."""
    name = (given or os.environ.get("ONRECORD_PERSON") or "").strip()
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):
            raise SettingError("Nobody is named; say who decides with --by or ONRECORD_PERSON.") from None
    return name


def judge(database: Database, coder_version: str, wanted: Judgement) -> Judgement:
    """Store what a person decided, and let it hold; gives it back with its id, its time and what it is held to.

    Of `wanted` the verdict, the subjects, field, value, reason and who decides count; subjects may be how an id begins.
    Raises NotFoundError for what the record does not have, and SettingError for a decision that makes no sense.
    """
    writer = Writer(database, coder_version)

    def made(connection: Connection, _: Sequence[Judgement]) -> list[Judgement]:
        about = _article if wanted.verdict == "withdrawn" else _subject
        found = [about(connection, id_) for id_ in wanted.subjects]
        checked = _checked(replace(wanted, subjects=tuple(id_ for id_, _ in found)))
        anchors = [a for number, (_, ids) in enumerate(found) for a in anchors_to(connection, ids, number)]
        return [_named(replace(checked, at=writer.moment.at, anchors=tuple(anchors)))]

    return _store(writer, "judged", made)[0]


def undo(database: Database, coder_version: str, judgement_id: str, wanted: Judgement) -> Judgement:
    """Take a judgement back; that is an entry too, and can be taken back itself. Of `wanted` who and why count.

    Raises NotFoundError where there is none with this id, SettingError where it has been taken back.
    """
    writer = Writer(database, coder_version)

    def made(_: Connection, known: Sequence[Judgement]) -> list[Judgement]:
        found = _only(known, judgement_id)
        if found.verdict != "undo" and found not in in_force(known):
            raise SettingError(f"{found.judgement_id} has been taken back already.")
        of = replace(wanted, verdict="undo", subjects=(found.judgement_id,), at=writer.moment.at, anchors=())
        return [_named(of)]

    return _store(writer, "undone", made)[0]


def take_in(database: Database, coder_version: str, judgements: Sequence[Judgement]) -> int:
    """Store judgements that were made elsewhere, but for those that the record has; gives back how many."""
    writer = Writer(database, coder_version)

    def made(connection: Connection, known: Sequence[Judgement]) -> list[Judgement]:
        ids = {one.judgement_id for one in known}
        return bound(connection, [one for one in judgements if one.judgement_id not in ids])

    return len(_store(writer, "judged", made))


def _store(writer: Writer, cause: str, made: Made) -> list[Judgement]:
    """Store judgements and merge anew what they change, which is what it was before where they are taken back."""
    with writer.transaction(cause) as connection:
        known = load_judgements(connection)
        new = made(connection, known)
        writer.say_why(connection, new[0].judgement_id if len(new) == 1 else None)
        put_judgements(connection, new)
        decisions = Decisions([*known, *new])
        turned = turn(Decisions(known), decisions)
        unsettle(connection, turned.anew)
        distrust(connection, turned.parted)
        Merger(writer).merge(connection, decisions, turned.about)
    return new


def _named(one: Judgement) -> Judgement:
    words = one.by, one.at, one.verdict, *one.subjects, one.field or "", one.value or ""
    return replace(one, judgement_id=identify("ju", *words))


def _checked(wanted: Judgement) -> Judgement:
    if wanted.verdict not in _SUBJECTS:
        raise SettingError(f"{wanted.verdict!r} is no judgement; there are {', '.join(_SUBJECTS)}.")
    needed = _SUBJECTS[wanted.verdict]
    if len(set(wanted.subjects)) < needed:
        raise SettingError(f"{wanted.verdict} needs {needed} ids that differ; {len(set(wanted.subjects))} given.")
    if wanted.verdict != "value":
        return replace(wanted, field=None, value=None)
    if wanted.field is None or wanted.value is None:
        raise SettingError("A correction needs a field and a value.")
    field = checked_field(wanted.field)
    return replace(wanted, field=field, value=checked_value(field, wanted.value))


def _subject(connection: Connection, id_: str) -> tuple[str, tuple[str, ...]]:
    """The whole id, and the events that a judgement on it is about: none where it is a tie that a text proposes."""
    if len(id_.split("/")) == _TIE:
        return id_, ()
    whole, _ = query.whole_id(connection, id_)
    events = events_of(connection, whole)
    if not events:
        raise NotFoundError(f"{id_} is neither an incident nor an event; only these, and ties of actors, are judged.")
    return whole, events


def _article(connection: Connection, id_: str) -> tuple[str, tuple[str, ...]]:
    """The whole id of an article, which holds for all that it tells, whatever is coded there later."""
    whole, table = query.whole_id(connection, id_)
    if table != "article":
        raise NotFoundError(f"{id_} is no article; only these are withdrawn.")
    return whole, ()


def _only(known: Sequence[Judgement], start: str) -> Judgement:
    found = [one for one in known if one.judgement_id.startswith(start)]
    if len(found) != 1:
        raise NotFoundError(f"{'No' if not found else 'More than one'} judgement has an id that begins with {start}.")
    return found[0]
