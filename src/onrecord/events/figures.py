"""How many: killed, injured, expelled ..."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from onrecord.drafts import EventMention, Stand, TimeExpression
from onrecord.events.figure_counts import Counted, counted_in
from onrecord.events.figure_kinds import sense_of
from onrecord.events.figure_links import Linker
from onrecord.events.figure_sides import side_of, whom_of
from onrecord.events.figure_totals import Count, settled
from onrecord.events.figure_words import FigureWords, figure_words
from onrecord.records import Article, Claim, Figure
from onrecord.syntax import Parse, Sentence


def figures_of(
    article: Article,
    parse: Parse,
    mentions: tuple[EventMention, ...],
    stands: tuple[Stand, ...],
    times: tuple[TimeExpression, ...],
) -> tuple[tuple[Figure, ...], ...]:
    """The figures of each mention, parallel to `mentions`; no figure is given to two of them.

    Parts of a total ("23 people, nine of them children") are not among them, and a later total of the same voice
    stands for the earlier one. A caller could add figures of the two sides: attackers' deaths are no victims'.
    """
    words = figure_words()
    linker = Linker(mentions)
    counts: dict[int, list[Count]] = defaultdict(list)
    for sentence in parse.sentences:
        for counted in counted_in(sentence, words, times):
            found = _count(parse, sentence, counted, words)
            index = linker.link(sentence, found.sense.kind, found.sense.governor, counted.head) if found else None
            if found and index is not None:
                counts[index].append(replace(found, claim=_claim(stands[index], found)))
    return tuple(tuple(_figure(count) for count in settled(counts[i])) for i in range(len(mentions)))


def _count(parse: Parse, sentence: Sentence, counted: Counted, words: FigureWords) -> Count | None:
    sense = sense_of(sentence, counted, words)
    if sense is None:
        return None
    first, last = sentence.tokens[counted.first], sentence.tokens[max(counted.last, counted.people.i)]
    return Count(
        counted, sense, sentence.index, whom_of(sentence, counted, words), side_of(sentence, counted, sense, words),
        parse.span(first.start, last.end),
    )  # fmt: skip


def _claim(stand: Stand, count: Count) -> Claim | None:
    """The claim that gives the figure: the one whose words hold it, the shortest where several do."""
    span = count.span
    holding = [c for c in stand.claims if c.evidence.start <= span.start and span.end <= c.evidence.end]
    return min(holding, key=lambda c: c.evidence.end - c.evidence.start, default=None)


def _figure(count: Count) -> Figure:
    low, best, high = count.counted.quantity
    claim_id = count.claim.claim_id if count.claim else None
    span = count.span
    return Figure(count.sense.kind, count.whom, count.side, low, best, high, claim_id, span.start, span.end, span.text)
