"""What an article says of its actors: other names, offices, and whose offshoot or wing somebody is.

None of it changes the register: it is kept with basis "text", how surely the text says it, and its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from onrecord.codebooks.register import Register
from onrecord.drafts import Cast, Mention
from onrecord.events.actor_learning import acronym_between, stands_for
from onrecord.events.actor_phrases import noun_ending
from onrecord.records import Actor, ActorKind, Affiliation, Article, Factuality, Party, Role
from onrecord.syntax import Parse, Sentence, Token

_BODIES = frozenset(("group", "faction", "organisation", "organization", "movement", "outfit", "party"))
_SUBJECTS = ("nsubj", "nsubjpass")
_OWNING = ("poss", "compound", "nmod", "amod")

TieKind = Literal["member", "offshoot", "ally", "speaks_for"]
_KINDS: tuple[TieKind, ...] = ("offshoot", "member", "ally", "speaks_for")


def proposals(article: Article, parse: Parse, cast: Cast, register: Register) -> tuple[Actor, ...]:
    """The actors that the article names, with the aliases, offices and affiliations that its text proposes.

    An organisation that the register lacks has its name in small letters as its id. Persons are never actors.
    """
    actors: dict[str, Actor] = {}
    for mention in cast.mentions:
        for party in (mention.party, *mention.others):
            if party.actor_id and party.actor_id not in actors and (actor := _actor(party, register)):
                actors[party.actor_id] = actor
    for mention in cast.mentions:
        known = actors.get(mention.party.actor_id or "")
        if known:
            actors[known.actor_id] = _enriched(known, mention, parse, register)
    for actor_id, tie in _ties(article, parse, cast, register):
        if actor_id in actors:
            actor = actors[actor_id]
            actors[actor_id] = replace(actor, affiliations=(*actor.affiliations, tie))
    return tuple(actors.values())


def _actor(party: Party, register: Register) -> Actor | None:
    assert party.actor_id is not None
    if actor := register.actor(party.actor_id):
        return actor
    if party.actor_id != party.actor_id.lower():
        return None
    return Actor(party.actor_id, party.name, (), _kind(party.sector), party.country, party.sector)


def _kind(sector: str | None) -> ActorKind:
    return "armed_group" if sector in ("REB", "PRM", "UAF") else "media" if sector == "JRN" else "organisation"


def _enriched(actor: Actor, mention: Mention, parse: Parse, register: Register) -> Actor:
    sentence = parse.sentences[mention.sentence]
    acronym = acronym_between(sentence, mention.last + 1, parse.text)
    text = parse.text[sentence.tokens[mention.first].start : sentence.tokens[mention.last].end]
    if (
        acronym
        and acronym not in (actor.name, *actor.names)
        and stands_for(acronym, text.removeprefix("the ").removeprefix("The "))
    ):
        actor = replace(actor, names=(*actor.names, acronym))
    role = _role(actor, mention, sentence, register)
    return replace(actor, roles=(*actor.roles, role)) if role and role not in actor.roles else actor


def _role(actor: Actor, mention: Mention, sentence: Sentence, register: Register) -> Role | None:
    """The office by which the text names somebody of this actor ("foreign minister"); the person is not kept."""
    for index in range(mention.last, mention.first - 1, -1):
        found = noun_ending(sentence.tokens, mention.first, index, register)
        if found and found[0].role == "office" and sentence.tokens[index].tag in ("NN", "NNP"):
            return Role(found[1], actor.country or actor.actor_id, found[0].sector)
    return None


def _ties(article: Article, parse: Parse, cast: Cast, register: Register) -> Iterator[tuple[str, Affiliation]]:
    """Who the text ties to whom: "TJP, believed to be an offshoot of the TTP"."""
    nouns: dict[str, TieKind] = {noun: kind for kind in _KINDS for noun in register.phrases(f"tie_{kind}")}
    for sentence in parse.sentences:
        for token in sentence.tokens:
            if token.pos == "NOUN" and (kind := _tie_kind(sentence, token, nouns)):
                tied = _tied(sentence, token, cast)
                to = _tied_to(sentence, token, cast)
                if tied and to and tied != to and {tied, to} & _worth(register, tied, to):
                    sure = _factuality(sentence, token, register)
                    evidence = parse.span(sentence.start, sentence.end)
                    yield tied, Affiliation(to, kind, "text", None, sure, None, None, article.article_id, evidence)


def _tie_kind(sentence: Sentence, token: Token, nouns: Mapping[str, TieKind]) -> TieKind | None:
    """Which tie a noun names, by itself ("offshoot") or by the word before it ("splinter group")."""
    before = (nouns.get(kid.lemma) for kid in sentence.kids(token, "compound", "amod"))
    return nouns.get(token.lemma) or (next(filter(None, before), None) if token.lemma in _BODIES else None)


def _worth(register: Register, *actor_ids: str) -> set[str]:
    """Those that can be tied: organisations and groups; states have other relations."""
    return {each for each in actor_ids if (actor := register.actor(each)) is None or actor.kind != "state"}


def _tied_to(sentence: Sentence, noun: Token, cast: Cast) -> str | None:
    for preposition in sentence.kids(noun, "prep"):
        if preposition.lemma in ("of", "for", "to", "from"):
            for target in sentence.kids(preposition, "pobj"):
                if party := cast.headed(sentence.index, target.i):
                    return party.actor_id
    for kid in sentence.kids(noun, *_OWNING):
        if party := cast.headed(sentence.index, kid.i):
            return party.actor_id
    return None


def _tied(sentence: Sentence, noun: Token, cast: Cast) -> str | None:
    for token in _subjects(sentence, noun):
        party = cast.headed(sentence.index, token.i)
        if party and party.actor_id and party.naming == "named":
            return party.actor_id
    return None


def _subjects(sentence: Sentence, noun: Token) -> Iterator[Token]:
    """Of whom a noun is said: what it stands beside, or the subject of the clause that it completes."""
    if noun.dep == "appos":
        yield sentence.tokens[noun.head]
        return
    if noun.dep not in ("attr", "oprd"):
        return
    verb = sentence.tokens[noun.head]
    while True:
        yield from sentence.kids(verb, *_SUBJECTS)
        above = sentence.head(verb)
        if above is None or verb.dep not in ("xcomp", "acl", "relcl", "advcl", "conj"):
            return
        if above.pos in ("NOUN", "PROPN"):
            yield above
            return
        verb = above


def _factuality(sentence: Sentence, noun: Token, register: Register) -> Factuality:
    lemmas = [noun, *sentence.ancestors(noun)]
    verbs = [token for token in lemmas if token.pos in ("VERB", "AUX")][:2]
    auxiliaries = {kid.lemma for verb in verbs for kid in sentence.kids(verb, "aux", "neg")}
    if "not" in auxiliaries or "never" in auxiliaries:
        return "CT-"
    if auxiliaries & register.phrases("allowing"):
        return "PS+"
    governing = verbs[1:] if verbs and verbs[0].lemma == "be" and verbs[0].dep == "xcomp" else verbs
    return "PR+" if any(verb.lemma in register.phrases("believing") for verb in governing) else "CT+"
