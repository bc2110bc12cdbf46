"""Which words stand within quotation marks."""

from __future__ import annotations

from onrecord.syntax import Parse

_OPENING = frozenset(("“", "«", "``"))
_CLOSING = frozenset(("”", "»", "''"))


def quoted_in(parse: Parse) -> frozenset[tuple[int, int]]:
    """The tokens within double quotation marks, by sentence and position; a quotation ends with its paragraph."""
    quoted: set[tuple[int, int]] = set()
    inside, paragraph = False, -1
    for sentence in parse.sentences:
        if sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.paragraph
        for token in sentence.tokens:
            if token.text == '"':
                inside = not inside
            elif token.text in _OPENING or token.text in _CLOSING:
                inside = token.text in _OPENING
            elif inside:
                quoted.add((sentence.index, token.i))
    return frozenset(quoted)
