"""Names as they are matched: folded so that hyphens, diacritics and apostrophes do not matter, and spelt in all ways.

Folding keeps the length, so that offsets into the folded text are offsets into the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product

SPELLINGS = 48
"""Ways to spell one name, at most."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DASHES = str.maketrans("-_/\n\t", "     ")
_BLANKS = str.maketrans({mark: " " for mark in map(chr, range(128)) if not mark.isalnum()})
_COMMON = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", " "), ("—", " "), ("\u00a0", " "), ("…", "."))
_ALIKE = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ʿ": "'", "ʾ": "'", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}


def fold(text: str) -> str:
    """The text with letters bare of marks, dashes and rare signs as blanks, apostrophes straight; as long as it was.

    >>> fold("Tehrik‑e‑Taliban, N’Djaména")
    "Tehrik e Taliban, N'Djamena"
    """
    return _bare(text).translate(_DASHES)


def _bare(text: str) -> str:
    if text.isascii():
        return text
    for mark, plain in _COMMON:
        text = text.replace(mark, plain)
    return _NOT_ASCII.sub(lambda match: _plain(match[0]), text)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    if not letter.isalnum():
        return " "
    first = unicodedata.normalize("NFKD", letter)[0]
    return first if first.isascii() else letter


def lower(folded: str) -> str:
    """Lower case, as long as it was."""
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def spellings(name: str, same: Mapping[str, Sequence[str]]) -> list[str]:
    """The ways to write a name, folded, the given one first; `same` has the ways to write one word of it."""
    words = fold(name).split()
    choices = [_word_spellings(word, same) for word in words]
    return list(dict.fromkeys(" ".join(chosen) for chosen in islice(product(*choices), SPELLINGS)))


def _word_spellings(word: str, same: Mapping[str, Sequence[str]]) -> list[str]:
    ways = [word, *same.get(word, ())]
    if "'" in word[1:-1]:
        ways += [word.replace("'", ""), word.replace("'", " ")]
    return list(dict.fromkeys(ways))


def same_words(lines: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """For each word of the lines, the other ways to write it, folded."""
    ways: dict[str, list[str]] = {}
    for line in lines:
        folded = list(dict.fromkeys(map(fold, line)))
        for word in folded:
            ways[word] = [other for other in folded if other != word]
    return ways


def matchable(text: str) -> str:
    """The text folded, with whatever is neither letter nor digit as a blank; as long as it was.

    >>> matchable("U.S.-led “coalition”")
    'U S  led  coalition '
    """
    return _bare(text).translate(_BLANKS)


def key_of(name: str) -> str:
    """A name as it is looked up: matchable, single blanks between its words.

    >>> key_of("Sana'a"), key_of("U.S.")
    ('Sana a', 'U S')
    """
    return " ".join(matchable(name).split())


def is_acronym(name: str) -> bool:
    """Whether a name is written in exactly one case: it has no small letter, as "UN" or "M23"."""
    return name.upper() == name


def writings(key: str) -> list[str]:
    """The ways in which a key's capitals may be written: as given, capital first, or all capitals; acronyms only so."""
    if is_acronym(key):
        return [key]
    return list(dict.fromkeys((key, key[0].upper() + key[1:], key.upper())))
