"""Finds attributions by rules over the parse: the spans of source, cue and content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.lookup import is_according, saying
from onrecord.drafts import Attribution, Offsets
from onrecord.statements.contents import Content, contents_of, pieces, reduced
from onrecord.statements.loose_quotes import attach_loose
from onrecord.statements.quotes import Quotes
from onrecord.statements.speakers import speaker_of
from onrecord.syntax import Parse, Sentence, Token

_GROUP = frozenset(("aux", "auxpass", "neg", "prt"))


def find(parse: Parse, book: CueBook) -> list[Attribution]:
    """Every attribution of a text, in order of its cue."""
    quotes = Quotes(parse.text)
    finder = _Finder(parse, book, quotes)
    found = [attribution for sentence in parse.sentences for attribution in finder.within(sentence)]
    return attach_loose(parse, quotes, found, book)


@dataclass(frozen=True, slots=True)
class _Finder:
    parse: Parse
    book: CueBook
    quotes: Quotes

    def within(self, sentence: Sentence) -> Iterator[Attribution]:
        """The attributions whose cue stands in a sentence."""
        verbs, nouns = self.book.said["verb"], self.book.said["noun"]
        adverbs = self.book.said["adverb"]
        for token in sentence.tokens:
            lemma, found = token.lemma, None
            if token.pos == "VERB" and token.dep != "amod" and (lemma in verbs.cues or lemma in verbs.companions):
                found = self._verb(sentence, token)
            elif token.pos == "NOUN" and lemma in nouns.cues:
                found = self._noun(sentence, token)
            elif is_according(token):
                found = self._according(sentence, token)
            elif token.pos == "ADV" and lemma in adverbs.cues:
                found = self._adverb(sentence, token)
            if found:
                yield found

    def _verb(self, sentence: Sentence, token: Token) -> Attribution | None:
        cue = saying(sentence, token, self.book)
        if cue is None:
            return None
        speaker = None if reduced(sentence, token) else speaker_of(sentence, token)
        if speaker and speaker.i == token.i:
            return None
        content = contents_of(sentence, token, cue, self.quotes, self.book)
        return self._attribution(sentence, self._group(sentence, token), speaker, content)

    def _noun(self, sentence: Sentence, token: Token) -> Attribution | None:
        cue = self.book.said["noun"].cues[token.lemma]
        content = contents_of(sentence, token, cue, self.quotes, self.book)
        return self._attribution(sentence, [token], self._noun_source(sentence, token), content)

    def _according(self, sentence: Sentence, token: Token) -> Attribution | None:
        to = sentence.kid(token, "prep")
        source = sentence.kid(to, "pobj") if to else None
        head = sentence.head(token)
        if to is None or source is None or head is None:
            return None
        while head.pos not in ("VERB", "AUX") and head.head != head.i:
            head = sentence.tokens[head.head]
        aside = {t.i for t in sentence.subtree(token)}
        content = Content(tuple(t for t in sentence.subtree(head) if t.i not in aside))
        return self._attribution(sentence, [token, to], source, content)

    def _adverb(self, sentence: Sentence, token: Token) -> Attribution | None:
        head = sentence.head(token)
        if head is None or head.pos not in ("VERB", "AUX"):
            return None
        content = Content(tuple(t for t in sentence.subtree(head) if t.i != token.i))
        return self._attribution(sentence, [token], None, content)

    def _noun_source(self, sentence: Sentence, token: Token) -> Token | None:
        if owner := sentence.kid(token, "poss"):
            return owner
        for by in sentence.kids(token, "prep", "agent"):
            if by.lemma in self.book.words["source_prepositions"] and (source := sentence.kid(by, "pobj")):
                return source
        media = self.book.words["media"]
        named = next((k for k in sentence.kids(token, "compound", "amod") if k.text.lower() in media), None)
        return named or self._bearer(sentence, token)

    def _bearer(self, sentence: Sentence, token: Token) -> Token | None:
        """Who gives the statement: "the ministry issued a denial"."""
        head = sentence.head(token)
        if head and token.dep == "dobj" and head.lemma in self.book.words["bearers"]:
            return speaker_of(sentence, head)
        return None

    def _group(self, sentence: Sentence, token: Token) -> list[Token]:
        """The verb with its auxiliaries and particle, and the place where it was said ("said in a statement")."""
        group = [kid for kid in sentence.kids(token, *_GROUP) if abs(kid.i - token.i) <= 4]
        first = min((kid.i for kid in group if kid.i < token.i), default=token.i)
        last = max((kid.i for kid in group if kid.i > token.i), default=token.i)
        following = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
        if following and following.dep == "prep" and following.head == token.i and self._places(following):
            place = sentence.kid(following, "pobj")
            if place and place.lemma in self.book.words["vehicles"]:
                last = place.i
        return list(sentence.tokens[first : last + 1])

    def _places(self, word: Token) -> bool:
        return word.lemma in self.book.words["placing_prepositions"]

    def _attribution(
        self, sentence: Sentence, cue: list[Token], speaker: Token | None, content: Content | None
    ) -> Attribution | None:
        if content is None:
            return None
        cue_span = cue[0].start, cue[-1].end
        source = _noun_phrase(sentence, speaker, cue) if speaker else ()
        taken = [cue_span, *source]
        spans = pieces(self.parse, content, taken, self.quotes)
        return Attribution(source, cue_span, spans, 1.0) if spans else None


def _noun_phrase(sentence: Sentence, head: Token, cue: Iterable[Token]) -> tuple[Offsets, ...]:
    """The span of a source, without what the cue itself governs and without a relative clause that holds the cue."""
    inside = {token.i for token in cue}
    tokens = sentence.subtree(head)
    if inside & {t.i for t in tokens}:
        tokens = [t for t in tokens if t.i < min(inside)] or [head]
    while len(tokens) > 1 and (tokens[-1].pos == "PUNCT" or tokens[-1].tag == "POS"):
        tokens.pop()
    return ((tokens[0].start, tokens[-1].end),)
