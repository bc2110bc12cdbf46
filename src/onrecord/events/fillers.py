"""From the head of a noun phrase to the parties that it names, with what the cast of the article knows of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.codebooks.events import Codebook
from onrecord.drafts import Cast, TimeExpression
from onrecord.events import clauses
from onrecord.records import Party
from onrecord.syntax import Parse, Sentence, Token

_OWNERS = frozenset({"of", "from", "by", "in"})
_ABOUT = frozenset({"of", "from", "by", "in", "on", "against", "to", "with", "for", "between", "towards", "at"})
_NEAR = 3
"""Steps into a phrase that its recipient may be away."""
_BEFORE = ("poss", "amod", "compound", "nmod")
_LEFT = (*_BEFORE, "nummod", "quantmod")


class Fillers:
    """Looks parties up in the cast; what the cast lacks is named by the text's own words, never by a private name."""

    def __init__(self, parse: Parse, cast: Cast, codebook: Codebook, times: Sequence[TimeExpression]) -> None:
        self._parse, self._cast = parse, cast
        self._transparent = codebook.classes["transparent"] | codebook.classes["measure"]
        self._times = sorted((time.start, time.end) for time in times)

    def can_act(self, sentence: Sentence, token: Token) -> bool:
        """Whether the token, or what a transparent noun such as "group" counts, names a party."""
        return any(self._cast.at(sentence.index, t.i) for t in self._through(sentence, token))

    def may_fill(self, token: Token) -> bool:
        """Whether it is no mere time ("last week's arrest", "a strike on Monday")."""
        place = bisect_right(self._times, (token.start, len(self._parse.text))) - 1
        return place < 0 or token.start >= self._times[place][1]

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

    def concerned(self, sentence: Sentence, heads: Iterable[Token]) -> tuple[Party, ...]:
        """Who stands nearest within a phrase that names no party itself: "the blockade on [Palestinian] lorries"."""
        level = list(heads)
        for _ in range(_NEAR):
            for token in level:
                if found := self._cast.all_at(sentence.index, token.i) or tuple(self._owners(sentence, token)):
                    return found
            level = [t for token in level for t in clauses.behind(sentence, token, _ABOUT) if self.may_fill(t)]
        return ()

    def _named(self, sentence: Sentence, token: Token, things: bool) -> list[Party]:
        for head in self._through(sentence, token):
            if found := self._cast.all_at(sentence.index, head.i):
                return [self._placed(sentence, head, party) for party in found]
        owners = self._owners(sentence, token)
        if not things:
            return owners
        return self._thing(sentence, token, owners)

    def _placed(self, sentence: Sentence, token: Token, party: Party) -> Party:
        """A party without a country has that of whoever it belongs to in its own phrase."""
        if party.country or party.actor_id:
            return party
        countries = [owner.country for owner in self._owners(sentence, token) if owner.country]
        return replace(party, country=countries[0]) if countries else party

    def _through(self, sentence: Sentence, token: Token) -> list[Token]:
        if token.lemma not in self._transparent and token.pos != "NUM":
            return [token]
        return [token, *clauses.behind(sentence, token, frozenset({"of"}))]

    def _owners(self, sentence: Sentence, token: Token) -> list[Party]:
        """Whose it is: possessor, demonym, the noun before it, or who stands behind "of", "from", "by"."""
        if token.pos not in ("NOUN", "PROPN"):
            return []
        before = [t for kid in sentence.kids(token, *_BEFORE) for t in sentence.conjuncts(kid)]
        after = [t for head in clauses.behind(sentence, token, _OWNERS) for t in sentence.conjuncts(head)]
        for group in (before, after):
            found = [p for t in group if self.may_fill(t) for p in self._cast.all_at(sentence.index, t.i)]
            if found:
                return list(dict.fromkeys(found))[:2]
        return []

    def _thing(self, sentence: Sentence, token: Token, owners: list[Party]) -> list[Party]:
        if token.pos != "NOUN" or not self.may_fill(token):
            return owners
        words = [t for kid in sentence.kids(token, *_LEFT) if kid.i < token.i for t in sentence.subtree(kid)]
        span = self._parse.span_of([*words, token])
        country = owners[0].country if owners else None
        return [Party(span.text, None, country, None, "unnamed", span.start, span.end, span.text)]
