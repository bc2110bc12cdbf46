"""What the tagger finds, with what only the rules find: relays within relays, reports by name, loose quotations.

The tagger's spans are better, but it was taught on articles that mark no statement within another, and standing rests
on those. On our own marked lines that were held back from its training the two together reach more than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.codebooks.cues import Cue, CueBook
from onrecord.codebooks.lookup import cue_token, saying
from onrecord.drafts import Attribution, Offsets
from onrecord.statements.relays import Contents, holds
from onrecord.syntax import Parse, Sentence, Token

_BOTH = "tagger and rules"
_SURE = 1.0
"""The rules are less sure than this of a quotation to which they give a speaker without a word of saying."""


def joined(
    parse: Parse, tagged: Sequence[Attribution], ruled: Iterable[Attribution], book: CueBook
) -> list[Attribution]:
    """The tagged attributions and those of the rules that add to them, in order of their cues."""
    joining = _Joining(parse, book, tagged)
    for one in ruled:
        joining.add(one)
    return joining.all()


@dataclass(slots=True)
class _Joining:
    parse: Parse
    book: CueBook
    tagged: Sequence[Attribution]
    near: Contents = field(init=False)
    cues: dict[int, int] = field(init=False)
    added: list[Attribution] = field(default_factory=list)
    kept: dict[int, Attribution] = field(init=False)

    def __post_init__(self) -> None:
        self.near = Contents(self.tagged)
        self.cues = {place: index for index, one in enumerate(self.tagged) for place in range(*one.cue)}
        self.kept = {index: replace(one, found_by="tagger") for index, one in enumerate(self.tagged)}

    def all(self) -> list[Attribution]:
        return sorted([*self.kept.values(), *self.added], key=lambda one: one.cue)

    def add(self, one: Attribution) -> None:
        """Add an attribution of the rules, or what it knows better than the tagger about the same cue."""
        if one.score < _SURE:
            self._add_quotation(one)
            return
        located = cue_token(self.parse, *one.cue, self.book)
        cue = saying(*located, self.book) if located else None
        index = next((self.cues[place] for place in range(*one.cue) if place in self.cues), None)
        if index is not None and located is not None and self._is_its_word(index, located):
            if index in self.kept:
                self.kept[index] = self._better(index, one, located, cue)
        elif cue is None or (cue.stance != "other" and not self._says_nothing_new(one, located, cue)):
            self.added.append(one)

    def _says_nothing_new(self, one: Attribution, located: tuple[Sentence, Token] | None, cue: Cue) -> bool:
        """Whether no words are relayed: what a speaker thinks, within his own words, and what is yet to be said.

        What such a word does to what it governs ("I think", "to confirm that") is told by the cue all the same.
        """
        if located is None or cue.stance not in ("asserts", "reports", "estimates") or cue.weighs:
            return False
        sentence, token = located
        auxiliaries = sentence.kids(token, "aux")
        if token.tag == "VB" and any(aux.tag in ("TO", "MD") for aux in auxiliaries):
            return True
        within = any(holds(self.tagged[i].content, one.cue) for i in self.near.near(one.cue[0]))
        speaker = " ".join(self.parse.text[start:end].lower() for start, end in one.source)
        sure = cue.positive == "CT+" and cue.negative != "CT+"
        return within and not sure and speaker in self.book.words["own_pronouns"]

    def _is_its_word(self, index: int, located: tuple[Sentence, Token]) -> bool:
        """Whether a word is the one by which a tagged cue says it: not the "reports" of "denied reports of"."""
        its_own = cue_token(self.parse, *self.tagged[index].cue, self.book)
        return its_own is not None and its_own[1].start == located[1].start

    def _better(self, index: int, ruled: Attribution, located: tuple[Sentence, Token], cue: Cue | None) -> Attribution:
        """The rules know better whose a report is, whose a word within another's words, and what a denial is about."""
        tagged, (sentence, token) = self.kept[index], located
        nested = any(i != index and holds(self.tagged[i].content, tagged.cue) for i in self.near.near(tagged.cue[0]))
        if token.pos == "NOUN" or not tagged.source or (nested and sentence.kid(token, "nsubj") is not None):
            tagged = replace(ruled if token.pos == "NOUN" else tagged, source=ruled.source, found_by=_BOTH)
        if cue is not None and (cue.weighs or cue.given):
            tagged = replace(tagged, cue=ruled.cue, content=_united(tagged, ruled), found_by=_BOTH)
        return tagged

    def _add_quotation(self, one: Attribution) -> None:
        """Add a quotation without a cue, unless others have most of it; what has scraps of it goes."""
        beside = {i for start, end in one.content for place in (start, end - 1) for i in self.near.near(place)}
        places, by_index = _places(one), {i: _places(self.tagged[i]) for i in beside}
        if len(places & set().union(*by_index.values())) < len(places) / 2:
            self.added.append(one)
            for index, covered in by_index.items():
                if covered <= places:
                    self.kept.pop(index, None)


def _united(first: Attribution, second: Attribution) -> tuple[Offsets, ...]:
    """The content of both."""
    merged: list[Offsets] = []
    for start, end in sorted((*first.content, *second.content)):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _places(one: Attribution) -> set[int]:
    return {place for start, end in one.content for place in range(start, end)}
