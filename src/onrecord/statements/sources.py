"""Whose word it is: from the span of a source to a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.codebooks.cues import CueBook
from onrecord.drafts import Attribution, Cast, Offsets
from onrecord.records import Naming, Party
from onrecord.syntax import Parse, Sentence, Token

_DETERMINERS = frozenset(("DT", "PRP$", "PDT"))
_OWN_TAGS = frozenset(("PRP", "PRP$"))


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A source that pronouns and short descriptions may lead back to."""

    party: Party
    lemmas: frozenset[str]
    head: str
    person: bool
    plural: bool


@dataclass(slots=True)
class Sources:
    """Resolves the sources of one article, in the order of the text."""

    parse: Parse
    cast: Cast
    book: CueBook
    earlier: list[_Earlier] = field(default_factory=list)

    def parties(self, found: Sequence[Attribution], relays: Sequence[int | None]) -> list[Party | None]:
        """The party of each attribution's source; None where the text leaves it open."""
        parties = [self._party(attribution.source) for attribution in found]
        for index, attribution in enumerate(found):
            outer = relays[index]
            if outer is not None and self._speaks_of_itself(attribution.source):
                parties[index] = parties[outer]
        return parties

    def _party(self, source: tuple[Offsets, ...]) -> Party | None:
        located = self._head(source)
        if located is None:
            return None
        sentence, head = located
        if head.tag in _OWN_TAGS:
            return self._behind_pronoun(head)
        party = self._behind_description(sentence, head) or self._named(sentence, head, source[0])
        self._remember(sentence, head, party)
        return party

    def _head(self, source: tuple[Offsets, ...]) -> tuple[Sentence, Token] | None:
        """The word of a source that governs the others."""
        if not source:
            return None
        start, end = source[0]
        sentence = self.parse.sentence_at(start)
        within = [t for t in sentence.tokens if start <= t.start and t.end <= end] if sentence else []
        if sentence is None or not within:
            return None
        inside = {t.i for t in within}
        heads = [t for t in within if t.head not in inside or t.head == t.i]
        return sentence, next((t for t in heads if t.pos != "PUNCT"), within[0])

    def _named(self, sentence: Sentence, head: Token, span: Offsets) -> Party:
        known = self.cast.at(sentence.index, head.i)
        naming = self._naming(sentence, head)
        if known:
            return replace(known, naming=naming) if naming != "named" and known.naming != "named" else known
        words = [t for t in sentence.subtree(head) if span[0] <= t.start and t.end <= span[1]]
        while len(words) > 1 and words[0].tag in _DETERMINERS:
            words.pop(0)
        name = self.parse.text[words[0].start : words[-1].end] if words else head.text
        text = self.parse.text[span[0] : span[1]]
        sector = "JRN" if head.lemma in self.book.words["media"] else None
        return Party(name, None, None, sector, naming, span[0], span[1], text)

    def _naming(self, sentence: Sentence, head: Token) -> Naming:
        if self._anonymous(sentence, head):
            return "unnamed"
        if head.pos == "PROPN":
            return "named"
        return "official" if head.lemma in self.book.words["official"] else "unnamed"

    def _anonymous(self, sentence: Sentence, head: Token) -> bool:
        """Whether the phrase says that its people will not be named, or names none ("sources", "residents")."""
        if head.lemma in self.book.words["unnamed"]:
            return True
        words = sentence.subtree(head)
        marks = self.book.words["anonymity"]
        if any(t.lemma in marks for t in words):
            return True
        text = " ".join(t.text.lower() for t in words) if len(words) > 5 else ""
        return any(mark in text for mark in marks if " " in mark)

    def _behind_pronoun(self, head: Token) -> Party | None:
        """The latest source that a pronoun may stand for."""
        person = head.lemma in self.book.words["person_pronouns"]
        plural = head.text.lower() == "they"
        if head.text.lower() in self.book.words["own_pronouns"]:
            return None
        for known in reversed(self.earlier):
            if (person and known.person) or (plural and known.plural) or not (person or plural or known.person):
                return known.party
        return None

    def _behind_description(self, sentence: Sentence, head: Token) -> Party | None:
        """The earlier source that "the spokesperson" or "the ministry" is short for."""
        kids = sentence.kids(head)
        short = head.pos == "NOUN" and len(kids) == 1 and kids[0].lemma in ("the", "this", "that")
        if not short or head.lemma in self.book.words["unnamed"]:
            return None
        return next((known.party for known in reversed(self.earlier) if head.lemma in known.lemmas), None)

    def _remember(self, sentence: Sentence, head: Token, party: Party) -> None:
        words = sentence.subtree(head)
        lemmas = frozenset(t.lemma for t in words if t.pos in ("NOUN", "PROPN"))
        near = {head.lemma, *(t.lemma for t in sentence.kids(head))}
        person = bool(near & self.book.words["person_nouns"]) or _like_a_name(words, head, party)
        plural = head.tag in ("NNS", "NNPS") or sentence.kid(head, "conj") is not None
        self.earlier.append(_Earlier(party, lemmas, head.lemma, person, plural))

    def _speaks_of_itself(self, source: tuple[Offsets, ...]) -> bool:
        located = self._head(source)
        return located is not None and located[1].text.lower() in self.book.words["own_pronouns"]


def _like_a_name(words: Sequence[Token], head: Token, party: Party) -> bool:
    """Whether a proper name looks like a person's: not a state's or organisation's that the register knows."""
    return head.pos == "PROPN" and party.actor_id is None and words[0].tag != "DT"
