"""Which mentions tell a happening again that the article has told before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.codebooks.events import Codebook
from onrecord.drafts import TimeExpression, Toponym
from onrecord.events.drafting import Draft, is_mutual
from onrecord.events.retold_signs import (
    are_compatible,
    are_fighters_of,
    echoes,
    is_anyone,
    is_definite,
    is_done_by_known,
    is_done_to_known,
    is_more,
    is_negated,
    is_said_of_it,
    is_same_act,
    is_second_verb,
    keys,
    may_be_same,
    of_one_word,
    points_back,
    takes_as_given,
    word_of_subject,
)
from onrecord.records import Party

_FAR = 12
"""Sentences after which a definite noun phrase is no longer taken to point back."""
_AT_ONCE = 2
"""Sentences within which a denial or an accusation answers, and an outcome or a detail adds to, what has been told."""

Days = tuple[str, str, str]
"""Of what sort the words are, and the first and last day that they mean in a report of one set day."""


def tell_before(
    drafts: list[Draft], times: Sequence[TimeExpression], toponyms: Sequence[Toponym], codebook: Codebook
) -> None:
    """Point each mention at the earlier one of the same happening, if there is one."""
    retelling = _Retelling(times, toponyms, codebook)
    for place, draft in enumerate(drafts):
        earlier = [d for d in drafts[:place] if _alike(draft, d) and d.scope == draft.scope]
        if earlier:
            retelling.tell(draft, earlier, drafts[place + 1 :])
        retelling.keep(draft)


class _Retelling:
    def __init__(self, times: Sequence[TimeExpression], toponyms: Sequence[Toponym], codebook: Codebook) -> None:
        # Only what holds whatever day the report is of: else a date that becomes known later would part what is one.
        self._days = [(time.start, time.nominal) for time in times if time.nominal]
        self._towns = [(t.start, t.place.name) for t in toponyms if t.place and t.place.precision == "exact"]
        self._denial, self._apart = codebook.classes["denial"], codebook.classes["apart"]
        self._nouns, self._more, self._assailants = (
            codebook.nouns,
            codebook.classes["more"],
            codebook.classes["assailants"],
        )
        self._fights = codebook.classes["fights"]
        self._told: dict[int, list[Draft]] = {}

    def keep(self, draft: Draft) -> None:
        """Remember the mention among those of its happening."""
        first = draft.first
        if first is not draft and id(draft) in self._told:
            self._told.setdefault(id(first), [first]).extend(self._told.pop(id(draft)))
        else:
            self._told.setdefault(id(first), []).append(draft)

    def tell(self, draft: Draft, earlier: list[Draft], later: list[Draft]) -> None:
        """Point the mention back, and with it the word of its own clause that tells the same act.

        "Nine were [killed] in the [attack]": the second word alone says that both tell of the attack before.
        """
        here = [o for o in earlier if o.sentence is draft.sentence]
        mate = next((o for o in here if is_same_act(draft, o) or self._goes_on(draft, o)), None)
        others = [o for o in earlier if mate is None or o.first is not mate.first]
        if mate is None:
            draft.told_before = self._back(draft, others, later)
            return
        draft.told_before, first = mate, mate.first
        if first.sentence is draft.sentence:
            before = _before(others, draft)
            strong = self._by_strong_sign(draft, before) if is_definite(draft) else None
            whose = any(not is_anyone([party]) for party in (*mate.actor, *draft.actor))
            first.told_before = strong or (None if whose else self._by_weak_sign(draft, before, later))
            self.keep(first)

    def _goes_on(self, draft: Draft, other: Draft) -> bool:
        """Whether one attacker's second verb is of the same attack: "rammed the gate and fought the guards"."""
        modes = {d.mode for d in (draft, other)} - {None}
        one_place = len(modes) < 2 and not (self._when(draft) and self._when(other))
        return one_place and is_second_verb(draft, other, self._fights) and not self._is_apart(draft, other)

    def _back(self, draft: Draft, earlier: list[Draft], later: list[Draft]) -> Draft | None:
        """The latest earlier mention that can be the same happening."""
        found = self._by_strong_sign(draft, earlier)
        if found is not None or any(_is_act_of(draft, other) for other in later):
            return found
        return self._by_weak_sign(draft, _before(earlier, draft), later)

    def _by_strong_sign(self, draft: Draft, earlier: list[Draft]) -> Draft | None:
        near = [o for o in reversed(earlier) if draft.sentence.index - o.sentence.index <= _FAR]
        for other in sorted(near, key=lambda o: (not self._is_outcome_of_known(draft, o), not of_one_word(draft, o))):
            if self._points_back(draft, other) and self._can_be_one(draft, other):
                return other
            if self._contradicts(draft, other):
                return other
        return None

    def _points_back(self, draft: Draft, other: Draft) -> bool:
        if is_done_by_known(draft, self._assailants) and draft.sentence.index - other.sentence.index <= _AT_ONCE:
            return draft.type_name == "ASSAULT"
        return points_back(draft, other, self._parties(other)) or word_of_subject(draft, self._nouns)

    def _by_weak_sign(self, draft: Draft, earlier: list[Draft], later: list[Draft]) -> Draft | None:
        """What is told at once, of nobody and nowhere else, and adds an outcome, a detail or an accusation to it."""
        for other in reversed(earlier):
            if draft.sentence.index - other.sentence.index > _AT_ONCE:
                return None
            if self._is_apart(draft, other) or not self._can_be_one(draft, other, echoing=True):
                continue
            told = self._parties(other)
            if self._adds(draft, other) or echoes(draft, other, [*later, *earlier], told):
                return other
        return None

    def _adds(self, draft: Draft, other: Draft) -> bool:
        """Whether it tells of more of the hurt, or how those ended who attacked."""
        if draft.type_name != "ASSAULT" or is_mutual(other):
            return False
        return is_more(draft, self._more) or is_done_to_known(draft, self._assailants)

    def _can_be_one(self, draft: Draft, other: Draft, *, echoing: bool = False) -> bool:
        """Whether nothing that was told of the other happening so far speaks against it."""
        if not self._is_of_one_kind(draft, other, echoing=echoing):
            return False
        actor, recipient = self._parties(other)
        if not are_compatible(draft.actor, actor) and not (echoing and is_anyone(draft.actor)):
            known = is_definite(draft) or is_done_by_known(draft, self._assailants)
            if not (known and are_fighters_of(draft.actor, actor)):
                return False
        free = echoing or is_said_of_it(draft) or self._is_outcome_of_known(draft, other)
        free = free or is_done_by_known(draft, self._assailants)
        return (free or are_compatible(draft.recipient, recipient)) and self._days_fit(draft, other)

    def _is_outcome_of_known(self, draft: Draft, other: Draft) -> bool:
        """Whom a known act killed is said after what it hit: "shelled the port ... the shelling killed four"."""
        outcome = draft.match.frame.coding.outcome and not other.match.frame.coding.outcome
        return bool(outcome) and _of_one_mode(draft, other) and word_of_subject(draft, self._nouns)

    def _is_of_one_kind(self, draft: Draft, other: Draft, *, echoing: bool) -> bool:
        """Mutual acts and others are two kinds, and so are two modes, unless the words say that they are one."""
        if of_one_word(draft, other) or echoing:
            return True
        modes = {d.match.frame.coding.mode for d in (draft, other)} - {None}
        one_target = bool(keys(draft.recipient) & keys(other.recipient))
        return is_mutual(draft) == is_mutual(other) and (len(modes) < 2 or one_target)

    def _members(self, draft: Draft) -> list[Draft]:
        return self._told.get(id(draft.first), [draft])

    def _parties(self, other: Draft) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Everyone who was told to have done it, and to have had it done to them."""
        members = self._members(other)
        return tuple(p for m in members for p in m.actor), tuple(p for m in members for p in m.recipient)

    def _days_fit(self, draft: Draft, other: Draft) -> bool:
        mine = self._when(draft)
        theirs = [when for member in self._members(other) if (when := self._when(member))]
        return mine is None or all(_can_be_one(mine, when) for when in theirs)

    def _when(self, draft: Draft) -> Days | None:
        """The days that the trigger's own phrase or clause names; a clause about it ("which ended on ...") is not."""
        sentence, token = draft.sentence, draft.token
        below = sentence.subtree(token)
        clauses = [t for t in below if t.dep == "relcl" and t is not token]
        about = {t.i for clause in clauses for t in sentence.subtree(clause)}
        tokens = [t for t in below if t.i not in about]
        own = [days for at, days in self._days if any(t.start <= at < t.end for t in tokens)]
        return own[0] if own else None

    def _is_apart(self, draft: Draft, other: Draft) -> bool:
        """Whether its sentence has a word such as "another" or "meanwhile", or names a town that the other has not."""
        sentence = draft.sentence
        apart = not is_more(draft, self._more) and any(t.lemma in self._apart for t in sentence.tokens)
        if sentence is not other.sentence and apart:
            return True
        return self._is_elsewhere(draft, other)

    def _is_elsewhere(self, draft: Draft, other: Draft) -> bool:
        """Whether its sentence names a town, and those that tell the other only other towns."""
        mine = set(self._towns_of(draft))
        theirs = {town for member in self._members(other) for town in self._towns_of(member)}
        return bool(mine and theirs and not mine & theirs)

    def _towns_of(self, draft: Draft) -> Iterator[str]:
        return (name for at, name in self._towns if draft.sentence.start <= at < draft.sentence.end)

    def _contradicts(self, draft: Draft, other: Draft) -> bool:
        """What is denied right after somebody has said it: "Villagers said ... Kampala insists that it never ..."."""
        if not 0 < draft.sentence.index - other.sentence.index <= _AT_ONCE or not is_negated(draft, self._denial):
            return False
        if takes_as_given(draft) or self._is_elsewhere(draft, other):
            return False
        actor, recipient = self._parties(other)
        return may_be_same(draft.actor, actor) and may_be_same(draft.recipient, recipient)


def _can_be_one(mine: Days, theirs: Days) -> bool:
    """Whether two wordings can mean one day; of different sorts ("Tuesday", "12 December") they always can."""
    return mine[0] != theirs[0] or (mine[1] <= theirs[2] and theirs[1] <= mine[2])


def _is_act_of(outcome: Draft, act: Draft) -> bool:
    """Whether its own clause says in which act somebody was hurt, and whose: "were killed in the navy's raid"."""
    ended = outcome.match.frame.coding.outcome and act.sentence is outcome.sentence
    return ended and bool(act.actor) and is_same_act(act, outcome)


def _of_one_mode(draft: Draft, other: Draft) -> bool:
    return draft.mode is not None and draft.mode == other.mode


def _before(drafts: Iterable[Draft], draft: Draft) -> list[Draft]:
    return [other for other in drafts if other.sentence is not draft.sentence]


def _alike(draft: Draft, other: Draft) -> bool:
    """Of one type; or a bare "the expulsion", whose type only the earlier telling can say."""
    if draft.type_name == other.type_name:
        return True
    bare = not draft.actor and not draft.recipient and draft.match.frame.shape.kind == "noun"
    return bare and is_definite(draft) and of_one_word(draft, other)
