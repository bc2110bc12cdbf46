"""Stretches of time: which one a count is over, from the words around it, and how two of them lie to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.expressions.dates import When, forms_of, resolve
from onrecord.records import Event, EventDate, Figure, Span
from onrecord.syntax import Sentence, Token, children_of

Fit = Literal["yes", "maybe", "no"]
_WORD = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
_PAST = -1


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last ISO day, None where the year is not known; `edtf` and the wording say what is."""

    earliest: str | None
    latest: str | None
    edtf: str | None
    text: str

    def holds(self, earliest: str | None, latest: str | None) -> Fit:
        """Whether what happened between two days happened within the period."""
        if earliest is None or latest is None:
            return "maybe"
        if self.earliest is None or self.latest is None:
            return "maybe" if self._month() in (None, *_months(earliest, latest)) else "no"
        if latest < self.earliest or earliest > self.latest:
            return "no"
        return "yes" if self.earliest <= earliest and latest <= self.latest else "maybe"

    def is_within(self, other: Period) -> bool:
        """Whether it is a part of the other, and not the same."""
        if None in (self.earliest, self.latest, other.earliest, other.latest):
            return False
        same = (self.earliest, self.latest) == (other.earliest, other.latest)
        return not same and other.holds(self.earliest, self.latest) == "yes"

    def _month(self) -> int | None:
        """The month of a year that is not known ("XXXX-06")."""
        found = re.match(r"X{4}-(\d\d)", self.edtf or "")
        return int(found[1]) if found else None


def _months(earliest: str, latest: str) -> Iterator[int]:
    first = int(earliest[:4]) * 12 + int(earliest[5:7]) - 1
    last = int(latest[:4]) * 12 + int(latest[5:7]) - 1
    yield from (month % 12 + 1 for month in range(first, min(last, first + 11) + 1))


def period_of(event: Event, figure: Figure, sentence: Span, printed: str | None) -> Period | None:
    """The period that a figure counts over: the one named behind it, before the next figure, else the event's.

    "27 in June and 36 in May" are two counts of one event. A period that is not over ends when the report was printed.
    """
    report = _day(printed)
    named = [one for one in _named_in(sentence, report) if _between(figure, one, event.figures)]
    own = None if event.date and _is_of_another(figure, event.date, event.figures) else event.date
    found = named[0] if named and len(event.figures) > 1 else own or (named[0] if named else None)
    if found is None:
        return None
    latest = min(found.latest, printed) if found.latest and report and printed else found.latest
    return Period(found.earliest, latest, found.edtf, found.text)


def _day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat(printed or "")
    except ValueError:
        return None


def _is_of_another(figure: Figure, named: EventDate, figures: Sequence[Figure]) -> bool:
    return any(_between(other, named, figures) for other in figures if other is not figure)


def _between(figure: Figure, named: EventDate, figures: Sequence[Figure]) -> bool:
    following = min((other.start for other in figures if other.start > figure.start), default=None)
    return named.start >= figure.end and (following is None or named.start < following)


def _named_in(sentence: Span, report: date | None) -> Iterator[EventDate]:
    """The dates that a sentence names, with offsets of the article; what has been counted is past."""
    for form in forms_of(_bare_sentence(sentence)):
        words = sentence.text[form.start - sentence.start : form.end - sentence.start]
        if found := resolve(form, words, When(report, tense=_PAST)).date:
            yield found


def _bare_sentence(sentence: Span) -> Sentence:
    """The sentence as the grammar of dates takes it; which word governs which is not known, and months need no verb."""
    tokens: list[Token] = []
    for match in _WORD.finditer(sentence.text):
        word, start = match[0], sentence.start + match.start()
        pos, tag = ("NUM", "CD") if word[0].isdigit() else ("PROPN", "NNP") if word[0].isupper() else ("NOUN", "NN")
        tokens.append(Token(len(tokens), word, word.lower(), pos, tag, "dep", 0, start, start + len(word)))
    return Sentence(0, 0, sentence.start, sentence.end, tuple(tokens), children_of([0] * len(tokens)))
