"""Who says what: source, cue and content of every statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.codebooks.cues import Cue, CueBook
from onrecord.codebooks.lookup import cue_token, introduces, is_according, negated, saying
from onrecord.drafts import Attribution, Cast, TimeExpression
from onrecord.records import Article, Stance, Statement, identify
from onrecord.statements.joined import joined
from onrecord.statements.relays import relay_order, relays_of
from onrecord.statements.rules import find
from onrecord.statements.said import said_at
from onrecord.statements.sources import Sources
from onrecord.statements.tagger import Tagger
from onrecord.syntax import Parse, Sentence, Token

_TURNED: dict[Stance, Stance] = {"doubts": "asserts", "demands": "demands", "accuses": "other"}


def attribute(
    article: Article,
    parse: Parse,
    cast: Cast,
    cues: CueBook,
    tagger: Tagger | None = None,
    times: Sequence[TimeExpression] = (),
) -> tuple[Statement, ...]:
    """Every statement that the article relays; one that relays another stands before it.

    The spans are the tagger's, with what the rules find besides, or the rules' alone where none is given. `times` are
    the article's time expressions, for when it was said.
    """
    ruled = find(parse, cues)
    tagged = [_without_dateline(parse, one) for one in tagger.tag(parse.text)] if tagger else []
    found = joined(parse, tagged, ruled, cues) if tagger else ruled
    return statements_of(article, parse, found, cast, cues, times)


def _without_dateline(parse: Parse, one: Attribution) -> Attribution:
    """The tagger does not know that a sentence begins behind the dateline ("LONDON - The group said")."""
    return replace(one, source=tuple((_start_within(parse, *span), span[1]) for span in one.source))


def _start_within(parse: Parse, start: int, end: int) -> int:
    sentence = parse.sentence_at(end - 1)
    return max(start, sentence.start) if sentence and sentence.start < end else start


def statements_of(
    article: Article,
    parse: Parse,
    attributions: Iterable[Attribution],
    cast: Cast,
    cues: CueBook,
    times: Sequence[TimeExpression] = (),
) -> tuple[Statement, ...]:
    """Statements from the spans that rules or a model found: their sources resolved, their stances, their relays."""
    found = sorted(attributions, key=lambda a: a.cue)
    relays = relays_of(found)
    sources = Sources(parse, cast, cues)
    parties = sources.parties(found, relays)
    statements = [
        replace(
            _statement(article, parse, attribution, cues),
            source=party,
            said=said_at(parse, attribution, times, cues) if times else None,
        )
        for attribution, party in zip(found, parties, strict=True)
    ]
    return _linked(statements, relays)


def _linked(statements: Sequence[Statement], relays: Sequence[int | None]) -> tuple[Statement, ...]:
    return tuple(
        statements[i] if (outer := relays[i]) is None else replace(statements[i], via=statements[outer].statement_id)
        for i in relay_order(relays)
    )


def _statement(article: Article, parse: Parse, attribution: Attribution, cues: CueBook) -> Statement:
    cue_span = parse.span(*attribution.cue)
    content = tuple(parse.span(*span) for span in attribution.content)
    stance, word = _stance(parse, attribution, cues)
    return Statement(
        statement_id=identify("st", article.article_id, *attribution.cue, *attribution.content),
        article_id=article.article_id,
        source=None,
        cue=cue_span,
        content=content,
        stance=stance,
        said=None,
        via=None,
        decided_by=f"{attribution.found_by} > {word}",
    )


def _stance(parse: Parse, attribution: Attribution, cues: CueBook) -> tuple[Stance, str]:
    """The stance by the codebook; a cue that it does not know asserts where it introduces a clause or a quotation."""
    found = cue_token(parse, *attribution.cue, cues)
    if found is None:
        return "asserts", "unknown"
    sentence, token = found
    if is_according(token):
        return "asserts", "according to"
    cue = saying(sentence, token, cues)
    if cue is None or cue.stance is None:
        first = parse.text[attribution.content[0][0] :][:1] if attribution.content else ""
        return "asserts" if introduces(sentence, token, first) else "other", token.lemma
    return _turned(sentence, token, cue, cues), cue.word


def _turned(sentence: Sentence, token: Token, cue: Cue, cues: CueBook) -> Stance:
    """What a negated cue comes to: who did not deny has neither denied nor asserted."""
    stance: Stance = cue.stance or "other"
    return _TURNED.get(stance, "other") if negated(sentence, token, cues) else stance
