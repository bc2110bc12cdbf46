"""One spelling for all the ways in which a place name is written, so that a look-up need not try them."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ŋ": "n"}
    | dict.fromkeys("'’‘`´ʻʼʽʾʿ′.", "")
    | dict.fromkeys("-‐‑–/,", " ")
)
_OPENINGS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_SPACE = re.compile(r"\s+")


def normalise(name: str) -> str:
    """The key under which a place name is found: no case, accents, apostrophes, full stops or hyphens.

    A leading "St.", "Ft." or "Mt." is written out. What is not a name may become one: "us" is the key of "U.S.",
    so the caller has to look at the capitals first.

    >>> normalise("Mar‘ib"), normalise("Dera Ismāīl Khān"), normalise("St. Louis"), normalise("U.S.")
    ('marib', 'dera ismail khan', 'saint louis', 'us')
    """
    key = name.lower() if name.isascii() else _plain(name)
    key = _SPACE.sub(" ", key.translate(_LETTERS)).strip()
    first, _, rest = key.partition(" ")
    return f"{_OPENINGS[first]} {rest}" if rest and first in _OPENINGS else key


def without_marks(name: str) -> str:
    """A transliteration as newspapers print it.

    >>> without_marks("Kandahār"), without_marks("Ḩamāh"), without_marks("‘Amrān")
    ('Kandahar', 'Hamah', 'Amran')
    """
    decomposed = unicodedata.normalize("NFKD", name)
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return kept.strip("‘’ʻʼʿʾ'`").replace("ʻ", "").replace("‘", "")


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
