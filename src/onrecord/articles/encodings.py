"""Text from bytes of unknown encoding."""

from __future__ import annotations

LETTERS = 0xC0
"""From here on, legacy encodings of one byte a character have the letters that ASCII lacks; below, signs."""
FOREIGN_SHARE = 0.1
"""The share of such letters above which a text is not in Latin script."""
MENDED_SHARE = 0.1
"""The share of broken characters up to which a text is damaged UTF-8 and not another encoding."""
SAMPLE = 1 << 16


def decode(data: bytes) -> str:
    """The text of some bytes: UTF-8, else Windows-1252, or for another script what charset-normalizer finds.

    Every byte sequence gives a text; a damaged character becomes U+FFFD. Windows-1252 stands in for Latin-1, as in
    browsers.

    >>> decode("“talks”".encode("cp1252")) == decode("“talks”".encode("utf-8")) == "“talks”"
    True
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data) or data.decode(_legacy_encoding(data), errors="replace")


def _damaged(data: bytes) -> str | None:
    """The text where it is UTF-8 but for a few characters (a cut at a length does this), else None."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    strange = sum(character > "\x7f" for character in text) - broken
    return text if broken <= MENDED_SHARE * strange else None


def _legacy_encoding(data: bytes) -> str:
    letters = sum(byte >= LETTERS for byte in data)
    if letters <= FOREIGN_SHARE * len(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else "cp1252"
