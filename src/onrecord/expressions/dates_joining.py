"""Time expressions that belong together: a time of day with its day, and the two ends of a stretch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from onrecord.expressions.dates_forms import TimeForm
from onrecord.expressions.dates_relative import is_bare_part
from onrecord.expressions.dates_words import STRETCHES
from onrecord.syntax import Sentence

_CLOSE = 3


def joined(sentence: Sentence, forms: Iterable[TimeForm]) -> tuple[TimeForm, ...]:
    """The forms with times of day joined to their days, and the first of "from Monday to Friday" told of the second."""
    listed = list(_with_clocks(sentence, forms))
    ends = {one.first: other for one, other in pairwise(listed) if _is_stretch(sentence, one, other)}
    inner = {other.first for other in ends.values()}
    return tuple(_end(form, ends.get(form.first), form.first in inner) for form in listed)


def _end(form: TimeForm, through: TimeForm | None, is_end: bool) -> TimeForm:
    if through is None and not is_end:
        return form
    if (
        through is not None
        and form.kind == through.kind == "calendar"
        and form.year is None
        and through.year is not None
    ):
        crosses = (form.number or 0) > (through.number or 0)
        form = replace(form, year=through.year - crosses)
    return replace(form, through=through and replace(through, bound=""), bound="")


def _is_stretch(sentence: Sentence, one: TimeForm, other: TimeForm) -> bool:
    gap = [token.text.lower() for token in sentence.tokens[one.last + 1 : other.first]]
    before = sentence.tokens[one.first - 1].lemma if one.first else ""
    placed = one.kind in _PLACED and other.kind in _PLACED
    return placed and len(gap) == 1 and gap[0] in STRETCHES.get(before, STRETCHES["any"])


_PLACED = ("calendar", "weekday", "shift", "holiday")


def _with_clocks(sentence: Sentence, forms: Iterable[TimeForm]) -> Iterator[TimeForm]:
    """Parts of the day that belong to no day are dropped."""
    waiting: TimeForm | None = None
    for form in forms:
        both = waiting and _with_clock(sentence, waiting, form)
        if waiting and not both and not is_bare_part(waiting):
            yield waiting
        waiting = both or form
    if waiting and not is_bare_part(waiting):
        yield waiting


def _with_clock(sentence: Sentence, one: TimeForm, other: TimeForm) -> TimeForm | None:
    gap = {token.lemma for token in sentence.tokens[one.last + 1 : other.first]}
    if other.first - one.last > _CLOSE or not gap <= STRETCHES["clock"]:
        return None
    clock, day = (one, other) if one.kind == "clock" else (other, one)
    if clock.kind != "clock" or day.kind == "clock" or day.clock or day.unit != "D":
        return None
    both = replace(day, start=one.start, end=other.end, first=one.first, last=other.last)
    return replace(both, type="TIME", clock=clock.clock, mod=clock.mod or day.mod, bound=one.bound)
