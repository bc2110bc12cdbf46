"""Judges marked cases: what the rules make of the marked words, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast, get_args

from making.marks import Case, Mark
from onrecord.articles.parse import Parser
from onrecord.claims.factuality import judge
from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.register import Register
from onrecord.drafts import Cast, EventMention, Stand
from onrecord.events.actors import cast_of
from onrecord.events.dates import timed_in, times_of
from onrecord.records import Article, EventType, Published, Stance, Standing, Statement
from onrecord.standing import standing
from onrecord.statements.attribution import attribute
from onrecord.syntax import Parse

STANDINGS = get_args(Standing)
STANCES = get_args(Stance)
PUBLISHED = Published("2023-12-14", "day", "metadata")


@dataclass
class Judge:
    """Reads marked cases with the stages that cases are about; loading it takes a second."""

    parser: Parser = field(default_factory=Parser)
    cues: CueBook = field(default_factory=CueBook.load)
    register: Register = field(default_factory=Register.load)

    def faults(self, case: Case) -> list[str]:
        """What is wrong, in words; nothing where all marks are right."""
        article, parse = Article("case", case.text, "case", published=PUBLISHED), self.parser.parse(case.text)
        times = times_of(article, timed_in(parse))
        named = cast_of(parse, self.register)
        statements = attribute(article, parse, named, self.cues, times=times)
        events = [mark for mark in case.marks if _wanted(mark)]
        mentions = tuple(_mention(parse, mark, named) for mark in events)
        stands = judge(article, parse, statements, mentions, self.cues)
        told = [fault for mark, stand in zip(events, stands, strict=True) for fault in _stand_faults(mark, case, stand)]
        return [*told, *(fault for mark in case.marks for fault in _statement_faults(mark, statements))]


def _wanted(mark: Mark) -> list[str]:
    return [word for word in mark.label.split(" by ")[0].split() if word in STANDINGS]


def _mention(parse: Parse, mark: Mark, named: Cast) -> EventMention:
    sentence = parse.sentence_at(mark.start)
    assert sentence is not None
    within = [t for t in sentence.tokens if mark.start <= t.start < mark.end]
    token = next((t for t in within if t.pos in ("VERB", "NOUN")), within[0])
    called = mark.label.split()[0]
    event_type = None if called == "ANY" else cast(EventType, called)
    trigger = parse.span(mark.start, mark.end)
    doer = next((named.at(sentence.index, subject.i) for subject in sentence.kids(token, "nsubj")), None)
    actor = (doer,) if doer else ()
    return EventMention(
        sentence.index, token.i, trigger, event_type, None, (), None, "single", actor, (), None, None, "case", ()
    )  # fmt: skip


def _stand_faults(mark: Mark, case: Case, stand: Stand) -> Iterator[str]:
    named, wanted = case.text[mark.start : mark.end], _wanted(mark)
    got = standing(stand.modality, stand.claims)
    if got not in wanted:
        yield f"{named!r} is {got} ({' '.join(stand.cues)}), not {' or '.join(wanted)}"
    by = mark.label.partition(" by ")[2]
    voices = [claim.source.text if claim.source else "article" for claim in stand.claims]
    if by and not any(by in voice for voice in voices):
        yield f"{named!r} is by {', '.join(voices)}, not {by}"


def _statement_faults(mark: Mark, statements: tuple[Statement, ...]) -> Iterator[str]:
    if mark.label in STANCES:
        stances = [s.stance for s in statements if s.cue.start < mark.end and mark.start < s.cue.end]
        if mark.label not in stances:
            yield f"the cue at {mark.start} {stances or 'is none'}, not {mark.label}"
    if mark.label.startswith("is "):
        yield from _source_faults(mark, statements)
    if mark.label.startswith("on "):
        yield from _said_faults(mark, statements)


def _said_faults(mark: Mark, statements: tuple[Statement, ...]) -> Iterator[str]:
    """The mark stands on the cue, and says when the words were said; "none" where the text does not tell."""
    asked = mark.label.removeprefix("on ")
    said = [s.said or "none" for s in statements if s.cue.start < mark.end and mark.start < s.cue.end]
    if asked not in said:
        yield f"the words at {mark.start} were said on {', '.join(said) or 'nothing'}, not {asked}"


def _source_faults(mark: Mark, statements: tuple[Statement, ...]) -> Iterator[str]:
    """The mark stands on the cue whose source is asked for, so that pronouns may be tested."""
    asked = mark.label.removeprefix("is ")
    sources = [s.source for s in statements if s.cue.start < mark.end and mark.start < s.cue.end]
    names = [f"{source.name} ({source.naming})" if source else "nobody" for source in sources]
    if not any(asked in name for name in names):
        yield f"the source at {mark.start} is {', '.join(names) or 'none'}, not {asked}"
