"""Bytes of one input, as UTF-8 lines or as a whole, never more of them at once than an article may have.

Compression is told by the first bytes and UTF-16 by its byte order mark, whatever the name says.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from onrecord.articles.tables import TABLES
from onrecord.errors import InputError

CHUNK = 1 << 16
GZIP = b"\x1f\x8b"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_EXPANSION = 200
"""Times its size that a gzip file may grow to; English text grows about threefold, JSON Lines of it fivefold."""
FREE_EXPANSION = 1 << 26
"""Bytes that any gzip file may grow to: small files of alike lines compress better."""
MOST_CONTROL = 0.02
"""The share of control characters above which bytes are no text."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream, piece by piece."""
    while chunk := stream.read(CHUNK):
        yield chunk


def plain(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """UTF-8 or legacy text from bytes that may be gzip, UTF-16 or marked; raises InputError where they are no text."""
    first, chunks = _peek(iter(chunks))
    if first.startswith(GZIP):
        first, chunks = _peek(_unzipped(name, chunks))
    if first.startswith(UTF_16):
        return _from_utf_16(chunks)
    refuse_binary(name, first)
    return _without_mark(chunks)


def refuse_binary(name: str, first: bytes) -> None:
    """Raises InputError where the first bytes of an input are no text."""
    for kind, signature in TABLES.signatures.items():
        if first.startswith(signature):
            raise InputError(name, f"it looks like {kind}, and only text is read")
    if len(_CONTROL.findall(first)) > MOST_CONTROL * len(first):
        raise InputError(name, "it looks like a binary file, and only text is read")


def whole_of(name: str, chunks: Iterable[bytes], most: int) -> bytes:
    """All the bytes; raises InputError where there are more than `most`."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) > most:
            raise InputError(name, f"it is longer than the {most:,} bytes that one article may have")
    return bytes(found)


def lines_of(chunks: Iterable[bytes], most: int) -> Iterator[bytes | None]:
    """Each line with its end; None for a line of more than `most` bytes, which is passed over.

    Where the input breaks off, the lines that came whole are given before the error is raised.
    """
    rest, over = bytearray(), False
    for chunk in chunks:
        *lines, last = chunk.split(b"\n")
        for line in lines:
            whole = None if over or len(rest) + len(line) > most else bytes(rest) + line + b"\n"
            yield whole
            rest, over = bytearray(), False
        over = over or len(rest) + len(last) > most
        rest = bytearray() if over else rest + last
    if over or rest:
        yield None if over else bytes(rest)


def _peek(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    first = next(filter(None, chunks), b"")
    return first, chain((first,), chunks)


def _unzipped(name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The content of one or more gzip members; raises InputError where they break off, are damaged or are a bomb."""
    taken = given = 0
    inflate = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            taken += len(chunk)
            while chunk:
                if inflate.eof and not chunk.startswith(GZIP[:1]):
                    return  # padding after the last member, which gzip ignores too
                inflate = zlib.decompressobj(wbits=31) if inflate.eof else inflate
                piece = inflate.decompress(chunk, CHUNK)
                given += len(piece)
                _refuse_bomb(name, taken, given)
                yield piece
                chunk = inflate.unconsumed_tail or inflate.unused_data
    except zlib.error as error:
        raise InputError(name, f"the gzip file is damaged after {given:,} bytes of text") from error
    if not inflate.eof:
        raise InputError(name, f"the gzip file breaks off after {given:,} bytes of text")


def _refuse_bomb(name: str, taken: int, given: int) -> None:
    if given > FREE_EXPANSION and given > MOST_EXPANSION * taken:
        raise InputError(name, f"the gzip file grows to more than {MOST_EXPANSION} times its size")


def _from_utf_16(chunks: Iterator[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8")
    yield decoder.decode(b"", final=True).encode("utf-8")


def _without_mark(chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield next(chunks, b"").removeprefix(codecs.BOM_UTF8)
    yield from chunks
