"""What the stages hand to each other while one article is read; none of it is stored.

Positions are (sentence index, token index within the sentence), so that stages share the parse and not each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Claim, Event, EventDate, EventType, Modality, Party, Place, Scope, Span

Position = tuple[int, int]
Offsets = tuple[int, int]


INFERRED = "inferred from publication"
"""The basis of an incident's date that no report gives."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, as spans of characters, before anyone has asked who that is or what stance it is.

    `source` is empty where the text leaves it open; `content` may be several pieces ("...", he said, "...").
    `score` is how sure the finder is, from 0 to 1; `found_by` names it.
    """

    source: tuple[Offsets, ...]
    cue: Offsets
    content: tuple[Offsets, ...]
    score: float
    found_by: str = "rules"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that names a party: its head's position, and its first and last token (inclusive).

    `others` are the further parties of one phrase: "both sides", "they" of two who were named together.
    """

    sentence: int
    head: int
    first: int
    last: int
    party: Party
    others: tuple[Party, ...] = ()


class Cast:
    """Everyone that an article names, found by the position of the noun phrase's head or by any token within it.

    `private` says what to call each person without a public office in the record: by no name.
    """

    def __init__(self, mentions: tuple[Mention, ...], private: Mapping[str, str] | None = None) -> None:
        self.mentions, self.private = mentions, private or {}
        self._within = {(m.sentence, i): m for m in reversed(mentions) for i in range(m.first, m.last + 1)}
        self._heads = {(m.sentence, m.head): m for m in mentions}

    def at(self, sentence: int, token: int) -> Party | None:
        """The party whose noun phrase has this head, or else the one whose words include the token."""
        mention = self._heads.get((sentence, token)) or self._within.get((sentence, token))
        return mention.party if mention else None

    def all_at(self, sentence: int, token: int) -> tuple[Party, ...]:
        """Everyone whom the phrase at this token names; more than one for "both sides"."""
        mention = self._heads.get((sentence, token)) or self._within.get((sentence, token))
        return (mention.party, *mention.others) if mention else ()

    def headed(self, sentence: int, token: int) -> Party | None:
        """The party whose noun phrase has exactly this head."""
        mention = self._heads.get((sentence, token))
        return mention.party if mention else None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, how long or how often: TIMEX3 type and value, and the date they resolve to if any.

    `nominal` is of what sort the words are, and the first and last day that they would mean in a report of one set day:
    two expressions of one sort can be told apart by it, whether or not the report's own day is known.
    """

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    date: EventDate | None
    nominal: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, with the place they were resolved to if any.

    `use` says what they are used for: the place itself, its people or an adjective ("Russians", "Afghan"), or a street;
    `kind` is the gazetteer's ("town", "capital", "river").
    """

    start: int
    end: int
    text: str
    place: Place | None
    use: Literal["place", "people", "street"] = "place"
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One naming of an event in the text, before anyone has asked on whose word it is.

    `about` is the position of the trigger that a speech act is about; `told_before` the position of an earlier
    mention of the same happening ("Tuesday's assault"); `decided_by` names the codebook frame or model, `cues`
    the words that made it decide.
    """

    sentence: int
    token: int
    trigger: Span
    event_type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    scope: Scope
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    about: Position | None
    told_before: Position | None
    decided_by: str
    cues: tuple[str, ...]

    @property
    def position(self) -> Position:
        """Where its trigger stands."""
        return self.sentence, self.token


@dataclass(frozen=True, slots=True)
class Stand:
    """How one mention of an event stands: its modality, and the claims of those who commit to it or deny it.

    The claims' `event_id` is empty until the event is assembled. `authorship` holds the claims about who did it
    where they are apart from the claims about what happened (a boast, an accusation, a denial of having done it).
    """

    modality: Modality
    claims: tuple[Claim, ...]
    authorship: tuple[Claim, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """What people decided on which events are of one happening: pairs of event ids, each pair in order.

    `together` is what stood together when it was decided on, `bridges` lead from one such group to another. No chain of
    these leads to a pair that is apart.
    """

    together: frozenset[tuple[str, str]] = frozenset()
    bridges: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


Terms = tuple[tuple[str, float], ...]
"""Words with weights, those that say most first."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event beside what merging needs of its article.

    `text_id` is the article whose text this is: itself, or the one that it reprints. `authorship` are the records
    that say who did it (RECORDS, "responsibility"). `terms` are the words that tell its article from others, with
    weights; they are compared in memory and never stored.
    """

    event: Event
    publisher: str | None
    published: str | None
    text_id: str
    authorship: tuple[Event, ...] = ()
    terms: Terms = ()
