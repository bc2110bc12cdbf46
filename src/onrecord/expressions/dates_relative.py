"""Forms of dates that are counted from somewhere, of durations, recurring times and times of day."""

from __future__ import annotations

from typing import cast

from onrecord.expressions.dates_durations import amount_of, timex_duration
from onrecord.expressions.dates_forms import Anchor, TimeForm
from onrecord.expressions.dates_match import Fields, Match, anchor_of, side_of, unit_of
from onrecord.expressions.dates_words import TABLES, TimeWord
from onrecord.expressions.edtf import Unit


def set_of(match: Match) -> TimeForm | None:
    """Every day · each July · daily · Tuesdays."""
    word = match.one("AV") or match.one("uUWMS")
    if word is None or (word.kind == "A" and _is_name(match)):
        return None
    number = match.one("no")
    value = _recurring(word, number.number if number else 1)
    return match.form("set", type="SET", value=value) if value else None


def _recurring(word: TimeWord, number: int) -> str:
    if word.kind in "WV":
        return f"XXXX-WXX-{word.number}"
    if word.kind == "M":
        return f"XXXX-{word.number:02}"
    if word.kind == "S":
        return f"XXXX-{('SP', 'SU', 'FA', 'WI')[word.number - 1]}"
    return word.text if word.kind == "A" else timex_duration(number, word.text)


def _is_name(match: Match) -> bool:
    token = match.sentence.tokens[match.pieces[match.begin].token]
    return token.text[0].isupper() and token.i > 0


def weekday(match: Match) -> TimeForm | None:
    """Tuesday · last Tuesday · early on Tuesday · Tuesday evening · Tuesday of last week."""
    word, part, unit = match.all("W")[0], match.one("P"), match.one("u")
    shifts = match.all("lL")
    fields: Fields = {"unit": "D", "number": word.number, **_clock_fields(part)}
    if not unit:
        return match.form("weekday", fields, side_of(shifts[0] if shifts else None))
    if unit.text != "W":
        return None
    return match.form("weekday", fields, shift=shifts[-1].number, anchor="report")


def _clock_fields(part: TimeWord | None) -> Fields:
    if part is None:
        return {}
    if part.text[-1] == "s":
        return {"type": "SET"}
    return {"type": "TIME", "clock": part.text}


def clock(match: Match) -> TimeForm | None:
    """10:30 · 10 p.m. · 4 in the morning."""
    word, half, part = match.all("Tn%")[0], match.one("p"), match.one("P")
    hour = word.number
    if hour > 24 or (part and part.text not in _OF_THE_CLOCK):
        return None
    if half:
        hour = hour % 12 + half.number
    elif part and part.text in ("TAF", "TEV") and hour < 12:
        hour += 12
    minutes = word.text[3:] if word.kind in "T%" else ":00"
    return match.form("clock", type="TIME", unit="D", clock=f"T{hour:02}{minutes}")


_OF_THE_CLOCK = ("TMO", "TAF", "TEV", "TNI")


def is_bare_part(form: TimeForm) -> bool:
    """Whether a form is a part of the day with no day to it ("morning")."""
    return form.kind == "clock" and form.value == "part"


def beyond(match: Match) -> TimeForm | None:
    """The day before yesterday."""
    step, day, unit = match.all("g")[0], match.all("D")[0], match.all("u")[0]
    if unit.text != "D":
        return None
    return match.form("shift", unit="D", shift=day.number + step.number, anchor="report")


def deictic(match: Match) -> TimeForm | None:
    """Today · late yesterday · tomorrow morning · tonight."""
    day, part = match.all("D")[0], match.one("P")
    clock = part.text if part else day.text
    fields: Fields = {"type": "TIME", "clock": clock} if clock else {}
    return match.form("shift", fields, unit="D", shift=day.number, anchor="report")


def part_of_day(match: Match) -> TimeForm | None:
    """This morning · last night · the following morning; "noon" waits for its day."""
    part, shift = match.all("P")[0], match.one("lL")
    if shift is None:
        return match.form("clock", type="TIME", unit="D", clock=part.text, value="part")
    anchor: Anchor = "story" if shift.text == "story" or shift.number > 0 else "report"
    return match.form("shift", type="TIME", unit="D", shift=shift.number, anchor=anchor, clock=part.text)


def compared(match: Match) -> TimeForm | None:
    """The year-ago quarter · the year-earlier period."""
    unit = match.all("u")[0]
    if unit.text != "Y":
        return None
    return match.form("shift", unit="Y", shift=-1, anchor="latest", mod="")


_AMOUNT = "ahnvk&>"


def span(match: Match) -> TimeForm | None:
    """The past two weeks · the next few months · the first nine months."""
    shift = match.one("lL")
    if shift is None and not (match.one("o") and match.one("t")):
        return None
    if shift is not None and (match.one("o") or shift.number == 0):
        return None
    return _duration(match, {"shift": shift.number, "anchor": anchor_of(shift)} if shift else {})


def _duration(match: Match, fields: Fields) -> TimeForm | None:
    unit = match.all("uU")[0]
    if match.one("X"):
        return match.form("age")
    amount = amount_of(match.all(_AMOUNT))
    after = match.token(0)
    if unit.text == "Q" and (match.one("h") or (after and after.lemma == "of")):
        return None
    value = timex_duration(amount, unit.text)
    return match.form("span", fields, type="DURATION", unit=unit_of(unit), number=int(amount or 0) or None, value=value)


def duration(match: Match) -> TimeForm | None:
    """Two weeks · 10-year · several months · weeks."""
    return _duration(match, {})


def ago(match: Match) -> TimeForm | None:
    """Two weeks ago · a day earlier · years ago; "two days before the vote" is a duration only."""
    step, unit = match.all("gE")[-1], match.all("uU")[0]
    after = match.token(0)
    if step.kind == "g" and step.text == "story" and after and after.tag not in _ENDS_CLAUSE:
        return None
    amount = amount_of(match.all(_AMOUNT)) if match.one("ahnvk") else (1 if unit.kind == "u" else None)
    found, anchor = unit_of(unit), anchor_of(step)
    if found and found in _YEARS_IN and amount is not None:
        found, amount = "Y", amount * _YEARS_IN[found]
    if amount is None or found is None or amount != int(amount):
        return _some_time_away(match, step, amount, unit)
    if found == "Y" and amount == 1 and step.number < 0:
        before = match.token(-1)
        told = "alike" if before is not None and before.tag == "CD" else "compared"
        anchor = "latest" if anchor == "report" else cast(Anchor, told)
    return match.form("shift", unit=found, shift=step.number * int(amount), anchor=anchor, mod="")


_YEARS_IN: dict[Unit, int] = {"E": 10, "C": 100}
_ENDS_CLAUSE = frozenset((".", ",", ":", "CC", "VBD", "''", "-RRB-", "HYPH", "MD"))


def _some_time_away(match: Match, step: TimeWord, amount: float | None, unit: TimeWord) -> TimeForm:
    if step.text == "report":
        return match.form("reference", value="PAST_REF", mod="")
    return match.form("span", type="DURATION", value=timex_duration(amount, unit.text), mod="")


def unit_shift(match: Match) -> TimeForm | None:
    """Last week · this year · the following day · the end of the month · year-end · the weekend · the quarter."""
    unit, shift, year = match.one("ud"), match.one("lL"), match.one("y")
    if unit is None or (unit.kind == "d" and not (year or (shift and shift.text == "latest"))):
        return None
    found = unit_of(unit) if unit.kind == "u" else "Q"
    if found is None:
        return None
    if not (shift or match.one("eE")):
        return _bare_unit(match, found, year)
    anchor = anchor_of(shift) if shift else "report"
    return match.form(
        "shift", unit=found, shift=shift.number if shift else 0, anchor=anchor, fiscal=match.one("f") is not None
    )


def _bare_unit(match: Match, unit: Unit, year: TimeWord | None) -> TimeForm | None:
    """The weekend; the quarter that the text reports on; the year, where it is one that figures are given for."""
    if year:
        return match.form("calendar", unit="Y", year=year.number, anchor="latest") if unit == "Q" else None
    if not match.one("t"):
        return None
    fiscal = match.one("f") is not None
    if unit == "WE":
        return match.form("shift", unit=unit, shift=0, anchor="report")
    if unit == "Q":
        return match.form("shift", unit=unit, shift=0, anchor="latest", fiscal=fiscal)
    before, after = match.token(-1), match.token(0)
    if unit != "Y" or before is None or before.lemma not in ("for", "in", "of"):
        return None
    if after and after.lemma == "end":
        return match.form("span", type="DURATION", value="P1Y")
    return match.form("shift", unit=unit, shift=0, anchor="report", fiscal=True) if before.lemma == "for" else None


def reference(match: Match) -> TimeForm | None:
    """Now · recently · the future · recent years."""
    word = match.all("RLKl")[0]
    name = match.sentence.tokens[match.pieces[match.stop - 1].token].text.lower()
    if word.kind == "R":
        return match.form("reference", value=word.text) if name != "future" or match.one("t") else None
    if word.kind == "K":
        return match.form("reference", value="PAST_REF")
    if match.one("U"):
        return None
    return match.form("reference", value=TABLES["references"][name])
