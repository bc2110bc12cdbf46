"""Marked-up sentences as tests of the coder: their parses are made together."""

from __future__ import annotations

from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import read_marked
from onrecord.events.examples import Told, tell


def tell_all(lines: list[str], parser: Parser, codebook: Codebook) -> list[Told]:
    """Codes many marked-up lines."""
    parses = parser.parse_texts([read_marked(line).text for line in lines])
    return [tell(line, parse, codebook) for line, parse in zip(lines, parses, strict=True)]
