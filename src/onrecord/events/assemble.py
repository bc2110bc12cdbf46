"""From namings to events: one event per happening per article, and who did it apart from what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.drafts import EventMention, Position, Stand
from onrecord.events.clearing import with_cleared_authors
from onrecord.events.uniting import fullest_parties, united_claims, united_figures
from onrecord.records import Article, Claim, Coder, Event, EventDate, Figure, Modality, Party, Place, Span, identify
from onrecord.standing import standing
from onrecord.syntax import Parse
from onrecord.version import VERSION


@dataclass(frozen=True, slots=True)
class Telling:
    """One naming of an event with all that the stages found for it."""

    mention: EventMention
    stand: Stand
    figures: tuple[Figure, ...]
    date: EventDate | None
    place: Place | None

    @property
    def fullness(self) -> int:
        """How much it tells; the fullest telling of a happening is its evidence."""
        mention = self.mention
        parties = 2 * bool(mention.actor) + 2 * bool(mention.recipient)
        return parties + 2 * bool(self.figures) + bool(self.date) + bool(self.place)


def assemble(article: Article, parse: Parse, tellings: Sequence[Telling], codebook: str) -> tuple[Event, ...]:
    """The article's events, in the order in which they are first told; `codebook` is the name of the one used.

    Tellings of one happening (`told_before`) become one event. Where its authorship rests on a boast or an accusation
    or is denied, a second event says so, with `happening` and without figures (RECORDS, "responsibility").
    """
    happenings = [_Happening(article, parse, group, codebook) for group in _grouped(tellings)]
    ids = {t.mention.position: h.event_id for h in happenings for t in h.tellings}
    events = [event for happening in happenings for event in happening.events(ids)]
    return tuple(sorted(events, key=lambda event: (event.trigger.start, event.trigger.end, event.happening or "")))


def _grouped(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings of one happening together; one that is only planned or demanded is not the one that took place."""
    groups: dict[Position, list[Telling]] = {}
    for telling in tellings:
        before = telling.mention.told_before
        group = groups.get(before) if before is not None else None
        if group is None or group[0].stand.modality != telling.stand.modality:
            group = []
        group.append(telling)
        groups[telling.mention.position] = group
    return list({id(group): group for group in groups.values()}.values())


class _Happening:
    """The tellings of one happening, on their way to its events."""

    def __init__(self, article: Article, parse: Parse, tellings: list[Telling], codebook: str) -> None:
        stands = with_cleared_authors([(telling.mention, telling.stand) for telling in tellings])
        tellings = [replace(telling, stand=stand) for telling, stand in zip(tellings, stands, strict=True)]
        self.article, self.parse, self.tellings, self.codebook = article, parse, tellings, codebook
        self.main = max(tellings, key=lambda t: (t.fullness, -t.mention.trigger.start))
        first = tellings[0].mention
        self.event_id = identify("ev", article.article_id, first.trigger.start, first.trigger.end, first.event_type)

    def events(self, ids: dict[Position, str]) -> list[Event]:
        """The happening itself, and a record for each authorship that is claimed, blamed or denied."""
        authored = [t for t in self.tellings if t.stand.authorship]
        about = next((ids[a] for t in self.tellings if (a := t.mention.about) is not None and a in ids), None)
        told = replace(self._event(authored), about=None if about == self.event_id else about)
        return [told, *self._authorships(authored, told)]

    def _event(self, authored: list[Telling]) -> Event:
        claims = united_claims(self._own_claims(), self.event_id)
        modality: Modality = self.main.stand.modality
        return Event(
            event_id=self.event_id,
            article_id=self.article.article_id,
            trigger=self.main.mention.trigger,
            event_type=self.main.mention.event_type,
            mode=self._mode(),
            contexts=tuple(dict.fromkeys(c for t in self.tellings for c in t.mention.contexts)),
            cameo=self.main.mention.cameo,
            scope=self.main.mention.scope,
            actor=self._actor(authored),
            recipient=self._recipient(),
            modality=modality,
            standing=standing(modality, claims.kept),
            date=next((t.date for t in self._by_fullness() if t.date), None),
            place=next((t.place for t in self._by_fullness() if t.place), None),
            figures=united_figures([f for t in self.tellings for f in t.figures], claims),
            claims=claims.kept,
            about=None,
            happening=None,
            evidence=self._sentence(self.main),
            more_evidence=self._more_evidence(),
            coder=self._coder(self.main),
        )

    def _by_fullness(self) -> list[Telling]:
        return [self.main, *(t for t in self.tellings if t is not self.main)]

    def _actor(self, authored: list[Telling]) -> tuple[Party, ...]:
        """Who did it, without those who are only said to have."""
        told = [t for t in self._by_fullness() if t not in authored]
        blamed = {_key(party) for t in authored for party in [*t.mention.actor, *_boasters(t)]}
        first = min((t.mention.position for t in authored), default=None)
        if first is not None:
            blamed -= {_key(p) for t in told if t.mention.position < first and _is_plain(t) for p in t.mention.actor}
        return tuple(p for p in fullest_parties([t.mention.actor for t in told]) if _key(p) not in blamed)

    def _recipient(self) -> tuple[Party, ...]:
        """To whom it was done: by the sentence that tells it most fully, and not by a detail that follows."""
        told = [t for t in self._by_fullness() if t.mention.sentence == self.main.mention.sentence]
        return fullest_parties([t.mention.recipient for t in told]) or fullest_parties(
            [t.mention.recipient for t in self._by_fullness()]
        )

    def _mode(self) -> str | None:
        """The mode of the fullest telling that has one; how a part of it was done ("burned the barn") says little."""
        whole = {_key(party) for party in self._recipient()}
        for telling in self._by_fullness():
            own = {_key(party) for party in telling.mention.recipient}
            near = telling.mention.sentence == self.main.mention.sentence
            if telling.mention.mode and (near or not own or own & whole):
                return telling.mention.mode
        return None

    def _own_claims(self) -> list[Claim]:
        """Every telling's claims. "The attack" takes over how the attack was first told, and claims nothing anew."""
        found: list[Claim] = []
        for telling in self.tellings:
            fresh = list(telling.stand.claims)
            if found and self._takes_up(telling, found) and not any(map(_is_articles_own, found)):
                fresh = [claim for claim in fresh if not _is_articles_own(claim)]
            found += fresh
        return found or [self._asserted()]

    def _takes_up(self, telling: Telling, told: Sequence[Claim]) -> bool:
        """Whether it only names again what was told before: "the attack", and a verb too where somebody told of it.

        A verb behind mere accusations and denials tells it itself ("Each blamed the other. A soldier was wounded").
        """
        mention = telling.mention
        word = self.parse.sentences[mention.sentence].tokens[mention.token]
        asserted = any(claim.stance not in ("accuses", "denies") for claim in told)
        return mention.told_before is not None and (word.pos != "VERB" or asserted)

    def _asserted(self) -> Claim:
        trigger = self.main.mention.trigger
        claim_id = identify("cl", self.article.article_id, trigger.start, trigger.end, "CT+")
        evidence = self._sentence(self.main)
        return Claim(claim_id, "", None, None, None, "asserts", "CT+", None, evidence, "the article's own voice")

    def _authorships(self, authored: list[Telling], told: Event) -> list[Event]:
        """ "X did it", once for each X."""
        found: dict[frozenset[str], tuple[Telling, tuple[Party, ...], list[Claim]]] = {}
        for telling in authored:
            actor = _as_they_call_themselves(telling) or _boasters(telling)
            if actor:
                entry = found.setdefault(frozenset(map(_key, actor)), (telling, actor, []))
                entry[2].extend(telling.stand.authorship)
        return [self._authorship(told, telling, actor, claims) for telling, actor, claims in found.values()]

    def _authorship(self, told: Event, telling: Telling, actor: tuple[Party, ...], given: list[Claim]) -> Event:
        event_id = identify("ev", told.event_id, "authorship", *sorted(map(_key, actor)))
        claims = united_claims(given, event_id).kept
        return replace(
            told,
            event_id=event_id,
            trigger=telling.mention.trigger,
            actor=actor,
            modality="actual",
            standing=standing("actual", claims),
            figures=(),
            claims=claims,
            about=None,
            happening=told.event_id,
            evidence=self._sentence(telling),
            more_evidence=(),
            coder=self._coder(telling),
        )

    def _sentence(self, telling: Telling) -> Span:
        sentence = self.parse.sentences[telling.mention.sentence]
        return self.parse.span(sentence.start, sentence.end)

    def _more_evidence(self) -> tuple[Span, ...]:
        spans = dict.fromkeys(self._sentence(t) for t in self.tellings)
        spans.pop(self._sentence(self.main))
        return tuple(spans)

    def _coder(self, telling: Telling) -> Coder:
        cues = dict.fromkeys([*telling.mention.cues, *telling.stand.cues])
        return Coder(VERSION, self.codebook, telling.mention.decided_by, tuple(cues))


def _is_plain(telling: Telling) -> bool:
    """Whether the article itself tells it as fact."""
    return any(_is_articles_own(claim) and claim.factuality == "CT+" for claim in telling.stand.claims)


def _is_articles_own(claim: Claim) -> bool:
    return claim.source is None and claim.statement_id is None


def _boasters(telling: Telling) -> tuple[Party, ...]:
    """Who claims to have done it or denies it; an accuser says so of somebody else."""
    return _distinct(c.source for c in telling.stand.authorship if c.source and c.stance != "accuses")


def _as_they_call_themselves(telling: Telling) -> tuple[Party, ...]:
    """Who did it, a group itself where it speaks of its own: "the Front said that [its fighters] ..."."""
    speakers = {party.actor_id: party for party in _boasters(telling) if party.actor_id}
    return _distinct(speakers.get(party.actor_id or "", party) for party in telling.mention.actor)


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({_key(party): party for party in parties}.values())


def _key(party: Party) -> str:
    return party.actor_id or f"{party.name.casefold()}/{party.country}"
