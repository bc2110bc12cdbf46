"""Unresolved time expressions as text, so that they can be resolved again when the day of the report becomes known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from onrecord.expressions.dates_forms import TimeForm
from onrecord.expressions.dates_resolution import DATED


class Timed(NamedTuple):
    """A time expression as it stands and the tense of its verb: -1 past, 1 future, None where there is neither."""

    form: TimeForm
    tense: int | None


_DEFAULTS = {field.name: field.default for field in fields(TimeForm)}


def kept(timed: Iterable[Timed], said: Mapping[str, tuple[int, int]]) -> str:
    """The expressions that may name days, in order, and which of them dates which statement, as JSON.

    The expressions that are left out mean the same whatever the day of the report.

    >>> kept([Timed(TimeForm("weekday", 3, 9, 1, 1, number=2), -1)], {})
    '{"times":[[{"kind":"weekday","start":3,"end":9,"first":1,"last":1,"number":2},-1]],"said":{}}'
    """
    listed = [[_plain(one.form), one.tense] for one in timed if one.form.kind in DATED]
    return json.dumps({"times": listed, "said": dict(said)}, separators=(",", ":"))


def unkept(text: str) -> tuple[list[Timed], dict[str, tuple[int, int]]]:
    """The expressions that `kept` wrote, and by statement id the characters of the one that dates it.

    >>> timed, said = unkept(kept([Timed(TimeForm("weekday", 3, 9, 1, 1, number=2), -1)], {"st-1": (3, 9)}))
    >>> timed[0].form.number, said
    (2, {'st-1': (3, 9)})
    """
    read = json.loads(text)
    said = {statement_id: (start, end) for statement_id, (start, end) in read["said"].items()}
    return [Timed(_form(values), tense) for values, tense in read["times"]], said


def _plain(form: TimeForm) -> dict[str, Any]:
    values = {name: getattr(form, name) for name in _DEFAULTS}
    told = {name: value for name, value in values.items() if value != _DEFAULTS[name]}
    return {**told, "through": _plain(form.through)} if form.through else told


def _form(values: Mapping[str, Any]) -> TimeForm:
    through = values.get("through")
    return TimeForm(**{**values, "through": _form(through) if through else None})
