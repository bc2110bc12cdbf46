"""From the head of a noun phrase to the parties that it names, with what the cast of the article knows of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.codebooks.events import Codebook
from onrecord.drafts import Cast, TimeExpression, Toponym
from onrecord.events import clauses
from onrecord.records import Party
from onrecord.syntax import Parse, Sentence, Token

_OWNERS = frozenset({"of", "from", "by", "in"})
_ABOUT = frozenset({"of", "from", "by", "in", "on", "against", "to", "with", "for", "between", "towards", "at"})
_TOPIC = frozenset({"on", "for"})
_NEAR = 3
"""Steps into a phrase that its recipient may be away."""
_BEFORE = ("poss", "amod", "compound", "nmod")
_LEFT = (*_BEFORE, "nummod", "quantmod")


@dataclass(frozen=True, slots=True)
class Named:
    """The times and the places that an article names."""

    times: Sequence[TimeExpression]
    toponyms: Sequence[Toponym]


class Fillers:
    """Looks parties up in the cast; what the cast lacks is named by the text's own words, never by a private name."""

    def __init__(self, parse: Parse, cast: Cast, codebook: Codebook, named: Named) -> None:
        self._parse, self._cast = parse, cast
        self._speech, self._talks = codebook.classes["speech"], codebook.classes["talks"]
        self._places = sorted((t.start, t.end, t) for t in named.toponyms if t.place and t.use == "place")
        self._transparent = codebook.classes["transparent"] | codebook.classes["measure"]
        self._crowds = codebook.classes["crowds"]
        self._times = sorted((time.start, time.end) for time in named.times)

    def can_act(self, sentence: Sentence, token: Token) -> bool:
        """Whether the token, or what a noun such as "group" counts, names a party; people may be but counted."""
        if token.lemma in self._crowds and token.pos == "NOUN" and not sentence.kid(token, "prep"):
            return True
        return any(self._cast.at(sentence.index, t.i) for t in self._through(sentence, token))

    def may_fill(self, token: Token) -> bool:
        """Whether it is no mere time ("last week's arrest", "a strike on Monday")."""
        place = bisect_right(self._times, (token.start, len(self._parse.text))) - 1
        return place < 0 or token.start >= self._times[place][1]

    def named_place(self, token: Token) -> str:
        """The word that stands for a named place in word classes: "@country" or "@town"; "" for other words."""
        for start, end, toponym in self._places:
            if start <= token.start < end and toponym.place is not None:
                return "@country" if toponym.place.precision == "country" else "@town"
        return ""

    def actors(self, sentence: Sentence, heads: Iterable[Token]) -> tuple[Party, ...]:
        """Who these phrases and those coordinated with them name, each once."""
        return self._each(sentence, heads, lambda token: self._named(sentence, token))

    def recipients(self, sentence: Sentence, heads: Iterable[Token], *, things: bool) -> tuple[Party, ...]:
        """The same for whom it is done to, who may be a place ("troops to Goma"), with its country.

        With `things`, a phrase that names no party ("a market") is kept in its own words.
        """

        def found(token: Token) -> Sequence[Party]:
            named = self._named(sentence, token, own=not things) or self._place(token)
            return named or (self._thing(sentence, token) if things else ())

        return self._each(sentence, heads, found)

    def concerned(
        self, sentence: Sentence, heads: Iterable[Token], words: Iterable[Token], actor: Sequence[Party]
    ) -> tuple[Party, ...]:
        """Who stands nearest within a phrase that names no party itself: "the blockade on [Palestinian] lorries".

        `heads` may themselves name someone; `words` of the trigger may not ("sent its [troops]"), but what hangs on
        them may, short of whoever acts.
        """
        own = {party.country for party in actor}
        listed = list(words)
        for word in listed:
            if found := [p for p in self._owners(sentence, word) if p not in actor and p.country not in own]:
                return tuple(found)
        level = [*heads, *self._below(sentence, listed)]
        for _ in range(_NEAR):
            for token in level:
                linked = sentence.conjuncts(token) if token.dep == "pobj" else [token]
                named = [party for t in linked for party in self._cast.all_at(sentence.index, t.i)]
                found = named or self._owners(sentence, token)
                if others := [party for party in found or self._place(token) if party not in actor]:
                    return tuple(others)
            level = self._below(sentence, level)
        return ()

    def _below(self, sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
        found: list[Token] = []
        for token in tokens:
            found += sentence.kids(token, "dobj") if token.tag[:2] == "VB" else []
            # What talks are on takes no part in them: "hosted a conference on Chad".
            about = _ABOUT - _TOPIC if token.lemma in self._talks else _ABOUT
            found += [t for t in clauses.behind(sentence, token, about) if self.may_fill(t)]
        return found

    def is_scene(self, sentence: Sentence, party: Party) -> bool:
        """Whether a party is but the town in which something was done: "condemned the attack in [Paris]"."""
        token = next((t for t in sentence.tokens if t.start == party.start), None)
        above = None if token is None else sentence.head(token)
        if token is None or above is None:
            return False
        return above.lemma in ("in", "at", "near") and self.named_place(token) == "@town"

    def speaker(self, sentence: Sentence, token: Token) -> tuple[Party, ...]:
        """Who says the clause that the token stands in ("[the ministry] said two men had been arrested")."""
        for step, above in pairwise([token, *sentence.ancestors(token)]):
            if step.dep == "ccomp" and above.lemma in self._speech:
                who = [agent for agent in clauses.agents(sentence, above) if agent.pos != "PRON"]
                return tuple(p for agent in who for p in self._cast.all_at(sentence.index, agent.i))
        return ()

    def is_abroad(self, sentence: Sentence, country: str | None) -> bool:
        """Whether the sentence names a place in another country."""
        here = [t.place for start, end, t in self._places if sentence.start <= start < sentence.end]
        return any(place is not None and place.country != country for place in here)

    def _each(
        self, sentence: Sentence, heads: Iterable[Token], look: Callable[[Token], Sequence[Party]]
    ) -> tuple[Party, ...]:
        found: dict[tuple[str, str | None], Party] = {}
        for head in heads:
            for linked in sentence.conjuncts(head) if head.dep != "conj" else [head]:
                for party in look(linked):
                    found.setdefault((party.name, party.country), party)
        return tuple(found.values())

    def _named(self, sentence: Sentence, token: Token, *, own: bool = True) -> Sequence[Party]:
        """Whom a phrase names, or else with `own` whose it is."""
        for head in self._through(sentence, token):
            if found := self._cast.all_at(sentence.index, head.i):
                return [self._placed(sentence, head, party) for party in found]
        if token.pos == "PRON":
            says = token.dep == "nsubj" and token.lemma in ("it", "they", "he", "she")
            return self.speaker(sentence, sentence.tokens[token.head]) if says else ()
        if token.pos == "PROPN" and token.text.isupper() and len(token.text) > 1:
            return [self._initials(sentence, token)]
        return self._owners(sentence, token) if own else ()

    def _initials(self, sentence: Sentence, token: Token) -> Party:
        """An organisation that the register lacks, known by its initials, and no part of whoever it belongs to."""
        owners = self._owners(sentence, token)
        country = owners[0].country if owners else None
        return Party(token.text, None, country, None, "named", token.start, token.end, token.text)

    def _place(self, token: Token) -> Sequence[Party]:
        for start, end, toponym in self._places:
            if start <= token.start < end and toponym.place is not None and toponym.place.country:
                country = toponym.place.country
                return [Party(toponym.place.name, None, country, None, "unnamed", start, end, toponym.text)]
        return ()

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

    def _thing(self, sentence: Sentence, token: Token) -> Sequence[Party]:
        token = self._through(sentence, token)[-1]
        owners = self._owners(sentence, token)
        if token.pos != "NOUN" or not self.may_fill(token):
            return owners
        words = [t for kid in sentence.kids(token, *_LEFT) if kid.i < token.i for t in sentence.subtree(kid)]
        span = self._parse.span_of([*words, token])
        country = owners[0].country if owners else self._country_within(sentence, token)
        return [Party(span.text, None, country, None, "unnamed", span.start, span.end, span.text)]

    def _country_within(self, sentence: Sentence, token: Token) -> str | None:
        """The country of a place that the phrase itself names: "targets in [Jericho]"."""
        places = [p for t in clauses.behind(sentence, token, frozenset({"in", "at", "near"})) for p in self._place(t)]
        return places[0].country if places else None
