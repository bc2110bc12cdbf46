"""An article's title as a sentence of its own, so that the places in it can be found as those of the text are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.syntax import Parse, Sentence, Token, children_of

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?(?=\s|$)|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
MOST = 300
"""Characters of a title that are looked at."""


def title_parse(title: str | None, parse: Parse, words: PlaceWords) -> Parse | None:
    """The title with words for tokens, without a tree; None where there is none, or the text repeats it.

    In a title that has a capital on every word, only those that the text does not write small can be names.
    """
    title = (title or "")[:MOST]
    if not title.strip() or title in parse.text[: 2 * MOST]:
        return None
    small = {t.text for s in parse.sentences for t in s.tokens if t.text.islower()} | words.common
    tokens = tuple(_tokens(title, small))
    return (
        Parse(title, (Sentence(0, 0, 0, len(title), tokens, children_of(t.head for t in tokens)),)) if tokens else None
    )


def _tokens(title: str, small: set[str] | frozenset[str]) -> Iterator[Token]:
    for i, match in enumerate(_TOKEN.finditer(title)):
        word = match.group()
        name = word[0].isupper() and word.lower() not in small
        pos, tag = ("PROPN", "NNP") if name else ("X", "XX")
        yield Token(i, word, word.lower(), pos, tag, "dep", i, match.start(), match.end())
