"""Quotations that no word of saying introduces: they go on a speech, or the sentence beside them names who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.codebooks.cues import CueBook
from onrecord.drafts import Attribution, Offsets
from onrecord.statements.quotes import Quotes
from onrecord.statements.relays import Contents
from onrecord.syntax import Parse, Sentence, Token

_WORDS = 3
"""Fewer words between quotation marks are a title or a turn of phrase."""
_BACK = 20
"""Attributions back to look for who is speaking."""
_SIGNATURE = re.compile(r"[ \u00a0]*\n?[ \u00a0]*[―—–][ \u00a0]*((?:[A-Z][\w'’.-]*[ \u00a0]?){1,5}(?<=[\w.]))")
_ENDS = frozenset(".!?,…")


def attach_loose(parse: Parse, quotes: Quotes, found: Sequence[Attribution], book: CueBook) -> list[Attribution]:
    """The attributions, with each loose quotation added to the one that it continues or given one of its own."""
    attributions = sorted(found, key=lambda a: a.cue)
    contents = Contents(found)
    for quote in quotes.spans:
        near = [found[i] for offset in quote for i in contents.near(offset)]
        if _is_speech(parse.text, quote) and not _is_taken(quote, near):
            _attach(parse, quote, attributions, book)
    return sorted(attributions, key=lambda a: a.cue)


def _is_speech(text: str, quote: Offsets) -> bool:
    inner = text[quote[0] : quote[1]].strip("“”\"'`’‘«»„ ")
    return len(inner.split()) >= _WORDS and inner[-1] in _ENDS and (inner[0].isupper() or inner[0] in "[.…")


def _is_taken(quote: Offsets, attributions: Sequence[Attribution]) -> bool:
    start, end = quote
    return any(s < end and start < e for a in attributions for s, e in a.content if not start < a.cue[0] < end)


def _attach(parse: Parse, quote: Offsets, attributions: list[Attribution], book: CueBook) -> None:
    before = bisect_left(attributions, (quote[0], quote[0]), key=lambda a: a.cue) - 1
    last = _speaking(attributions, before)
    sentence = parse.sentence_at(quote[0])
    if sentence is None:
        return
    signed = _signed(parse.text, quote)
    if signed is None and last is not None and _paragraph(parse, attributions[last]) == sentence.paragraph:
        attributions[last] = replace(attributions[last], content=tuple(sorted((*attributions[last].content, quote))))
        return
    source = signed or _named_after(parse, quote, sentence, book)
    if source is None and last is not None and _paragraph(parse, attributions[last]) == sentence.paragraph - 1:
        source = attributions[last].source
    if source is not None:
        attributions.append(Attribution(source, (quote[0], quote[0] + 1), (quote,), 0.5))
        attributions.sort(key=lambda a: a.cue)


def _signed(text: str, quote: Offsets) -> tuple[Offsets, ...] | None:
    """The name behind a dash with which a quotation is signed: "We were afraid." — Ana Ruiz, a nurse."""
    found = _SIGNATURE.match(text, quote[1])
    return (found.span(1),) if found else None


def _speaking(attributions: Sequence[Attribution], before: int) -> int | None:
    """The last attribution before a place that has a source and is not itself within another's words."""
    for index in range(before, max(-1, before - _BACK), -1):
        one = attributions[index]
        near = attributions[max(0, index - _BACK) : index + _BACK]
        if one.source and not any(s <= one.cue[0] < e for a in near for s, e in a.content):
            return index
    return None


def _paragraph(parse: Parse, attribution: Attribution) -> int:
    sentence = parse.sentence_at(attribution.cue[0])
    return sentence.paragraph if sentence else -1


def _named_after(parse: Parse, quote: Offsets, sentence: Sentence, book: CueBook) -> tuple[Offsets, ...] | None:
    """The subject of the sentence after a quotation in its paragraph, where it is somebody who can speak."""
    following = parse.sentence_at(quote[1] + 1)
    if following is None or following.paragraph != sentence.paragraph or following.start < quote[1]:
        return None
    root = next(t for t in following.tokens if t.head == t.i)
    subject = following.kid(root, "nsubj")
    if subject is None or not _can_speak(subject, book):
        return None
    words = following.subtree(subject)
    return ((words[0].start, words[-1].end),)


def _can_speak(subject: Token, book: CueBook) -> bool:
    kinds = ("official", "unnamed", "media", "person_nouns", "person_pronouns")
    return subject.pos == "PROPN" or any(subject.lemma in book.words[kind] for kind in kinds)
