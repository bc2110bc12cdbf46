"""Forms of dates that the calendar names: days, months, quarters, seasons, years, holidays."""

from __future__ import annotations

from itertools import takewhile

from onrecord.expressions.dates_forms import TimeForm
from onrecord.expressions.dates_match import Fields, Match, anchor_of, side_of, unit_of
from onrecord.expressions.dates_words import TABLES, TimeWord
from onrecord.expressions.edtf import Unit
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.syntax import Sentence, Token


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
    if _counts_things(match) or any(word.text == "in" for word in match.all("O")):
        return None
    until = days[1].number if len(days) > 1 and days[1].number > days[0].number else None
    weekday = match.one("Wi")
    fields: Fields = {"last_day": until, "weekday": weekday.number if weekday else None}
    return _day(match, year.number if year else None, month.number, days[0].number, fields)


def _counts_things(match: Match) -> bool:
    """Whether the number at the end counts what comes after it: a day is not in a month ("In June 27 raids")."""
    token = match.sentence.tokens[match.pieces[match.stop - 1].token]
    before = match.token(-1)
    within = before is not None and before.lemma == "in" and match.letters[match.begin] == "M"
    return match.letters[match.stop - 1] == "n" and (within or _counts(match.sentence, token))


def _counts(sentence: Sentence, token: Token) -> bool:
    head = sentence.tokens[token.head]
    beside = all(between.tag[:2] in ("JJ", "CD", "NN") for between in sentence.tokens[token.i + 1 : head.i])
    return token.dep == "nummod" and head.i > token.i and head.tag in ("NNS", "NNPS") and beside


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
    return match.form("calendar", fields, side_of(shift))


def _within_year(match: Match, shift: TimeWord | None, unit: TimeWord, fields: Fields) -> TimeForm | None:
    if unit.text != "Y" or shift is None:
        return None
    anchor = anchor_of(shift)
    return match.form("calendar", fields, shift=shift.number, anchor=anchor)


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


def holiday(match: Match) -> TimeForm | None:
    """Christmas Day · last Thanksgiving · Easter week."""
    name, year, unit = match.all("H")[0], match.one("y"), match.one("u")
    if unit and unit.text not in ("W", "WE"):
        return None
    side = side_of(match.one("lL"))
    found = unit_of(unit) if unit else "D"
    return match.form("holiday", side, unit=found, year=year.number if year else None, value=name.text)


def decade(match: Match) -> TimeForm | None:
    """The late 1970s · the nineties · the 20th century; but "his late 20s" is an age."""
    first = match.pieces[match.begin].token
    if any(token.tag == "PRP$" for token in match.sentence.tokens[max(0, first - 2) : first + 1]):
        return None
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
    return match.form("calendar", fields, side_of(shift), year=year.number if year else None)


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
    """1990 · mid-1996 · the end of 1990 · 1989-90, where the parse does not have it count things."""
    words = match.all("yn")
    token = match.sentence.tokens[match.pieces[match.begin + match.letters[match.begin :].index("y")].token]
    if not _is_year(match, token):
        return None
    return match.form("calendar", unit="Y", year=words[0].number, last_year=_last_year(words))


def _last_year(words: list[TimeWord]) -> int | None:
    """The end of "1989-90" and "2019-2021"."""
    if len(words) < 2:
        return None
    first, last = words[0].number, words[1].number
    last += first // 100 * 100 if last < 100 else 0
    return last if first < last < first + 100 else None


def _is_year(match: Match, token: Token) -> bool:
    before = match.token(-1)
    if before and (before.tag in ("$", "#", "SYM") or before.text in _NO_YEAR_AFTER):
        return False
    if _counts(match.sentence, token) or _opens_address(match.sentence, token):
        return False
    return match.all("y")[0].number >= 1100


def _opens_address(sentence: Sentence, token: Token) -> bool:
    """Whether the number is a house's: "the 1500 block of Main Street", "1910 W. Fayette Street"."""
    following = [t.text for t in sentence.tokens[token.i + 1 : token.i + 6]]
    if token.text.partition("-")[2].lower() in _BLOCKS or [t for t in following if t != "-"][:1] in _BLOCK_NEXT:
        return True
    streets = PlaceWords.load().streets | PlaceWords.load().streets_short
    name = list(takewhile(lambda word: word[0].isupper() or word[0].isdigit(), following))
    return any(word.lower() in streets for word in name[1:])


_NO_YEAR_AFTER = frozenset(TABLES["not_years"]["after"])
_BLOCKS = frozenset(TABLES["not_years"]["blocks"])
_BLOCK_NEXT = [[word] for word in _BLOCKS]
