"""When an article was printed: from its metadata, as its own text states it, or where the text forces one day."""

from __future__ import annotations

from onrecord.articles.dateline import Opening, opening_of
from onrecord.articles.inferred import Told, inferred_day, told_by
from onrecord.expressions.dates import TimeForm, When, forms_of, place
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article, Dateline, Published
from onrecord.syntax import Parse, Sentence

HEAD = 6
"""Lines at the top that may state the date of printing."""
SHORT = 14
"""Tokens of a line that says when (and where, by whom) and nothing else."""


def publication(article: Article, parse: Parse, gazetteer: Gazetteer) -> tuple[Published, Dateline | None]:
    """The publication date (from metadata, stated, or forced by the text) and the dateline.

    Without metadata and without a date that the text states or forces, it is unknown: never the day of reading.
    """
    opening = opening_of(parse, gazetteer)
    dateline = article.dateline or (opening.dateline if opening else None)
    if article.published.date:
        return article.published, dateline
    told = told_by(parse)
    return _stated(parse, opening, told) or inferred_day(parse, told, opening) or Published(), dateline


def _stated(parse: Parse, opening: Opening | None, told: tuple[Told, ...]) -> Published | None:
    """A full date that stands in the dateline, or in a short line of the head."""
    for sentence in parse.sentences:
        if sentence.paragraph >= HEAD:
            break
        for form in forms_of(sentence):
            within = opening is not None and opening.start <= form.start < opening.end
            if form.unit == "D" and form.year is not None and (within or _states(parse, sentence, form)):
                return _published(parse, form)
    return None


def _states(parse: Parse, sentence: Sentence, form: TimeForm) -> bool:
    """Whether the line holds a date and labels, names or a time, but tells nothing."""
    line = [s for s in parse.sentences if s.paragraph == sentence.paragraph]
    tokens = [token for s in line for token in s.tokens]
    told = any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in tokens)
    return len(tokens) <= SHORT and not told and form.first <= SHORT


def _published(parse: Parse, form: TimeForm) -> Published | None:
    period, _ = place(form, When())
    span = parse.span(form.start, form.end)
    return Published(period.value, "day", "stated", (span,)) if period else None
