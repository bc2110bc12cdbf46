"""Who denies what somebody was just accused of, without saying it again: "The police denied the accusation."."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.claims.rebuttals import Rule, with_denials
from onrecord.claims.voices import Voice, Voices
from onrecord.drafts import EventMention, Stand
from onrecord.records import Party
from onrecord.syntax import Parse, Sentence, Token

_AT_ONCE = 2
"""Sentences within which "the accusation" is the one that was just told."""
_EXPLAINED = frozenset(("of", "about", "over", "against"))
"""Prepositions after which the noun itself says what is denied."""


def with_answers(
    parse: Parse, voices: Voices, mentions: Sequence[EventMention], stands: Sequence[Stand]
) -> tuple[Stand, ...]:
    """The stands, parallel to `mentions`, with a CT- claim of whoever denies a charge that it only names.

    The charge is what somebody was accused of last, or else the last that somebody was said to have said, in the two
    sentences before; "a charge that the army rejected" is the one of its own sentence.
    """
    return with_denials(parse, voices, mentions, stands, Rule(_denied, "CT-", "answer"))


def _denied(voice: Voice, voices: Voices, mentions: Sequence[EventMention], stands: Sequence[Stand]) -> int | None:
    """The place of the mention that a voice denies by naming the charge alone."""
    source = voice.statement.source
    if source is None or voice.located is None or voice.statement.stance != "denies" or voice.cue_negated:
        return None
    sentence, cue = voice.located
    reach = _reach(sentence, cue, voices.book.words["small.charges"])
    if reach is None:
        return None
    near = [
        i
        for i, m in enumerate(mentions)
        if 0 <= sentence.index - m.sentence <= reach
        and m.trigger.end <= voice.statement.cue.start
        and _is_said(stands[i], source)
    ]
    accused = {m.about for m in mentions if m.event_type == "ACCUSE"}
    return max(near, key=lambda i: (mentions[i].position in accused, mentions[i].sentence, -i), default=None)


def _reach(sentence: Sentence, cue: Token, charges: frozenset[str]) -> int | None:
    """How many sentences back the charge may be that the cue denies; None where it denies something else."""
    head = sentence.tokens[cue.head]
    if cue.dep in ("relcl", "acl") and head.lemma in charges and _is_aside(sentence, head):
        return 0
    named = sentence.kid(cue, "dobj")
    if named is None or named.lemma not in charges or not _is_known(sentence, named):
        return None
    return _AT_ONCE


def _is_aside(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun names what stands before its comma: ", a charge that ..."."""
    words = sentence.subtree(noun)
    return (
        noun.dep in ("appos", "npadvmod", "dobj", "conj", "dep", "attr")
        and words[0].i > 0
        and (sentence.tokens[words[0].i - 1].text in (",", "—", "–", "-"))
    )


def _is_known(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun says nothing of what the charge is: "the accusation", "all allegations"."""
    clauses = sentence.kids(noun, "acl", "relcl", "ccomp")
    return not clauses and not any(prep.lemma in _EXPLAINED for prep in sentence.kids(noun, "prep"))


def _is_said(stand: Stand, denier: Party) -> bool:
    """Whether a mention rests on the word of others than who denies it."""
    if stand.modality != "actual" or not stand.claims:
        return False
    return all(c.source is not None and not _is_one(c.source, denier) for c in stand.claims) and any(
        c.factuality.endswith("+") for c in stand.claims
    )


def _is_one(first: Party, second: Party) -> bool:
    if first.actor_id or second.actor_id:
        return first.actor_id == second.actor_id
    return first.name.casefold() == second.name.casefold()
