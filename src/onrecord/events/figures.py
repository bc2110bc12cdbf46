"""How many: killed, injured, expelled ..."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from onrecord.drafts import EventMention, Position, Stand, TimeExpression
from onrecord.events.figure_counts import Counted, counted_in
from onrecord.events.figure_kinds import sense_of
from onrecord.events.figure_links import Linker
from onrecord.events.figure_scene import Scene
from onrecord.events.figure_sides import person_subject, side_of, whom_of
from onrecord.events.figure_totals import Count, combined, settled
from onrecord.events.figure_words import figure_words
from onrecord.records import Article, Claim, Figure, FigureKind
from onrecord.syntax import Parse, Token


class PeriodCount(NamedTuple):
    """A count for a period of its own, told beside another: the mention whose words it takes up, and the period.

    `position` is where the number stands.
    """

    mention: int
    position: Position
    figure: Figure
    period: TimeExpression


def figures_of(
    article: Article,
    parse: Parse,
    mentions: tuple[EventMention, ...],
    stands: tuple[Stand, ...],
    times: tuple[TimeExpression, ...],
) -> tuple[tuple[tuple[Figure, ...], ...], tuple[PeriodCount, ...]]:
    """The figures of each mention, parallel to `mentions`, and those that stand for further periods.

    Parts of a total ("23 people, nine of them children") are not among them, and a later total of the same voice
    stands for the earlier one. No figure is given to two mentions. A caller could add figures of the two sides:
    attackers' deaths are no victims'.
    """
    groups: dict[int, list[Count]] = defaultdict(list)
    periodic: list[PeriodCount] = []
    happening = _happenings(mentions)
    for count, index in _told(parse, mentions, times):
        given = replace(count, mention=index, claim=_claim(stands[index], count))
        if count.sense.period:
            periodic.append(
                PeriodCount(index, (count.sentence, count.counted.number.i), _figure(given), count.sense.period)
            )
        else:
            groups[happening[index]].append(given)
    figures: list[list[Figure]] = [[] for _ in mentions]
    for count in settled(groups.values()):
        figures[count.mention].append(_figure(count))
    return tuple(tuple(sorted(found, key=lambda figure: figure.start)) for found in figures), tuple(periodic)


def _happenings(mentions: tuple[EventMention, ...]) -> list[int]:
    """For each mention, the first mention of the same happening."""
    at: dict[Position, int] = {}
    first: list[int] = []
    for i, mention in enumerate(mentions):
        earlier = at.get(mention.told_before) if mention.told_before else None
        first.append(i if earlier is None else first[earlier])
        at.setdefault(mention.position, i)
    return first


def _told(
    parse: Parse, mentions: tuple[EventMention, ...], times: tuple[TimeExpression, ...]
) -> Iterator[tuple[Count, int]]:
    """Every count of the article that belongs to a mention, with the mention's index."""
    words, linker = figure_words(), Linker(mentions)
    before: FigureKind | None = None
    subject: Token | None = None
    for sentence in parse.sentences:
        scene = Scene(sentence, words, linker.coded(sentence.index), before, times=times)
        for count in combined(parse, sentence, _counts(parse, scene, times, subject)):
            index = linker.link(sentence, count.sense.kind, count.sense.governor, count.counted.head)
            if index is not None:
                yield count, index
            before = count.sense.kind
        subject = person_subject(sentence) or subject


def _counts(parse: Parse, scene: Scene, times: tuple[TimeExpression, ...], subject: Token | None) -> Iterator[Count]:
    for counted in counted_in(scene.sentence, scene.words, times):
        if count := _count(parse, scene, counted, subject):
            scene = replace(scene, before=count.sense.kind, here=count.sense)
            yield count


def _count(parse: Parse, scene: Scene, counted: Counted, subject: Token | None) -> Count | None:
    sense = sense_of(scene, counted)
    if sense is None:
        return None
    tokens = scene.sentence.tokens
    state = scene.state(counted.people) is not None
    first, last = tokens[counted.first], counted.number if state else tokens[max(counted.last, counted.people.i)]
    whom, side = whom_of(scene.sentence, counted, scene.words), side_of(scene, counted, sense, subject)
    return Count(counted, sense, scene.sentence.index, whom, side, parse.span(first.start, last.end))


def _claim(stand: Stand, count: Count) -> Claim | None:
    """The claim that gives the figure: the one whose words hold it, the shortest where several do."""
    span = count.span
    holding = [c for c in stand.claims if c.evidence.start <= span.start and span.end <= c.evidence.end]
    return min(holding, key=lambda c: c.evidence.end - c.evidence.start, default=None)


def _figure(count: Count) -> Figure:
    low, best, high = count.quantity
    claim_id = count.claim.claim_id if count.claim else None
    span = count.span
    return Figure(count.sense.kind, count.whom, count.side, low, best, high, claim_id, span.start, span.end, span.text)
