"""Who is who: the ties between actors with who says so, and who acted on whom, as one graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Literal

from sqlalchemy.engine import Connection

from onrecord.overviews.speakers import Directory
from onrecord.records import Actor
from onrecord.store.actors import actors_with
from onrecord.store.database import Database
from onrecord.store.filters import Filters, Words
from onrecord.store.ties import CountedActs, ToldTie, Verdict, acts_counted, ties_told, verdicts_on

Status = Literal["register", "proposed", "accepted", "refused", "disputed"]
KINDS = {"member": "a member of", "offshoot": "an offshoot of", "ally": "an ally of", "speaks_for": "speaking for"}
SURELY = {
    "CT+": "is", "PR+": "is believed to be", "PS+": "may be", "CT-": "is not",
    "PR-": "is believed not to be", "PS-": "may not be", "U": "is said by some to be",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """An actor of the record, or a party that has no id, by its name."""

    actor_id: str
    name: str
    names: tuple[str, ...]
    kind: str | None
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Tie:
    """An affiliation: `in_words` says it as surely as its source does, `sentence` is what it rests on.

    One that a text proposes is `proposed` until a person judges its `tie_id` right or wrong; `disputed` where two
    people differ.
    """

    tie_id: str
    actor: str
    to: str
    kind: str
    in_words: str
    basis: str
    source: str | None
    factuality: str
    since: str | None
    until: str | None
    article_id: str | None
    publisher: str | None
    published: str | None
    sentence: str | None
    status: Status
    judged: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class StandingCount:
    """So many incidents of one standing."""

    standing: str
    incidents: int


@dataclass(frozen=True, slots=True)
class Act:
    """What one actor did to another, over all incidents of a type; `mutual` where both did it ("talks")."""

    actor: str
    recipient: str
    event_type: str | None
    mutual: bool
    incidents: int
    standings: tuple[StandingCount, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Graph:
    """Actors, the ties between them, and what they did to each other."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    acts: tuple[Act, ...]


def tie_id_of(actor: str, kind: str, to: str) -> str:
    """The id by which a tie is judged: the same whoever tells of it.

    >>> tie_id_of("TJP", "offshoot", "TTP")
    'TJP/offshoot/TTP'
    """
    return f"{actor}/{kind}/{to}"


def graph(database: Database, directory: Directory, filters: Filters | None = None) -> Graph:
    """The graph of the record. The filters say which incidents count; with `actor`, only what touches it stays.

    Raises NotFoundError where nobody is called so.
    """
    asked = filters or Filters()
    counting = replace(asked, actor=None, order="id", limit=None, offset=0)
    with database.reading() as connection:
        wanted = _around(connection, directory, asked.actor)
        told = [one for one in ties_told(connection) if _touches(wanted, one.actor, one.to)]
        acts = [one for one in _acts(acts_counted(connection, counting)) if _touches(wanted, one.actor, one.recipient)]
        judged = verdicts_on(connection, {tie_id_of(one.actor, one.kind, one.to) for one in told})
        ends = {end for tie in told for end in (tie.actor, tie.to)} | {
            end for a in acts for end in (a.actor, a.recipient)
        }
        known = {one.actor_id: one for one in actors_with(connection, ends)}
    nodes = tuple(_node(end, known.get(end) or directory.register.actor(end)) for end in sorted(ends))
    by_id = {node.actor_id: node for node in nodes}
    return Graph(nodes, tuple(_tie(one, by_id, judged) for one in told), tuple(acts))


def _around(connection: Connection, directory: Directory, asked: Words | None) -> frozenset[str] | None:
    """The actors asked for with their offices; None where all are wanted."""
    if asked is None:
        return None
    listed = (asked,) if isinstance(asked, str) else asked
    found = (directory.who(connection, words).actor_id for words in listed)
    return frozenset(id_ for actor_id in found for id_ in (actor_id, *directory.offices_of(actor_id)))


def _touches(wanted: frozenset[str] | None, *ends: str) -> bool:
    return wanted is None or not wanted.isdisjoint(ends)


def _acts(counted: Iterable[CountedActs]) -> Iterator[Act]:
    """Counts by standing, gathered into one act each."""
    for (actor, recipient, event_type, mutual), some in groupby(counted, key=_which):
        listed = list(some)
        yield Act(
            actor,
            recipient,
            event_type,
            mutual,
            sum(one.incidents for one in listed),
            tuple(StandingCount(one.standing, one.incidents) for one in listed),
            min((one.first for one in listed if one.first), default=None),
            max((one.last for one in listed if one.last), default=None),
        )


def _which(one: CountedActs) -> tuple[str, str, str | None, bool]:
    return one.actor, one.recipient, one.event_type, one.mutual


def _node(actor_id: str, known: Actor | None) -> Node:
    if known is None:
        return Node(actor_id, actor_id, (), None, None, None)
    return Node(actor_id, known.name, known.names, known.kind, known.country, known.sector)


def _tie(one: ToldTie, nodes: Mapping[str, Node], judged: Mapping[str, Sequence[Verdict]]) -> Tie:
    tie_id = tie_id_of(one.actor, one.kind, one.to)
    verdicts = tuple(judged.get(tie_id, ()))
    surely = SURELY.get(one.factuality, one.factuality)
    kind = "an office of" if nodes[one.actor].kind == "office" and one.kind == "member" else KINDS[one.kind]
    return Tie(
        tie_id=tie_id,
        in_words=f"{nodes[one.actor].name} {surely} {kind} {nodes[one.to].name}",
        status=_status(one.basis, {verdict.verdict for verdict in verdicts}),
        judged=verdicts,
        **{field.name: getattr(one, field.name) for field in fields(one)},
    )


def _status(basis: str, verdicts: Set[str]) -> Status:
    if len(verdicts) > 1:
        return "disputed"
    if verdicts:
        return "accepted" if "right" in verdicts else "refused"
    return "register" if basis == "register" else "proposed"
