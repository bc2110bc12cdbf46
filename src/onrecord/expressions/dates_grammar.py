"""The grammar of time expressions: rows of time words to unresolved forms.

Each rule is a pattern over the letters of `dates_words` and a builder; at each place the first rule that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from onrecord.expressions import dates_calendar as calendar
from onrecord.expressions import dates_relative as relative
from onrecord.expressions.dates_forms import TimeForm
from onrecord.expressions.dates_joining import joined
from onrecord.expressions.dates_match import Match
from onrecord.expressions.dates_words import BOUNDS, pieces_of
from onrecord.syntax import Sentence

_COUNT = r"(?:a?h?a?n(?:-?n|&n)*(?:v|&ah)?|v|ak?O?|kO?|ha)"
_PHASE = r"(?:t?eUOt?|t?[eE]-?O?t?)?"
_LAST = r"[lL]*"


class Rule(NamedTuple):
    """A pattern over time words' letters and what makes a form of its match (None where it does not fit after all)."""

    pattern: re.Pattern[str]
    build: Callable[[Match], TimeForm | None]


def _rules() -> Iterator[tuple[str, Callable[[Match], TimeForm | None]]]:
    yield "y-n-n", calendar.iso_day
    yield "#", calendar.numeric_day
    yield r"[no]?-?J(?:n|y)?,?(?:[ny]B)?|[ny]B", calendar.left_as_text
    weekday = rf"{_LAST}(?:[Wi]'?,?O?t?)?"
    yield rf"{weekday}[Mm]t?[no](?:[->&][no])?(?![-]?[nuU])(?:,?y)?", calendar.calendar_day
    yield rf"{weekday}t?[no](?:[->&][no])?-?O?-?[Mm](?:,?-?y)?", calendar.calendar_day
    yield r"s(?:[no])?-?[uUWMSPV]P?|A|VP?", relative.set_of
    yield rf"{_PHASE}{_LAST}M(?:O?,?y|O?t?[lL]u)?|mO?,?y", calendar.month
    yield rf"{_PHASE}t?{_LAST}W(?:O?t?[lL]u)?(?:,?P)?", relative.weekday
    yield r"T(?:p?z*c?)|[n%](?:pz*|c)|nOtP", relative.clock
    yield r"tugD", relative.beyond
    yield r"(?:[eE]-?)?DP?", relative.deictic
    yield r"E?t?[lL]+P|(?:e-?)?P", relative.part_of_day
    yield r"t?[lL]*u-[gE]o?-?[ud]|t?u-[gE]", relative.compared
    yield r"[ta]?(?:[lL]u'|t?y'?)?f?-?o-?[uh](?:O?t?(?:f?y|[lL]u))?|Q,?O?y?", calendar.quarter
    yield rf"t?{_LAST}o?-?{_COUNT}(?:>{_COUNT})?w?[uU](?:-?[xX])?", relative.span
    yield rf"(?:{_COUNT}-?w?)?[uU](?:&ah)?-?[gE]", relative.ago
    yield rf"{_PHASE}t?[lL]+f?[ud]|t?eO(?:t)?f?u|u-?e|u'e|EOtu|t?[wf]?u|t?yu|t?y?d", relative.unit_shift
    yield r"[lL]*t?(?:[eE]-?)?HU?u?(?:,?y)?", calendar.holiday
    yield r"t?(?:[eE]-?)?C|t?(?:[eE]-?)?o-?u", calendar.decade
    yield rf"{_PHASE}t?{_LAST}S(?:O?t?(?:y|[lL]u))?", calendar.season
    yield r"t?[lL]?f-?u?y|Y", calendar.fiscal_year
    yield r"(?:tu)n(?:-?n)*|nn(?:-?n)?", calendar.spoken_year
    yield rf"{_PHASE}(?:tu)?y(?:[->][yn])?", calendar.year
    yield rf"{_COUNT}(?:[->&]{_COUNT})?-?[fw]?[uU](?:&ah)?(?:-?[xX])?|U", relative.duration
    yield r"tw?R|R|tL|L|KU|[lL]U", relative.reference


_RULES = tuple(Rule(re.compile(pattern), builder) for pattern, builder in _rules())
_ANY = re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in _RULES))


def forms_of(sentence: Sentence) -> tuple[TimeForm, ...]:
    """The time expressions of a sentence, unresolved, in order; none overlaps another.

    They say nothing of which day it is: `resolve` does, and needs to be told what they are counted from.
    """
    row = pieces_of(sentence)
    if row is None:
        return ()
    letters, pieces = row
    found: list[TimeForm] = []
    position = 0
    while start := _ANY.search(letters, position):
        match = _first_that_fits(Match(sentence, letters, tuple(pieces), start.start(), start.end()))
        position = start.start() + 1 if match is None else match[1]
        if match is not None:
            found.append(_bounded(sentence, match[0]))
    return joined(sentence, [form for form in found if form.kind != "age"])


def _first_that_fits(place: Match) -> tuple[TimeForm, int] | None:
    for rule in _RULES:
        fit = rule.pattern.match(place.letters, place.begin)
        if fit and fit.end() > place.begin and (form := rule.build(replace(place, stop=fit.end()))):
            return form, fit.end()
    return None


def _bounded(sentence: Sentence, form: TimeForm) -> TimeForm:
    """The form with the preposition before it where that makes it one end of a stretch ("since 2022").

    The "by" of "a drive-by Wednesday" is none.
    """
    alone = form.first > 0 and not (form.last_day or form.last_year)
    alone = alone and (form.first < 2 or sentence.tokens[form.first - 2].text != "-")
    before = sentence.tokens[form.first - 1].lemma if alone else ""
    return replace(form, bound=BOUNDS[before]) if before in BOUNDS else form
