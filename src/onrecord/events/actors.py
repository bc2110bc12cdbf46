"""Who is named in an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.codebooks.register import Register
from onrecord.drafts import Cast, Mention
from onrecord.events.actor_marks import Mark, home_of, marks_of
from onrecord.events.actor_parties import Casting
from onrecord.events.actor_phrases import phrases_of
from onrecord.records import Actor, Article
from onrecord.syntax import Parse, Sentence


def cast_of(parse: Parse, register: Register) -> Cast:
    """Every party that the article names, at its noun phrase's head.

    Adjectives and names before another noun ("Israeli air strikes") are mentions at their own token. A capital is
    one only where it acts or speaks for its government.
    """
    marks = marks_of(parse, register)
    home = home_of((mark for found in marks.values() for mark in found), register)
    mentions: list[Mention] = []
    for sentence in parse.sentences:
        mentions.extend(_mentions(parse, sentence, marks.get(sentence.index, ()), register, home))
    return Cast(tuple(mentions))


def _mentions(
    parse: Parse, sentence: Sentence, marks: Sequence[Mark], register: Register, home: str | None
) -> Iterator[Mention]:
    phrases = list(phrases_of(sentence, marks, register))
    casting = Casting(parse.text, phrases, register, home)
    spoken_for: set[Mark] = {phrase.mark for phrase in phrases if phrase.mark}
    for phrase in phrases:
        if party := casting.party(phrase):
            spoken_for.update(phrase.within)
            yield Mention(sentence.index, phrase.head.i, phrase.first, phrase.last, party)
    for mark in marks:
        if mark not in spoken_for and (party := casting.within(mark)):
            yield Mention(sentence.index, mark.head, mark.first, mark.last, party)


def proposals(article: Article, parse: Parse, cast: Cast, register: Register) -> tuple[Actor, ...]:
    """The actors that the article names, with aliases, roles and affiliations that its text proposes."""
    ids = dict.fromkeys(m.party.actor_id for m in cast.mentions if m.party.actor_id)
    return tuple(actor for actor_id in ids if (actor := register.actor(actor_id)))
