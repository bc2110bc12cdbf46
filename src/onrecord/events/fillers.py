"""From the head of a noun phrase to the parties that it names, with what the cast of the article knows of them."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.codebooks.events import Codebook
from onrecord.drafts import Cast
from onrecord.events import clauses
from onrecord.records import Party
from onrecord.syntax import Parse, Sentence, Token

_OWNERS = frozenset({"of", "from", "by", "in"})
_LEFT = ("amod", "compound", "nmod", "nummod", "quantmod", "poss")


class Fillers:
    """Looks parties up in the cast; what the cast lacks is named by the text's own words, never by a private name."""

    def __init__(self, parse: Parse, cast: Cast, codebook: Codebook) -> None:
        self._parse, self._cast = parse, cast
        self._transparent = codebook.classes["transparent"]

    def can_act(self, sentence: Sentence, token: Token) -> bool:
        """Whether the token, or what a transparent noun such as "group" counts, names a party."""
        return any(self._cast.at(sentence.index, t.i) for t in self._through(sentence, token))

    def parties(self, sentence: Sentence, heads: Iterable[Token], *, things: bool) -> tuple[Party, ...]:
        """The parties of these phrases and of those coordinated with them, each once.

        With `things`, a phrase that names no party ("a market") is kept in its own words.
        """
        found: dict[tuple[str, str | None], Party] = {}
        for head in heads:
            for linked in sentence.conjuncts(head) if head.dep != "conj" else [head]:
                for party in self._named(sentence, linked, things):
                    found.setdefault((party.name, party.country), party)
        return tuple(found.values())

    def _named(self, sentence: Sentence, token: Token, things: bool) -> list[Party]:
        for head in self._through(sentence, token):
            if party := self._cast.at(sentence.index, head.i):
                return [party]
        owners = self._owners(sentence, token)
        if not things:
            return owners
        return self._thing(sentence, token, owners)

    def _through(self, sentence: Sentence, token: Token) -> list[Token]:
        if token.lemma not in self._transparent and token.pos != "NUM":
            return [token]
        return [token, *clauses.behind(sentence, token, frozenset({"of"}))]

    def _owners(self, sentence: Sentence, token: Token) -> list[Party]:
        """Whose it is: possessor, demonym, the noun before it, or who stands behind "of", "from", "by"."""
        if token.pos not in ("NOUN", "PROPN"):
            return []
        before = [
            t for kid in sentence.kids(token, "poss", "amod", "compound", "nmod") for t in sentence.conjuncts(kid)
        ]
        found = [p for t in before if (p := self._cast.at(sentence.index, t.i))]
        if found:
            return found[:2]
        after = [t for head in clauses.behind(sentence, token, _OWNERS) for t in sentence.conjuncts(head)]
        return [p for t in after if (p := self._cast.at(sentence.index, t.i))][:2]

    def _thing(self, sentence: Sentence, token: Token, owners: list[Party]) -> list[Party]:
        if token.pos != "NOUN":
            return owners
        words = [t for kid in sentence.kids(token, *_LEFT) if kid.i < token.i for t in sentence.subtree(kid)]
        span = self._parse.span_of([*words, token])
        country = owners[0].country if owners else None
        return [Party(span.text, None, country, None, "unnamed", span.start, span.end, span.text)]
