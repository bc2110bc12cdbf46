"""Whose word it is: from the span of a source to a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.lookup import none_of
from onrecord.drafts import Attribution, Cast, Offsets
from onrecord.records import Naming, Party
from onrecord.syntax import Parse, Sentence, Token

_DETERMINERS = frozenset(("DT", "PRP$", "PDT"))
_NAMINGS: tuple[Naming, ...] = ("unnamed", "official", "named")
_RELATIVE = frozenset(("that", "which", "who", "whom"))
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
    called: dict[str, str] = field(default_factory=dict)

    def parties(self, found: Sequence[Attribution], relays: Sequence[int | None]) -> list[Party | None]:
        """The party of each attribution's source; None where the text leaves it open."""
        parties = [self._party(attribution) for attribution in found]
        for index, attribution in enumerate(found):
            outer = relays[index]
            if outer is not None and self._speaks_of_itself(attribution.source):
                parties[index] = parties[outer]
        return parties

    def _party(self, attribution: Attribution) -> Party | None:
        located = self._head(attribution.source)
        if located is None:
            return None
        sentence, head = located
        head = _subject_within(sentence, attribution) or head
        if none_of(sentence, head, self.book):
            return None
        if head.tag in _OWN_TAGS:
            return self._behind_pronoun(sentence, head)
        party = self._behind_description(sentence, head) or self._named(sentence, head, attribution.source[0])
        if party.naming != "unnamed" and self._on_condition(attribution):
            party = replace(party, naming="unnamed")
        self._remember(sentence, head, party)
        return party

    def _on_condition(self, attribution: Attribution) -> bool:
        """Whether the words around the cue say that the source will not be named ("on condition of anonymity")."""
        sentence = self.parse.sentence_at(attribution.cue[0])
        marks = self.book.words["anonymity_marks"]
        return sentence is not None and any(
            t.lemma in marks and not any(start <= t.start < end for start, end in attribution.content)
            for t in sentence.tokens
        )

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
        head = next((t for t in heads if t.pos != "PUNCT"), within[0])
        governed = sentence.kid(head, "pobj") if head.pos == "ADP" else None
        if governed and governed.i in inside:
            head = governed
        verb = sentence.tokens[head.head]
        if head.text.lower() in _RELATIVE and verb.dep == "relcl":
            speaker = sentence.kid(verb, "nsubj")
            # "A charge that the army rejected": the army's word, not the charge's.
            return sentence, speaker if speaker and speaker.i != head.i else sentence.tokens[verb.head]
        return None if head.pos in ("DET", "ADP") and len(within) == 1 else (sentence, head)

    def _named(self, sentence: Sentence, head: Token, span: Offsets) -> Party:
        known = self.cast.at(sentence.index, head.i)
        naming = self._naming(sentence, head)
        if known and known.actor_id and self._of_a_part(sentence, head):
            whole = self.parse.text[head.start : span[1]] if head.start < span[1] else head.text
            return replace(known, actor_id=None, name=whole, naming="official")
        if known and known.actor_id:
            anonymous = self._anonymous(sentence, head)
            return replace(known, naming="unnamed" if anonymous else max(known.naming, naming, key=_NAMINGS.index))
        words = [t for t in sentence.subtree(head) if span[0] <= t.start and t.end <= span[1]]
        while len(words) > 1 and words[0].tag in _DETERMINERS:
            words.pop(0)
        name = self.parse.text[words[0].start : words[-1].end] if words else head.text
        text = self.parse.text[span[0] : span[1]]
        sector = "JRN" if head.lemma in self.book.words["media"] else None
        if known is None:
            return Party(name, None, None, sector, naming, span[0], span[1], text)
        fuller = name if known.name.casefold() in name.casefold() else known.name
        return replace(known, name=fuller, naming=known.naming if known.naming == "named" else naming)

    def _of_a_part(self, sentence: Sentence, head: Token) -> bool:
        """Whether the phrase is of a part of a country, whose authorities may be others than the country's."""
        inside = [p for k in sentence.kids(head, "prep") if k.lemma == "in" for p in sentence.kids(k, "pobj")]
        return head.pos == "NOUN" and any(p.lemma in self.book.words["regions"] for p in inside)

    def _naming(self, sentence: Sentence, head: Token) -> Naming:
        if self._anonymous(sentence, head):
            return "unnamed"
        proper = any(k.pos == "PROPN" for k in sentence.kids(head, "compound", "appos", "nmod"))
        if head.pos == "PROPN" or (proper and head.lemma in self.book.words["media"]):
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

    def _behind_pronoun(self, sentence: Sentence, head: Token) -> Party | None:
        """The latest source that a pronoun may stand for, or the person whom a sentence just before was about."""
        pronoun = head.text.lower()
        person = pronoun in self.book.words["person_pronouns"]
        plural = pronoun == "they"
        if pronoun in self.book.words["own_pronouns"]:
            return None
        fits = (k.party for k in reversed(self.earlier) if _fits(k, person, plural))
        source = next((party for party in fits if self._may_be(party, pronoun)), None)
        subject = self._subject_before(sentence, pronoun) if person else None
        found = source if source and subject and source.start >= subject.start else subject or source
        if found and person:
            self.called[found.name] = pronoun
        return found

    def _may_be(self, party: Party, pronoun: str) -> bool:
        """Whether the article has not called the party by another pronoun."""
        return self.called.get(party.name, pronoun) == pronoun

    def _subject_before(self, sentence: Sentence, pronoun: str) -> Party | None:
        """The person that is the subject of one of the two sentences before, or by whom it was done."""
        for back in (1, 2):
            before = self.parse.sentences[sentence.index - back] if sentence.index >= back else None
            root = next((t for t in before.tokens if t.head == t.i), None) if before else None
            for head in _doers(before, root) if before and root else ():
                words = before.subtree(head) if before else []
                party = self._named(before, head, (words[0].start, words[-1].end)) if before else None
                if before and party and self._is_person(before, head) and self._may_be(party, pronoun):
                    return party
        return None

    def _is_person(self, sentence: Sentence, head: Token) -> bool:
        named = ("compound", "nmod", "appos", "amod")
        near = {head.lemma, *(t.lemma for t in sentence.subtree(head) if t.dep in named)}
        return head.tag != "NNS" and bool(near & self.book.words["person_nouns"])

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
        person = self._is_person(sentence, head) or _like_a_name(words, head, party)
        plural = head.tag in ("NNS", "NNPS") or sentence.kid(head, "conj") is not None
        self.earlier.append(_Earlier(party, lemmas, head.lemma, person, plural))

    def _speaks_of_itself(self, source: tuple[Offsets, ...]) -> bool:
        located = self._head(source)
        return located is not None and located[1].text.lower() in self.book.words["own_pronouns"]


def _subject_within(sentence: Sentence, attribution: Attribution) -> Token | None:
    """The cue's own subject, where the source's words begin with what the clause is about: "a charge [the army]
    denied"."""
    (start, end), cue = attribution.source[0], attribution.cue
    verbs = [t for t in sentence.tokens if cue[0] <= t.start < cue[1] and t.dep in ("relcl", "acl")]
    subjects = [kid for verb in verbs for kid in sentence.kids(verb, "nsubj")]
    return next((t for t in subjects if start < t.start < end and t.tag[:2] == "NN"), None)


def _doers(sentence: Sentence, root: Token) -> list[Token]:
    by = sentence.kid(root, "agent")
    agent = sentence.kid(by, "pobj") if by else None
    return [*sentence.kids(root, "nsubj"), *([agent] if agent else [])]


def _fits(known: _Earlier, person: bool, plural: bool) -> bool:
    if person:
        return known.person
    return known.plural if plural else not known.person


def _like_a_name(words: Sequence[Token], head: Token, party: Party) -> bool:
    """Whether a proper name looks like a person's: not a state's or organisation's that the register knows."""
    return head.pos == "PROPN" and party.actor_id is None and words[0].tag != "DT"
