"""The way of a report through the stages; the only place that knows their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.articles.parse import Parser
from onrecord.articles.published import publication
from onrecord.claims.factuality import judge
from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.register import Register
from onrecord.config import Settings
from onrecord.events.actors import cast_of, proposals
from onrecord.events.assemble import Telling, assemble
from onrecord.events.coder import code
from onrecord.events.dates import date_of, timed_in, times_of
from onrecord.events.figures import figures_of
from onrecord.events.periods import with_periods
from onrecord.events.place_choice import places_of
from onrecord.events.places import toponyms_of
from onrecord.events.privacy import without_private_names
from onrecord.events.saying_dates import numbered, with_days
from onrecord.expressions.dates import kept
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article, Reading
from onrecord.statements.attribution import attribute
from onrecord.statements.tagger import Tagger
from onrecord.syntax import Parse


class Reader:
    """Reads articles into records. Building one loads parser, codebooks, register and gazetteer; keep it."""

    def __init__(self, settings: Settings) -> None:
        self.parser = Parser()
        self.register = Register.load(settings.actors)
        self.codebook = Codebook.load(settings.codebooks)
        self.cues = CueBook.load(settings.cues)
        self.gazetteer = Gazetteer.open()
        self.tagger = Tagger.load() if settings.attribution == "tagger" else None

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One reading an article, in order; an article that has an `unread_reason` is handed on as it is."""
        for article, parse in self.parser.parse_articles(articles):
            yield Reading(article) if parse is None else self.read_parsed(article, parse)

    def read_parsed(self, article: Article, parse: Parse) -> Reading:
        """All that one article tells."""
        published, dateline = publication(article, parse, self.gazetteer)
        article = replace(article, published=published, dateline=dateline)
        cast = cast_of(parse, self.register)
        timed = timed_in(parse)
        times = times_of(article, timed)
        statements = attribute(article, parse, cast, self.cues, self.tagger, numbered(times))
        statements, said = with_days(statements, times)
        named = toponyms_of(article, parse, self.gazetteer)
        mentions = code(parse, cast, self.codebook, times, named.text)
        stands = judge(article, parse, statements, mentions, self.cues)
        figures, periodic = figures_of(article, parse, mentions, stands, times)
        dates = tuple(date_of(article, parse, mention, times) for mention in mentions)
        places = places_of(article, parse, mentions, named)
        tellings = with_periods(tuple(map(Telling, mentions, stands, figures, dates, places)), periodic)
        events = without_private_names(assemble(article, parse, tellings, self.codebook.name), cast)
        actors = proposals(article, parse, cast, self.register)
        return Reading(article, statements, events, actors, kept(timed, said))
