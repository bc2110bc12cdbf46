"""Which mentions tell a happening again that the article has told before."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from onrecord.codebooks.events import Codebook
from onrecord.drafts import TimeExpression
from onrecord.events import clauses
from onrecord.events.drafting import Draft, is_mutual
from onrecord.records import Party
from onrecord.syntax import Token

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_FAR = 12
"""Sentences after which a definite noun phrase is no longer taken to point back."""
_STEM = 3
"""Letters that the words of one family share: "ban", "banned"; "expel", "expulsion"."""
_AT_ONCE = 2
"""Sentences within which a denial answers what has been said."""
_NEAR = 3
"""Sentences within which a bare "no talks took place" is taken to be about the talks just told of."""


def tell_before(drafts: list[Draft], times: tuple[TimeExpression, ...], codebook: Codebook) -> None:
    """Point each mention at the earlier one of the same happening, if there is one."""
    days = [(t.start, t.date.earliest, t.date.latest) for t in times if t.date and t.date.earliest and t.date.latest]
    retelling = _Retelling(days, codebook.classes["denial"])
    for place, draft in enumerate(drafts):
        earlier = [d for d in drafts[:place] if _alike(draft, d) and d.scope == draft.scope]
        draft.told_before = retelling.told_before(draft, earlier) if earlier else None


class _Retelling:
    def __init__(self, days: list[tuple[int, str, str]], denial: frozenset[str]) -> None:
        self._days, self._denial = days, denial

    def told_before(self, draft: Draft, earlier: list[Draft]) -> Draft | None:
        """The latest earlier mention that can be the same happening."""
        for other in earlier:
            if other.sentence is draft.sentence and _is_same_act(draft, other):
                return other
        near = [o for o in reversed(earlier) if draft.sentence.index - o.sentence.index <= _FAR]
        for other in sorted(near, key=lambda o: not _of_one_word(draft, o)):
            if self._can_be_one(draft, other) and _points_back(draft, other):
                return other
            if self._contradicts(draft, other):
                return other
        return None

    def _can_be_one(self, draft: Draft, other: Draft) -> bool:
        modes = {draft.match.frame.coding.mode, other.match.frame.coding.mode} - {None}
        if is_mutual(draft) != is_mutual(other) or (len(modes) > 1 and not _of_one_word(draft, other)):
            return False
        if not (_compatible(draft.actor, other.actor) and _compatible(draft.recipient, other.recipient)):
            return False
        mine, theirs = self._when(draft), self._when(other)
        return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])

    def _contradicts(self, draft: Draft, other: Draft) -> bool:
        """What is denied right after somebody has said it: "Villagers said ... Kampala insists that it never ..."."""
        if not 0 < draft.sentence.index - other.sentence.index <= _AT_ONCE or not self._is_negated(draft):
            return False
        return _may_be_same(draft.actor, other.actor) and _may_be_same(draft.recipient, other.recipient)

    def _is_negated(self, draft: Draft) -> bool:
        """Whether its own clause negates it, or it stands below a word of denial."""
        near = [draft.token, *islice(draft.sentence.ancestors(draft.token), 2)]
        subjects = [s for t in near if (s := draft.sentence.kid(t, "nsubj", "nsubjpass"))]
        if any(t.lemma in ("none", "nobody") for t in subjects):
            return True
        kids = [kid for token in [*near, *subjects] for kid in draft.sentence.kids(token, "neg", "det", "preconj")]
        if any(kid.dep == "neg" or kid.lemma in ("no", "neither") for kid in kids):
            return True
        return any(token.lemma in self._denial for token in draft.sentence.ancestors(draft.token))

    def _when(self, draft: Draft) -> tuple[str, str] | None:
        """The days that the trigger's own phrase or clause names."""
        tokens = draft.sentence.subtree(draft.token)
        start, end = tokens[0].start, tokens[-1].end
        return next(((first, last) for at, first, last in self._days if start <= at < end), None)


def _alike(draft: Draft, other: Draft) -> bool:
    """Of one type; or a bare "the expulsion", whose type only the earlier telling can say."""
    if draft.type_name == other.type_name:
        return True
    bare = not draft.actor and not draft.recipient and draft.match.frame.shape.kind == "noun"
    return bare and _is_definite(draft) and _of_one_word(draft, other)


def _of_one_word(draft: Draft, other: Draft) -> bool:
    """Whether the triggers are of one family of words: "expelled", "expulsion"."""
    return draft.token.lemma[:_STEM] == other.token.lemma[:_STEM]


def _is_same_act(draft: Draft, other: Draft) -> bool:
    """Two words of one clause for one act: "attacked a market, killing nine", "negotiations that X mediated"."""
    outcome = draft.match.frame.coding.outcome or other.match.frame.coding.outcome
    return (outcome and _touch(draft, other)) or _acts_on(draft, other) or _acts_on(other, draft)


def _acts_on(verb: Draft, noun: Draft) -> bool:
    """Whether the verb has the event noun as its own object, subject or antecedent."""
    if verb.match.frame.shape.kind != "verb" or noun.match.frame.shape.kind != "noun":
        return False
    near = [*clauses.patients(verb.sentence, verb.token), *clauses.agents(verb.sentence, verb.token)]
    return any(token.i == noun.token.i for token in near)


def _touch(draft: Draft, other: Draft) -> bool:
    """Whether one trigger stands above the other with no third clause of its own between them."""
    for low, high in ((draft, other), (other, draft)):
        for steps, token in enumerate(_upwards(low)):
            if token.i == high.token.i:
                return True
            if steps > 3 or token.dep == "ccomp":
                break
    return False


def _upwards(draft: Draft) -> Iterable[Token]:
    """The governing tokens; a relative clause leads on only where it tells what happened "in which"."""
    token = draft.token
    while token.head != token.i:
        if token.dep == "relcl" and not _in_which(draft, token):
            return
        token = draft.sentence.tokens[token.head]
        yield token


def _in_which(draft: Draft, clause: Token) -> bool:
    kids = draft.sentence.kids(clause, "prep", "nsubj", "advmod")
    return any(t.tag in ("WDT", "WRB") for kid in kids for t in [kid, *draft.sentence.kids(kid, "pobj")])


def _points_back(draft: Draft, other: Draft) -> bool:
    """A definite noun phrase, the same parties told again, or the bare noun of a mutual act just told of."""
    if draft.match.frame.shape.kind == "noun":
        if _is_definite(draft):
            return True
        if is_mutual(draft) and not draft.recipient and draft.sentence.index - other.sentence.index <= _NEAR:
            mine, theirs = _keys(draft.actor), _keys(other.actor)
            return mine <= theirs or theirs <= mine
    if other.sentence is draft.sentence or not draft.actor or not other.actor:
        return False
    told = draft.recipient or len(draft.actor) > 1
    return bool(told) and _keys(draft.actor) == _keys(other.actor)


def _is_definite(draft: Draft) -> bool:
    kids = draft.sentence.kids(draft.token, "det", "poss", "amod")
    return any(kid.lemma in _DEFINITE or (kid.dep == "poss" and not draft.actor) for kid in kids)


def _compatible(these: tuple[Party, ...], those: tuple[Party, ...]) -> bool:
    return not these or not those or bool(_keys(these) & _keys(those))


def _may_be_same(these: tuple[Party, ...], those: tuple[Party, ...]) -> bool:
    """Sides and things are called by many names; only two who are known apart are two."""
    countries = {p.country for p in these} - {None}, {p.country for p in those} - {None}
    return not all(countries) or bool(countries[0] & countries[1])


def _keys(parties: tuple[Party, ...]) -> set[str]:
    return {party.actor_id or party.country or party.name.casefold() for party in parties}
