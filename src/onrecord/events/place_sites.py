"""How the places of a sentence stand to an event that it tells: where it happens, its target, its way, or no place."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from onrecord.drafts import EventMention, Toponym
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.records import Place, PlacePrecision
from onrecord.syntax import Sentence, Token

Role = Literal["at", "toward", "modifier", "object", "seat", "resident", "other"]
_ROLES: tuple[Role, ...] = ("at", "modifier", "object", "toward", "seat", "resident", "other")
_FINENESS: dict[PlacePrecision, int] = {"exact": 0, "near": 0, "admin2": 1, "admin1": 2, "country": 3}
REGION = 0.8
"""Degrees within which a place is taken to lie in a region that has no unit of its own."""
LAST = 30
FURTHER = 2
"""Steps that a place may be further from the trigger than the one that it lies in."""
_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "xcomp"))


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a sentence: the token that heads its name, its role, and the token that it is attached to.

    `word` is the preposition that attaches it, where one does.
    """

    place: Place
    kind: str | None
    token: Token
    role: Role
    anchor: Token
    word: str = ""


def sites_of(sentence: Sentence, toponyms: tuple[Toponym, ...], words: PlaceWords) -> list[Site]:
    """The sentence's places, with how each is attached; streets are left out, and most words for people."""
    sites = []
    for toponym in toponyms:
        if toponym.start >= sentence.end:
            break
        if toponym.start < sentence.start or toponym.place is None:
            continue
        token = _head_of(sentence, toponym)
        if toponym.use == "place" or _has_within(sentence, token, words):
            site = Site(toponym.place, toponym.kind, token, "other", token)
            sites.append(_attached(sentence, site, words))
    return sites


def best_site(
    sentence: Sentence, mention: EventMention, sites: list[Site], words: PlaceWords, told: frozenset[int]
) -> Site | None:
    """The site that the mention's trigger is attached to most closely; the finer of two that are as close.

    `told`: the tokens that name events of the sentence. What an act of speech is about keeps its own place.
    """
    trigger = sentence.tokens[mention.token]
    ranked = []
    for order, site in enumerate(sites):
        taken = mention.event_type in words.speech_types and _is_anothers(sentence, mention.token, site, told)
        rank = None if taken else _rank(sentence, mention, site, words)
        if rank is not None:
            ranked.append((rank, _FINENESS[site.place.precision], abs(site.token.i - trigger.i), order))
    if not ranked:
        return None
    best = sites[min(ranked)[-1]]
    within = [row for row in ranked if row[0] <= min(ranked)[0] + FURTHER and _holds(best.place, sites[row[-1]].place)]
    return sites[min(within, key=lambda row: (row[1], row))[-1]] if within else best


def _holds(outer: Place, inner: Place) -> bool:
    """Whether one place is known to lie in the other, so that the inner one says more."""
    if (
        outer.country is None
        or outer.country != inner.country
        or _FINENESS[outer.precision] <= _FINENESS[inner.precision]
    ):
        return False
    if outer.precision == "country" or outer.admin1 == inner.admin1 is not None:
        return True
    return degrees(outer, inner) < REGION


def degrees(one: Place, other: Place) -> float:
    """How far two places are from each other, for what is close by; 180 where either has no point."""
    if one.latitude is None or other.latitude is None:
        return 180.0
    across = ((one.longitude or 0.0) - (other.longitude or 0.0)) * math.cos(math.radians(one.latitude))
    return math.hypot(one.latitude - other.latitude, across)


def _has_within(sentence: Sentence, token: Token, words: PlaceWords) -> bool:
    """Whether a country's adjective or genitive says where: "the Syrian war", "Mali's coup"."""
    head = sentence.head(token)
    return token.dep in ("amod", "poss", "compound", "nmod") and head is not None and head.lemma in words.inland


def _head_of(sentence: Sentence, toponym: Toponym) -> Token:
    """The token of a name that governs its others."""
    inside = [t for t in sentence.tokens if toponym.start <= t.start < toponym.end]
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers or t.head == t.i), inside[-1])


def _attached(sentence: Sentence, site: Site, words: PlaceWords) -> Site:
    """Climbs from a name to what it is said of: "in the district of X", "in X, Y", "in X and Y"."""
    at = site.token
    while (head := sentence.head(at)) is not None:
        held = at.dep in ("compound", "nmod", "poss") and head.lemma in words.holders
        if held or (at.dep in ("appos", "conj", "nmod") and head.pos == "PROPN"):
            at = head
        elif at.dep == "pobj" and head.lemma == "of" and (whole := sentence.head(head)) is not None:
            # "South of X" is not in X.
            if whole.lemma in words.directions:
                return replace(_near(site), role="at", anchor=sentence.head(whole) or whole)
            at = whole
        elif at.dep == "pobj" and (way := _way(sentence, head, words)) is not None:
            site, at = _near(site), way
        elif at.dep == "pobj":
            return _after_preposition(sentence, site, head, words)
        else:
            break
    return _bare(sentence, site, at, words)


def _bare(sentence: Sentence, site: Site, at: Token, words: PlaceWords) -> Site:
    """The role of a place that no preposition attaches: what a noun is of, a subject, an object."""
    head = sentence.head(at) or at
    before = at.dep in ("compound", "nmod", "amod", "poss")
    if before and head.lemma in words.residents and site.kind != "country":
        return replace(site, role="resident", anchor=head)
    if before and at is site.token:
        return replace(site, role="modifier", anchor=head)
    if at.dep == "nsubj" and head.lemma in words.undergo:
        return replace(site, role="at", anchor=head)
    return replace(site, role="object" if at.dep in ("dobj", "nsubjpass") else "other", anchor=head)


def _after_preposition(sentence: Sentence, site: Site, preposition: Token, words: PlaceWords) -> Site:
    anchor = sentence.head(preposition) or preposition
    while anchor.pos == "ADP" and anchor.head != anchor.i:
        anchor = sentence.tokens[anchor.head]
    word, before = preposition.lemma, sentence.tokens[max(preposition.i - 1, 0)]
    if word in words.near or before.lemma in words.distances:
        site = _near(site)
    if word == "on" and before.lemma in words.gatherings:
        return replace(site, role="other", anchor=before)
    if word in ("for", "of") and before.lemma in words.contests:
        return replace(site, role="at", anchor=before)
    role: Role = "at" if word in words.at_site else "toward" if word in words.toward_site else "other"
    # The seat of a government is where it sits, not where things happen.
    if word == "in" and anchor.lemma in words.seats and site.kind in ("capital", "country"):
        role = "seat"
    return replace(site, role=role, anchor=anchor, word=word)


def _way(sentence: Sentence, preposition: Token, words: PlaceWords) -> Token | None:
    """The road that leads to a place, where something is on it or done to it: "on the [road] to X"."""
    way = sentence.head(preposition)
    if preposition.lemma not in words.toward_site or way is None or way.lemma not in words.ways:
        return None
    return way if way.dep in ("pobj", "dobj", "nsubjpass") else None


def _near(site: Site) -> Site:
    place = site.place
    return replace(site, place=replace(place, precision="near")) if place.precision == "exact" else site


def _rank(sentence: Sentence, mention: EventMention, site: Site, words: PlaceWords) -> int | None:
    """How far the site is from the trigger, 0 nearest; None where it cannot be its place."""
    trigger = sentence.tokens[mention.token]
    if site.role == "at":
        return _apart(sentence, trigger, site, words, mention.event_type in words.speech_types)
    if site.role == "resident":
        return LAST if mention.event_type in words.violent_types else None
    if site.role == "seat":
        target = mention.event_type in words.local_types and _is_target(sentence, trigger, site.anchor)
        return _ROLES.index(site.role) if target else None
    if _befalls(sentence, trigger, site, words) or _goes_there(sentence, mention, trigger, site, words):
        return _ROLES.index(site.role)
    if site.role == "other" or site.anchor.i != trigger.i or _is_party(mention, site, words):
        return None
    if site.kind == "country" and (site.role == "object" or trigger.lemma not in words.inland):
        return None
    return _ROLES.index(site.role)


def _is_target(sentence: Sentence, trigger: Token, noun: Token) -> bool:
    """Whether something is done to what a noun names, or before it: "picketed the ministry", "outside the ministry"."""
    at = noun
    while (
        at.dep in ("pobj", "prep", "dobj", "nsubjpass", "conj", "compound") and (head := sentence.head(at)) is not None
    ):
        if head.i == trigger.i:
            return True
        at = head
    return False


def _befalls(sentence: Sentence, trigger: Token, site: Site, words: PlaceWords) -> bool:
    """Whether a verb says what the event that is its subject does to a place: "the blast shook [Beirut]"."""
    if site.role != "object" or site.anchor.lemma not in words.befall:
        return False
    by = sentence.head(trigger) if trigger.dep == "pobj" else None
    return (trigger.dep == "nsubj" and trigger.head == site.anchor.i) or (
        by is not None and by.dep == "agent" and by.head == site.anchor.i
    )


def _goes_there(sentence: Sentence, mention: EventMention, trigger: Token, site: Site, words: PlaceWords) -> bool:
    """Whether the event is somebody's coming to a place or leaving it, be the place a party or not."""
    named = (mention.event_type, f"{mention.event_type}.{mention.mode}")
    if words.moving.isdisjoint(named) or site.role not in ("toward", "object"):
        return False
    if mention.mode == "visit" and site.word == "from":
        return False
    light = site.anchor.dep == "dobj" and site.anchor.head == trigger.i
    return light or site.anchor.i == trigger.i


def _apart(sentence: Sentence, trigger: Token, site: Site, words: PlaceWords, speech: bool) -> int | None:
    """Steps and clauses between a trigger and what a place is said of."""
    above = [trigger, *sentence.ancestors(trigger)]
    over_site = [site.anchor, *sentence.ancestors(site.anchor)]
    meeting = next((token for token in over_site if token in above), None)
    if meeting is None:
        return None
    down, across = _clauses(above, meeting), _clauses(over_site, meeting)
    # What is said, thought or asked somewhere need not happen there, nor what came before or after.
    said = any(t.dep == "ccomp" or _at_another_time(sentence, t, words) for t in down)
    if meeting.i == site.anchor.i and (said or (down and meeting.lemma in words.speaking)):
        return None
    # "Men who had fled from Homs shot him": the place is that of the flight.
    embedded = {t.dep for t in across} - {"ccomp", "parataxis"}
    before = any(_at_another_time(sentence, t, words) for t in across)
    if embedded - {"advcl"} or before or (across and meeting.i == trigger.i and speech):
        return None
    return 3 * (len(down) + len(across)) + 2 * ((site.anchor.i != meeting.i) + (trigger.i != meeting.i))


def _is_anothers(sentence: Sentence, trigger: int, site: Site, told: frozenset[int]) -> bool:
    """Whether another event lies between a place and the trigger: "condemned [the raid] in X"."""
    above = {trigger, *(token.i for token in sentence.ancestors(sentence.tokens[trigger]))}
    upward = takewhile(lambda token: token.i not in above, [site.anchor, *sentence.ancestors(site.anchor)])
    return any(token.i in told for token in upward)


def _clauses(upward: list[Token], meeting: Token) -> list[Token]:
    """The heads of the clauses of their own that are left on the way up to a token."""
    return [token for token in takewhile(lambda token: token.i != meeting.i, upward) if token.dep in _CLAUSES]


def _at_another_time(sentence: Sentence, clause: Token, words: PlaceWords) -> bool:
    marks = sentence.kids(clause, "mark", "advmod") if clause.dep == "advcl" else []
    return any(mark.lemma in words.other_times for mark in marks)


def _is_party(mention: EventMention, site: Site, words: PlaceWords) -> bool:
    """Whether the place stands for a party; a town that is struck is both, its people's and the event's place."""
    if site.kind != "country" and mention.event_type in words.violent_types:
        return False
    return any(p.start < site.place.end and site.place.start < p.end for p in (*mention.actor, *mention.recipient))
