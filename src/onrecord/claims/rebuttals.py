"""Who answers an accusation by clearing its own side: "Pakistan said none of its aircraft had flown that night"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.claims.voices import Voice, Voices
from onrecord.codebooks.lookup import negated, none_of
from onrecord.drafts import EventMention, Stand
from onrecord.records import Claim, Factuality, Party, identify
from onrecord.syntax import Parse, Sentence, Token

Find = Callable[[Voice, Voices, Sequence[EventMention], Sequence[Stand]], "int | None"]


class Rule(NamedTuple):
    """How a voice is found to deny what it does not name: the place of the mention, how surely, and the rule's name."""

    denied: Find
    factuality: Factuality
    name: str


_ANSWERING = frozenset(("asserts", "reports", "denies"))


def with_rebuttals(
    parse: Parse, voices: Voices, mentions: Sequence[EventMention], stands: Iterable[Stand]
) -> tuple[Stand, ...]:
    """The stands, parallel to `mentions`, with a PR- claim of those who answer at once that their side did nothing.

    The answer follows in the same sentence or the next, comes from the side that is said to have done it, and says of
    its own that none of them, or that they never, did something else: it means the deed without naming it.
    """
    return with_denials(parse, voices, mentions, stands, Rule(_answered, "PR-", "rebuttal"))


def with_denials(
    parse: Parse, voices: Voices, mentions: Sequence[EventMention], stands: Iterable[Stand], rule: Rule
) -> tuple[Stand, ...]:
    """The stands, parallel to `mentions`, with a claim of each voice that denies a mention by this rule."""
    answered = list(stands)
    for voice in voices.all():
        place = rule.denied(voice, voices, mentions, answered)
        if place is not None:
            claim = _denial(parse, voice, mentions[place], rule)
            answered[place] = replace(answered[place], claims=(*answered[place].claims, claim))
    return tuple(answered)


def _answered(voice: Voice, voices: Voices, mentions: Sequence[EventMention], stands: Sequence[Stand]) -> int | None:
    """The place of the latest deed that a voice answers, if it answers any."""
    source = voice.statement.source
    if source is None or voice.located is None or not _clears_its_own(voice, voices):
        return None
    index = voice.located[0].index
    near = [
        i for i, m in enumerate(mentions) if 0 <= index - m.sentence <= 1 and m.trigger.end <= voice.statement.cue.start
    ]
    over = {(index, token.i) for token in voice.located[0].ancestors(voice.located[1])}
    apart = (i for i in reversed(near) if mentions[i].position not in over)
    return next((i for i in apart if _accuses(stands[i], mentions[i], source)), None)


def _clears_its_own(voice: Voice, voices: Voices) -> bool:
    """Whether the voice says that none of its own, or that it never, did something."""
    assert voice.located is not None
    sentence, cue = voice.located
    clause = sentence.kid(cue, "ccomp")
    if voice.statement.stance not in _ANSWERING or voice.cue_negated or clause is None or not voice.holds(clause):
        return False
    subject = sentence.kid(clause, "nsubj")
    if subject is None or clause.lemma in voices.book.words["small.suffering"]:
        return False
    own = any(voices.own(sentence, token) for token in sentence.subtree(subject))
    return own and _at_all(sentence, clause, subject, voices)


def _at_all(sentence: Sentence, clause: Token, subject: Token, voices: Voices) -> bool:
    """Whether a clause is negated altogether: "none of its", "never", "did not fire any", "fired no"."""
    book = voices.book
    thing = sentence.kid(clause, "dobj")
    if none_of(sentence, subject, book) or (thing is not None and none_of(sentence, thing, book)):
        return True
    if any(k.lemma == "never" for k in sentence.kids(clause, "neg", "advmod")):
        return True
    polar = book.words["small.polar"]
    anything = thing is not None and any(k.lemma in polar for k in sentence.kids(thing, "det", "amod"))
    return anything and negated(sentence, clause, book)


def _accuses(stand: Stand, mention: EventMention, source: Party) -> bool:
    """Whether somebody else has a mention as a deed of the source's side."""
    if stand.modality != "actual" or not any(_is_one_side(actor, source) for actor in mention.actor):
        return False
    others = [c for c in stand.claims if c.source is None or not _is_one_side(c.source, source)]
    return any(c.factuality.endswith("+") for c in others) and len(others) == len(stand.claims)


def _is_one_side(first: Party, second: Party) -> bool:
    if first.actor_id is not None and first.actor_id == second.actor_id:
        return True
    return first.country is not None and first.country == second.country and first.sector in _OF_STATES


_OF_STATES = frozenset((None, "GOV", "MIL", "COP", "SPY"))


def _denial(parse: Parse, voice: Voice, mention: EventMention, rule: Rule) -> Claim:
    statement = voice.statement
    sentence = parse.sentence_at(statement.cue.start)
    assert sentence is not None
    return Claim(
        claim_id=identify(
            "cl", statement.statement_id, mention.trigger.start, mention.trigger.end, rule.factuality, rule.name
        ),
        event_id="",
        statement_id=statement.statement_id,
        source=statement.source,
        cue=statement.cue,
        stance="denies",
        factuality=rule.factuality,
        said=statement.said,
        evidence=parse.span(sentence.start, sentence.end),
        decided_by=f"rules > {rule.name}",
    )
