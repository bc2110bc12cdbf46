"""A publication day that the text itself forces.

What an article says of days is a set of constraints on the day that it was printed: a weekday in its first sentence,
a date that is also a weekday, the years it names, "last November" beside "November 2022". Each day of the years in
question is held against all of them; where exactly one is left, it was printed on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.articles.dateline import Opening
from onrecord.expressions.dates import Period, TimeForm, When, forms_of, place, tense_at
from onrecord.records import Published
from onrecord.syntax import Parse, Sentence

YEARS_AFTER = 2
"""A report that names years in the past tense is taken to be printed at most this long after the last of them."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Told:
    """One time expression of the text: its sentence, its form, the verb's tense, the noun that it qualifies."""

    sentence: Sentence
    form: TimeForm
    tense: int | None
    noun: str | None


@dataclass(frozen=True, slots=True)
class Constraint:
    """Something that the day of printing has to satisfy, and the sentences that say so."""

    days: frozenset[date]
    sentences: frozenset[int]


def told_by(parse: Parse) -> tuple[Told, ...]:
    """Every time expression of the article with what surrounds it."""
    return tuple(
        Told(sentence, form, tense_at(sentence, form.first, form.last), _noun(sentence, form))
        for sentence in parse.sentences
        for form in forms_of(sentence)
    )


def inferred_day(parse: Parse, told: tuple[Told, ...], opening: Opening | None) -> Published | None:
    """The one day that all constraints leave, or None.

    A year has to be named and some date has to be tied to a weekday or to the dateline; else nothing is forced.
    """
    years = _years(told)
    if years is None:
        return None
    year, year_sentences = years
    horizon = frozenset(_days(date(year, 1, 1), date(year + YEARS_AFTER, 12, 31)))
    tied = list(_tied(told, horizon, opening))
    if not tied:
        return None
    constraints = [*tied, *_lead(told, horizon), *_past(told, horizon), *_lasts(told, horizon)]
    left = horizon.intersection(*(constraint.days for constraint in constraints))
    if len(left) != 1:
        return None
    deciding = _deciding(horizon, constraints, left)
    sentences = sorted(year_sentences.union(*(c.sentences for c in deciding)))
    spans = tuple(parse.span(parse.sentences[i].start, parse.sentences[i].end) for i in sentences)
    return Published(next(iter(left)).isoformat(), "day", "inferred", spans)


def _deciding(horizon: frozenset[date], constraints: list[Constraint], left: frozenset[date]) -> list[Constraint]:
    """The constraints without which more days would be left, in the order of the text."""
    kept = list(constraints)
    for constraint in reversed(constraints):
        others = [other for other in kept if other is not constraint]
        if others and horizon.intersection(*(other.days for other in others)) == left:
            kept = others
    return kept


def _years(told: Iterable[Told]) -> tuple[int, frozenset[int]] | None:
    """The last year that the text names as past, and where."""
    named = [
        t for t in told if t.form.kind == "calendar" and t.form.year and t.form.unit in ("D", "M", "Y") and t.tense != 1
    ]
    named = [t for t in named if t.form.bound not in ("until", "by") and (t.form.year or 0) > 1900]
    if not named:
        return None
    last = max(named, key=lambda t: t.form.year or 0)
    return last.form.year or 0, frozenset({last.sentence.index})


def _days(first: date, last: date) -> Iterator[date]:
    for count in range((last - first).days + 1):
        yield first + timedelta(days=count)


def _tied(told: tuple[Told, ...], horizon: frozenset[date], opening: Opening | None) -> Iterator[Constraint]:
    """Dates that are also weekdays ("Tuesday's assault", "the 12 December assault"), and the dateline's date."""
    dated = [t for t in told if t.form.kind == "calendar" and t.form.unit == "D" and t.form.year is None]
    for one in dated:
        if opening and opening.start <= one.form.start < opening.end:
            days = frozenset(d for d in horizon if (d.month, d.day) == (one.form.number, one.form.day))
            yield Constraint(days, frozenset({one.sentence.index}))
        for other in told:
            if other.form.kind == "weekday" and one.noun and other.noun == one.noun:
                yield _same_day(one, other, horizon)
    for t in dated:
        if t.form.weekday:
            days = frozenset(d for d in horizon if _weekday_of(t, d) == t.form.weekday)
            yield Constraint(days, frozenset({t.sentence.index}))


def _same_day(dated: Told, weekday: Told, horizon: frozenset[date]) -> Constraint:
    days = frozenset(d for d in horizon if _placed(dated, d) == _placed(weekday, d) is not None)
    return Constraint(days, frozenset({dated.sentence.index, weekday.sentence.index}))


def _weekday_of(told: Told, day: date) -> int | None:
    period = _placed(told, day)
    return period.first.isoweekday() if period else None


def _placed(told: Told, day: date) -> Period | None:
    """Where the expression lies if the article was printed on that day; without a future verb it is past."""
    return place(told.form, When(day, tense=told.tense or -1))[0]


def _lead(told: tuple[Told, ...], horizon: frozenset[date]) -> Iterator[Constraint]:
    """The weekday of the first paragraph's news is the day of the report: that is what the news of a day is."""
    first = told[0].sentence.paragraph
    for t in told:
        past = t.form.kind == "weekday" and t.tense == -1 and t.form.direction is None and t.noun is None
        if t.sentence.paragraph <= max(first, 1) and past:
            days = frozenset(d for d in horizon if d.isoweekday() == t.form.number)
            yield Constraint(days, frozenset({t.sentence.index}))
            return


def _past(told: tuple[Told, ...], horizon: frozenset[date]) -> Iterator[Constraint]:
    """A full date told in the past is not after the day of printing."""
    for t in told:
        if t.tense == -1 and t.form.year is not None and (period := place(t.form, When())[0]):
            yield Constraint(frozenset(d for d in horizon if d >= period.first), frozenset({t.sentence.index}))


def _lasts(told: tuple[Told, ...], horizon: frozenset[date]) -> Iterator[Constraint]:
    """ "Last November" beside "November 2022": both are one month."""
    named = {(t.form.number, t.form.year): t for t in told if t.form.unit == "M" and t.form.year is not None}
    for last in (t for t in told if t.form.unit == "M" and t.form.direction == -1):
        for (month, year), full in named.items():
            if month == last.form.number and year is not None:
                wanted = Period("M", date(year, month or 1, 1))
                days = frozenset(d for d in horizon if _placed(last, d) == wanted)
                yield Constraint(days, frozenset({last.sentence.index, full.sentence.index}))


def _noun(sentence: Sentence, form: TimeForm) -> str | None:
    """The noun that the expression qualifies from the left ("Tuesday's assault"), by lemma."""
    outer = next(
        (t for t in sentence.tokens[form.first : form.last + 1] if not form.first <= t.head <= form.last), None
    )
    if outer is None:
        return None
    head = sentence.tokens[outer.head]
    return head.lemma if head.pos in ("NOUN", "PROPN") and head.i > form.last else None
