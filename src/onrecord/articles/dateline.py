"""The dateline that opens a report: "KABUL, Dec 14 (Agency) —"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Dateline
from onrecord.syntax import Parse, Sentence


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline where it stands, up to and with the dash or colon that closes it."""

    dateline: Dateline
    start: int
    end: int
    sentence: int


LINES = 5
"""Lines at the top that may be headline, byline and date before the report opens."""

_NAME = r"[^\W\d_][\w'’.]*(?:-[\w'’.]+)*"
_PLACE = rf"{_NAME}(?:,? {_NAME}){{0,5}}?"
_DATE = (
    r"(?:,? ?(?=\w[^—–:()\n]{0,25}\d)(?:[A-Z][a-z]{2,8}\.?,? ?)?(?:\d{1,2} )?"
    r"[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{4})?)"
)
_AGENCY = r"(?:\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[A-Z][\w -]+)/)"
_CLOSE = r"(?:—|–|--|-|:|_|>>)"
_OPENING = re.compile(
    rf"\s*(?P<place>{_PLACE})(?P<date>{_DATE})?,?\s*(?P<by>{_AGENCY})?\s*(?P<close>{_CLOSE})(?=\s|[A-Z“\"])"
)
_LONGEST = 90


_PLAIN = re.compile(
    rf"[A-Z][A-Z'’.-]{{2,}}(?: [A-Z][A-Z'’.-]+){{0,4}}(?:,? {_NAME}){{0,4}}{_DATE}?,?\s*{_AGENCY}?\s*{_CLOSE}\s+(?=\S)"
    rf"|{_PLACE}{_DATE}?,?\s*{_AGENCY.replace('agency', 'a').replace('slashed', 's')}\s*{_CLOSE}\s+(?=\S)"
)


def plain_dateline(line: str) -> int:
    """How long the dateline is that opens a line, 0 where none does: a place in capitals, or one with an agency.

    Known by its form alone, so that the parser can set it apart: in the first sentence it would pass for its subject.

    >>> plain_dateline("GOMA, Congo (Agency) - Rebels entered the city."), plain_dateline("Police: two are dead.")
    (23, 0)
    """
    match = _PLAIN.match(line, 0, _LONGEST)
    return match.end() if match else 0


def opening_of(parse: Parse, gazetteer: Gazetteer) -> Opening | None:
    """The dateline, where one of the first lines opens with a place known to the gazetteer and a dash or colon."""
    seen = -1
    for sentence in parse.sentences:
        if sentence.paragraph >= LINES:
            break
        if sentence.paragraph != seen and (found := _opening(parse, sentence, gazetteer)):
            return found
        seen = sentence.paragraph
    return None


def _opening(parse: Parse, sentence: Sentence, gazetteer: Gazetteer) -> Opening | None:
    match = _OPENING.match(parse.text, sentence.start, min(len(parse.text), sentence.start + _LONGEST))
    if match is None:
        return None
    place = match["place"].strip(" ,")
    if not place[0].isupper() or not _is_place(place, match, gazetteer):
        return None
    text = parse.text[match.start("place") : match.end()]
    return Opening(Dateline(place, text), match.start("place"), match.end(), sentence.index)


def _is_place(place: str, match: re.Match[str], gazetteer: Gazetteer) -> bool:
    """A colon opens a report only after capitals ("ISLAMABAD:", not "Police:")."""
    if match["close"] == ":" and not (place.isupper() or match["by"]):
        return False
    return any(gazetteer.lookup(part.strip()) for part in {place, place.split(",")[0]})
