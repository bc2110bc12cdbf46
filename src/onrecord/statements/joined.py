"""What the tagger finds, with what only the rules find: relays within relays, reports by name, loose quotations.

The tagger's spans are better, but it was taught on articles that mark no statement within another, and standing rests
on those. On our own marked lines that were held back from its training the two together reach more than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.lookup import cue_token, saying
from onrecord.drafts import Attribution, Offsets
from onrecord.statements.relays import Contents
from onrecord.syntax import Parse

_SURE = 1.0
"""The rules are less sure than this of a quotation to which they give a speaker without a word of saying."""


def joined(
    parse: Parse, tagged: Sequence[Attribution], ruled: Iterable[Attribution], book: CueBook
) -> list[Attribution]:
    """The tagged attributions and those of the rules that add to them, in order of their cues."""
    near, cues = Contents(tagged), {place: one for one in tagged for place in range(*one.cue)}
    added, scraps = list[Attribution](), set[Attribution]()
    for one in ruled:
        if one.score < _SURE:
            beside = {tagged[i] for start, end in one.content for place in (start, end - 1) for i in near.near(place)}
            if _covered(one, beside) < 0.5:
                added.append(one)
                scraps |= {other for other in beside if _within(other, one)}
        elif (same := next((cues[place] for place in range(*one.cue) if place in cues), None)) is not None:
            better = _better(parse, same, one, book)
            if better is not same:
                scraps.add(same)
                added.append(better)
            elif one.source and same.source != one.source and _is_noun(parse, one, book):
                scraps.add(same)
                added.append(replace(same, source=one.source))
        elif _says(parse, one, book):
            added.append(one)
    return sorted([*(one for one in tagged if one not in scraps), *added], key=lambda one: one.cue)


def _better(parse: Parse, tagged: Attribution, ruled: Attribution, book: CueBook) -> Attribution:
    """The rules know better whose a report is ("denied reports"), and that a denial may have one for its content."""
    located = cue_token(parse, *ruled.cue, book)
    if located is None:
        return tagged
    if located[1].pos == "NOUN":
        return ruled
    cue = saying(*located, book)
    return replace(tagged, content=_united(tagged, ruled)) if cue and cue.weighs else tagged


def _is_noun(parse: Parse, one: Attribution, book: CueBook) -> bool:
    """Whether the cue is a noun: its source stands within its own phrase ("media reports"), where syntax is surer."""
    located = cue_token(parse, *one.cue, book)
    return located is not None and located[1].pos == "NOUN"


def _united(first: Attribution, second: Attribution) -> tuple[Offsets, ...]:
    """The content of both, without the cue."""
    merged: list[Offsets] = []
    for start, end in sorted((*first.content, *second.content)):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _says(parse: Parse, one: Attribution, book: CueBook) -> bool:
    """Whether the cue says something, and does not only wish, praise or plan."""
    located = cue_token(parse, *one.cue, book)
    cue = saying(*located, book) if located else None
    return cue is None or cue.stance != "other"


def _covered(quotation: Attribution, beside: Iterable[Attribution]) -> float:
    """The share of a quotation that others have for their content."""
    places = _places(quotation)
    return len(places & {place for other in beside for place in _places(other)}) / len(places)


def _within(one: Attribution, quotation: Attribution) -> bool:
    return _places(one) <= _places(quotation)


def _places(one: Attribution) -> set[int]:
    return {place for start, end in one.content for place in range(start, end)}
