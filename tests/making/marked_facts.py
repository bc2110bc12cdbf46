"""Dates, places and counts that a marked-up sentence gives: are they found where they are marked?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.articles.parse import Parser
from onrecord.claims.factuality import judge
from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import Mark, read_marked
from onrecord.events.dates import timed_in, times_of
from onrecord.events.examples import tell
from onrecord.events.figures import figures_of
from onrecord.events.places import toponyms_of
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article
from onrecord.syntax import Parse

FIGURES = ("killed", "injured", "missing", "abducted", "arrested", "displaced", "expelled", "surrendered")
Found = tuple[str, int, int]


@dataclass
class Facts:
    """Finds times, places and figures of marked-up sentences; loading it takes a second."""

    parser: Parser
    book: Codebook
    cues: CueBook = field(default_factory=CueBook.load)
    gazetteer: Gazetteer = field(default_factory=Gazetteer.open)

    def faults(self, lines: list[str]) -> list[str]:
        """The marked dates, places and counts that are not found, each with its line."""
        texts = [read_marked(line).text for line in lines]
        pairs = zip(lines, self.parser.parse_texts(texts), strict=True)
        return [f"{line}: {mark.label}" for line, parse in pairs for mark in self._missed(line, parse)]

    def _missed(self, line: str, parse: Parse) -> Iterator[Mark]:
        wanted = [mark for mark in read_marked(line).marks if mark.label in ("date", "place", *FIGURES)]
        if wanted:
            found = list(self._found(line, parse))
            yield from (mark for mark in wanted if not any(_fits(mark, one) for one in found))

    def _found(self, line: str, parse: Parse) -> Iterator[Found]:
        article = Article("case", parse.text, "case")
        times = times_of(article, timed_in(parse))
        yield from (("date", time.start, time.end) for time in times)
        for toponym in toponyms_of(article, parse, self.gazetteer).text:
            if toponym.place:
                yield "place", toponym.start, toponym.end
        mentions = tell(line, parse, self.book).mentions
        stands = judge(article, parse, (), mentions, self.cues)
        for figures in figures_of(article, parse, mentions, stands, times)[0]:
            yield from ((figure.kind, figure.start, figure.end) for figure in figures)


def _fits(mark: Mark, found: Found) -> bool:
    kind, start, end = found
    return kind == mark.label and start < mark.end and mark.start < end
