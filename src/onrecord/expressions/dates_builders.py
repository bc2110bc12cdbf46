"""What makes an unresolved form of the words that a rule of the grammar has matched."""

from __future__ import annotations

from typing import cast

from onrecord.expressions.dates_durations import amount_of, timex_duration
from onrecord.expressions.dates_forms import Anchor, TimeForm
from onrecord.expressions.dates_match import Fields, Match
from onrecord.expressions.dates_words import TABLES, TimeWord
from onrecord.expressions.edtf import UNITS, Unit
from onrecord.syntax import Sentence, Token


def unit_of(word: TimeWord) -> Unit | None:
    """The calendar unit that a word names; None for hours, minutes and the like."""
    return next((unit for unit in UNITS if unit == word.text), None)


def iso_day(match: Match) -> TimeForm | None:
    """2023-12-14."""
    year, month, day = (word.number for word in match.all("yn"))
    return _day(match, year, month, day)


def _day(match: Match, year: int | None, month: int, day: int, fields: Fields | None = None) -> TimeForm | None:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return match.form("calendar", fields or {}, unit="D", year=year, number=month, day=day)


def numeric_day(match: Match) -> TimeForm | None:
    """12/14/2023 by its digits; where day and month could change places, only the year is known."""
    word = match.all("#")[0]
    numbers = [int(part) for part in word.text.split("-")]
    if numbers[0] > 999:
        return _day(match, numbers[0], numbers[1], numbers[2])
    first, second, year = numbers
    year += 0 if year > 99 else (2000 if year < 70 else 1900)
    if first > 12:
        return _day(match, year, second, first)
    if second > 12 or first == second:
        return _day(match, year, first, second)
    return match.form("numeric", unit="Y", year=year, value=f"{year:04}-{first:02}-{second:02}")


def left_as_text(match: Match) -> TimeForm | None:
    """A date of the Islamic calendar, which needs a sighting of the moon to be placed."""
    return match.form("reference", value="")


def calendar_day(match: Match) -> TimeForm | None:
    """May 3 · Friday, Oct. 23, 1999 · 14 December 2023 · May 3-5."""
    days = match.all("no")
    month, year = match.all("Mm")[0], match.one("y")
    if any(word.kind == "n" and word.text != "d" for word in days) or not all(1 <= w.number <= 31 for w in days):
        return None
    if _counts_things(match):
        return None
    until = days[1].number if len(days) > 1 and days[1].number > days[0].number else None
    weekday = match.one("Wi")
    fields: Fields = {"last_day": until, "weekday": weekday.number if weekday else None}
    return _day(match, year.number if year else None, month.number, days[0].number, fields)


def _counts_things(match: Match) -> bool:
    """Whether the number at the end counts what comes after it: a day is not in a month ("In June 27 attacks")."""
    token = match.sentence.tokens[match.pieces[match.stop - 1].token]
    before = match.token(-1)
    within = before is not None and before.lemma == "in" and match.letters[match.begin] == "M"
    return match.letters[match.stop - 1] == "n" and (within or _counts(match.sentence, token))


def _counts(sentence: Sentence, token: Token) -> bool:
    head = sentence.tokens[token.head]
    return token.dep == "nummod" and head.i > token.i and head.tag in ("NNS", "NNPS")


def month(match: Match) -> TimeForm | None:
    """November 2022 · early November · last May · January this year."""
    word = match.all("Mm")[0]
    year, shift, unit = match.one("y"), match.one("lL"), match.one("u")
    fields: Fields = {"unit": "M", "number": word.number}
    if year:
        return match.form("calendar", fields, year=year.number)
    if unit:
        return _within_year(match, shift, unit, fields)
    if word.kind == "m":
        return None
    return match.form("calendar", fields, _side(shift))


def _within_year(match: Match, shift: TimeWord | None, unit: TimeWord, fields: Fields) -> TimeForm | None:
    if unit.text != "Y" or shift is None:
        return None
    anchor = _anchor(shift)
    return match.form("calendar", fields, shift=shift.number, anchor=anchor)


def _side(shift: TimeWord | None) -> Fields:
    """On which side of the anchor "last", "next" or "this" puts a named month, weekday or season."""
    if shift is None:
        return {}
    anchor = _anchor(shift)
    return {"direction": shift.number or None, "anchor": anchor, "shift": 0 if shift.number == 0 else None}


def _anchor(word: TimeWord) -> Anchor:
    return cast(Anchor, word.text)


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
        return match.form("weekday", fields, _side(shifts[0] if shifts else None))
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


def quarter(match: Match) -> TimeForm | None:
    """The third quarter of 1990 · fiscal second quarter · this year's first half · Q3 2024."""
    token = match.one("Q")
    unit: Unit = "Q" if (token and token.text == "Q") or any(w.text == "Q" for w in match.all("u")) else "HY"
    number = token or match.all("o")[0]
    if (token is None and unit == "HY" and not match.one("h")) or number.number > (4 if unit == "Q" else 2):
        return None
    year, shift = match.one("y"), match.one("lL")
    if unit == "HY" and not (year or shift or token):
        return None
    fields: Fields = {"unit": unit, "number": number.number, "fiscal": match.one("f") is not None}
    if shift:
        return match.form("calendar", fields, shift=shift.number, anchor="report")
    return match.form("calendar", fields, year=year.number if year else None)


_AMOUNT = "ahnvkK&>"


def span(match: Match) -> TimeForm | None:
    """The past two weeks · the next few months · the first nine months."""
    shift = match.one("lL")
    if shift is None and not (match.one("o") and match.one("t")):
        return None
    if shift is not None and (match.one("o") or shift.number == 0):
        return None
    return _duration(match, {"shift": shift.number, "anchor": _anchor(shift)} if shift else {})


def _duration(match: Match, fields: Fields) -> TimeForm | None:
    if match.one("X"):
        return None
    unit = match.all("uU")[0]
    amount = amount_of(match.all(_AMOUNT))
    if unit.text == "Q" and match.one("h"):
        return None
    value = timex_duration(amount, unit.text)
    return match.form("span", fields, type="DURATION", unit=unit_of(unit), number=int(amount or 0) or None, value=value)


def ago(match: Match) -> TimeForm | None:
    """Two weeks ago · a day earlier · years ago; "two days before the vote" is a duration only."""
    step, unit = match.all("gE")[-1], match.all("uU")[0]
    after = match.token(0)
    if step.kind == "g" and step.text == "story" and after and after.tag not in _ENDS_CLAUSE:
        return None
    amount = amount_of(match.all(_AMOUNT)) if match.one("ahnvkK") else (1 if unit.kind == "u" else None)
    found, anchor = unit_of(unit), _anchor(step)
    if found in ("E", "C") and amount is not None:
        found, amount = "Y", amount * (10 if found == "E" else 100)
    if amount is None or found is None or amount != int(amount):
        return _some_time_away(match, step, amount, unit)
    if found == "Y" and amount == 1 and step.number < 0:
        anchor = "latest" if anchor == "report" else "compared"
    return match.form("shift", unit=found, shift=step.number * int(amount), anchor=anchor, mod="")


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
    anchor = _anchor(shift) if shift else "report"
    return match.form(
        "shift", unit=found, shift=shift.number if shift else 0, anchor=anchor, fiscal=match.one("f") is not None
    )


def _bare_unit(match: Match, unit: Unit, year: TimeWord | None) -> TimeForm | None:
    """The weekend; the quarter that the text reports on; the year, where it is one that figures are given for."""
    if year:
        same = match.form("calendar", unit="Y", year=year.number, anchor="latest") if unit == "Q" else None
        return same
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


def holiday(match: Match) -> TimeForm | None:
    """Christmas Day · last Thanksgiving · Easter week."""
    name, year, unit = match.all("H")[0], match.one("y"), match.one("u")
    if unit and unit.text not in ("W", "WE"):
        return None
    side = _side(match.one("lL"))
    found = unit_of(unit) if unit else "D"
    return match.form("holiday", side, unit=found, year=year.number if year else None, value=name.text)


def decade(match: Match) -> TimeForm | None:
    """The late 1970s · the nineties · the 20th century."""
    if word := match.one("C"):
        years = word.number if word.number > 100 else 1900 + word.number
        return match.form("calendar", unit="E", year=years)
    number, unit = match.all("o")[0], match.all("u")[0]
    if unit.text != "C" or number.number > 21:
        return None
    return match.form("calendar", unit="C", year=max(1, (number.number - 1) * 100))


def season(match: Match) -> TimeForm | None:
    """Last fall · the summer of 1990 · early spring."""
    word, shift, year, unit = match.all("S")[0], match.one("lL"), match.one("y"), match.one("u")
    if not (shift or year or match.one("te") or match.token(-1)):
        return None
    fields: Fields = {"unit": "SE", "number": word.number}
    if unit:
        return _within_year(match, shift, unit, fields)
    return match.form("calendar", fields, _side(shift), year=year.number if year else None)


def fiscal_year(match: Match) -> TimeForm | None:
    """Fiscal 1989 · FY2024."""
    year = match.all("yY")[0].number
    return match.form("calendar", unit="Y", year=year if year > 99 else 2000 + year, fiscal=True)


def spoken_year(match: Match) -> TimeForm | None:
    """Nineteen ninety-six · the year two thousand."""
    numbers = [word.number for word in match.all("n")]
    if any(word.text == "d" for word in match.all("n")):
        return None
    if match.one("t") and numbers == [2, 1000]:
        return match.form("calendar", unit="Y", year=2000)
    if numbers[0] not in (19, 20) or len(numbers) < 2 or not 10 <= sum(numbers[1:]) <= 99:
        return None
    return match.form("calendar", unit="Y", year=numbers[0] * 100 + sum(numbers[1:]))


def year(match: Match) -> TimeForm | None:
    """1990 · mid-1996 · the end of 1990, where the parse does not have it count things."""
    words = match.all("yn")
    token = match.sentence.tokens[match.pieces[match.begin + match.letters[match.begin :].index("y")].token]
    return match.form("calendar", unit="Y", year=words[0].number) if _is_year(match, token) else None


def _is_year(match: Match, token: Token) -> bool:
    before = match.token(-1)
    if before and (before.tag in ("$", "#", "SYM") or before.text in _NO_YEAR_AFTER):
        return False
    if _counts(match.sentence, token):
        return False
    return match.all("y")[0].number >= 1100


_NO_YEAR_AFTER = frozenset(TABLES["not_years"]["after"])


def duration(match: Match) -> TimeForm | None:
    """Two weeks · 10-year · several months · weeks."""
    return _duration(match, {})


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
