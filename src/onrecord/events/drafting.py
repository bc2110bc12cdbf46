"""One mention of an event while it is being coded: from a matched frame to type, mode, contexts and parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.codebooks.events import Codebook, TypeBook
from onrecord.drafts import EventMention, Position
from onrecord.events.fillers import Fillers
from onrecord.events.frames import Match
from onrecord.records import Party, Scope, Span
from onrecord.syntax import Parse, Sentence, Token

_MANY = frozenset({"of", "in"})


@dataclass(slots=True)
class Draft:
    """What becomes an EventMention; `about` and `told_before` are filled once all of them are known."""

    sentence: Sentence
    match: Match
    trigger: Span
    mode: str | None
    contexts: tuple[str, ...]
    scope: Scope
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    about: Draft | None = None
    told_before: Draft | None = None
    cues: list[str] = field(default_factory=list)

    @property
    def token(self) -> Token:
        """The trigger's token."""
        return self.match.token

    @property
    def type_name(self) -> str:
        """The codebook's name of the type."""
        return self.match.frame.type_name

    @property
    def position(self) -> Position:
        """Where the trigger stands."""
        return self.sentence.index, self.token.i

    @property
    def place(self) -> Token:
        """The token at which the trigger stands in the parse: of an auxiliary, its verb."""
        return self.sentence.tokens[self.token.head] if self.match.frame.shape.kind == "auxiliary" else self.token

    @property
    def first(self) -> Draft:
        """The first telling of the happening, which says of what type it is."""
        return self if self.told_before is None else self.told_before.first

    def mention(self) -> EventMention:
        """The finished mention."""
        frame, first = self.match.frame, self.first.match.frame
        told = self if first.type_name == frame.type_name else self.first
        return EventMention(
            sentence=self.sentence.index,
            token=self.token.i,
            trigger=self.trigger,
            event_type=first.event_type,
            mode=told.mode,
            contexts=self.contexts,
            cameo=told.match.frame.coding.cameo,
            scope=self.scope,
            actor=self.actor,
            recipient=self.recipient,
            about=self.about.position if self.about else None,
            told_before=self.told_before.position if self.told_before else None,
            decided_by=frame.name,
            cues=tuple(self.cues),
        )


def is_mutual(draft: Draft) -> bool:
    """Whether both sides do it: talks, clashes, agreements."""
    return any(slot.role == "B" for slot in draft.match.frame.shape.slots)


def drafts_of(
    parse: Parse, sentence: Sentence, matches: list[Match], codebook: Codebook, fillers: Fillers
) -> list[Draft]:
    """A draft for each matched frame of a sentence."""
    if not matches:
        return []
    told = _contexts(sentence.tokens, codebook)
    drafts = [_draft(parse, sentence, match, codebook, fillers, told) for match in matches]
    done = [draft for draft in drafts if _is_by_others(draft, codebook)]
    return [draft for draft in done if not (_is_bare(draft) or _is_never_done(draft))]


def _is_never_done(draft: Draft) -> bool:
    """What somebody says never to do is no happening that was told: "the army does not target civilians"."""
    auxiliaries = draft.sentence.kids(draft.token, "aux")
    does = any(kid.lemma == "do" and kid.tag in ("VBZ", "VBP") for kid in auxiliaries)
    return does and draft.type_name == "ASSAULT" and draft.sentence.kid(draft.token, "neg") is not None


def _is_by_others(draft: Draft, codebook: Codebook) -> bool:
    """Whether it is an event done by these; if another type says what it is when they do it, it becomes that.

    A minister who leaves the country is no news, and a state that protests does not march.
    """
    frame = draft.match.frame
    if not any(_sector(party) in frame.coding.not_by for party in draft.actor):
        return True
    others = [sibling for sibling in codebook.siblings(frame) if not sibling.coding.not_by]
    for other in others:
        draft.match.frame, draft.mode = other, other.coding.mode
    return bool(others)


def _sector(party: Party) -> str | None:
    """The sector of a party; a state's is its government's."""
    return party.sector or ("GOV" if party.actor_id and party.actor_id == party.country else None)


def _is_bare(draft: Draft) -> bool:
    """A noun in passing that says of its event neither who nor where nor which: "after days of fighting"."""
    sentence, token = draft.sentence, draft.token
    if draft.match.frame.shape.kind == "noun" and token.dep in ("appos", "npadvmod") and draft.type_name == "ACCUSE":
        # "..., a charge that the army rejected": what was just told, named again.
        return sentence.kid(token, "relcl", "acl") is not None
    if draft.match.frame.shape.kind != "noun" or token.dep != "pobj" or draft.actor or draft.recipient:
        return False
    told = sentence.kids(token, "det", "poss", "prep", "acl", "relcl", "nummod")
    return not any(kid.dep != "det" or kid.lemma in ("the", "this", "that", "no") for kid in told)


def _draft(
    parse: Parse, sentence: Sentence, match: Match, codebook: Codebook, fillers: Fillers, told: tuple[str, ...]
) -> Draft:
    frame, book = match.frame, codebook.types[match.frame.type_name]
    actor = _actor(sentence, match, fillers)
    recipient = _recipient(sentence, match, book, fillers, actor)
    mode, cue = _mode(sentence, match, book)
    return Draft(
        sentence,
        match,
        _trigger(parse, match),
        frame.coding.mode or mode,
        tuple(dict.fromkeys([*frame.coding.contexts, *told])),
        _scope(sentence, match.token, codebook),
        actor,
        recipient,
        cues=[match.token.text, *(word.text for word in match.words), *cue],
    )


def _actor(sentence: Sentence, match: Match, fillers: Fillers) -> tuple[Party, ...]:
    heads = [*match.roles.get("A", []), *match.roles.get("B", [])]
    return fillers.actors(sentence, heads or match.implied.get("A", []))


def _recipient(
    sentence: Sentence, match: Match, book: TypeBook, fillers: Fillers, actor: tuple[Party, ...]
) -> tuple[Party, ...]:
    named = match.roles.get("R", [])
    found = fillers.recipients(sentence, named, things=book.things)
    if not found and not match.roles.get("B"):
        territorial = [match.token] if book.places and match.frame.shape.kind == "verb" else []
        found = fillers.concerned(sentence, named, [*match.words, *territorial], actor)
        if book.doer_of_about == "R":
            found = tuple(party for party in found if not fillers.is_scene(sentence, party))
    own = {party.actor_id for party in actor} - {None}
    names = {(party.name, party.country) for party in actor}
    return tuple(p for p in found if (p.name, p.country) not in names and p.actor_id not in own)


def _trigger(parse: Parse, match: Match) -> Span:
    """The trigger's token with the words that its frame needs, as far as they stand right beside it."""
    tokens = [match.token]
    for word in sorted(match.words, key=lambda word: abs(word.i - match.token.i)):
        if word.i in (tokens[0].i - 1, tokens[-1].i + 1):
            tokens = sorted([*tokens, word], key=lambda token: token.i)
    return parse.span_of(tokens)


def _contexts(tokens: Iterable[Token], codebook: Codebook) -> tuple[str, ...]:
    found = (codebook.contexts.get(token.lemma) for token in tokens)
    return tuple(dict.fromkeys(context for context in found if context))


def _mode(sentence: Sentence, match: Match, book: TypeBook) -> tuple[str | None, list[str]]:
    """The mode that a word of the trigger's own clause gives ("with [mortars]", "[drone] strike")."""
    if not book.modes:
        return None, []
    for token in _clause(sentence, match.token):
        mode = book.modes.get(token.lemma)
        # "A raid on the Bel Air district" came by no air.
        if mode is not None and not (token.pos == "PROPN" and token.text.istitle() and token is not match.token):
            return mode, [token.text]
    return None, []


def _clause(sentence: Sentence, token: Token) -> list[Token]:
    """The trigger and what depends on it, short of other clauses."""
    found, waiting = [token], [token]
    while waiting:
        for kid in sentence.kids(waiting.pop()):
            if kid.dep in (
                "nsubj",
                "dobj",
                "prep",
                "pobj",
                "agent",
                "compound",
                "amod",
                "nsubjpass",
                "conj",
                "npadvmod",
            ):
                found.append(kid)
                if kid.dep != "conj" or kid.pos in ("NOUN", "PROPN"):
                    waiting.append(kid)
    return found


def _scope(sentence: Sentence, token: Token, codebook: Codebook) -> Scope:
    """A count of happenings ("27 attacks"), or happenings of which only the trend is told ("a surge in attacks")."""
    if token.tag != "NNS" or token.lemma in codebook.classes["assailants"]:
        return "single"
    counted = sentence.kids(token, "nummod", "quantmod")
    several = any(kid.lemma in codebook.classes["several"] for kid in sentence.kids(token, "amod"))
    if several or any(not _is_one(number) for number in counted):
        return "aggregate"
    trend = codebook.classes["trend"]
    head = sentence.head(token)
    if head is not None and token.dep == "nsubj" and head.lemma in trend:
        return "aggregate"
    above = sentence.head(head) if head is not None and head.lemma in _MANY else None
    return "aggregate" if above is not None and above.lemma in trend else "single"


def _is_one(number: Token) -> bool:
    return number.lemma in ("one", "1")
