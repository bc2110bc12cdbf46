"""What in the words of two mentions says that the second tells the happening of the first again, or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from onrecord.events import clauses
from onrecord.events.drafting import Draft, is_mutual
from onrecord.records import Party
from onrecord.syntax import Token

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_STEM = 3
"""Letters that the words of one family share: "ban", "banned"; "expel", "expulsion"."""
_NEAR = 3
"""Sentences within which a bare "no talks took place" is taken to be about the talks just told of."""
_SOON = 4
"""Sentences within which the same parties, told in other words, are taken to do the same thing."""


def of_one_word(draft: Draft, other: Draft) -> bool:
    """Whether the triggers are of one family of words ("expelled", "expulsion"), or one has the other's as its object:
    "signed an [agreement]", "the [agreement]"."""
    if draft.token.lemma[:_STEM] == other.token.lemma[:_STEM]:
        return True
    return draft.match.frame.shape.kind == "noun" and any(w.lemma == draft.token.lemma for w in other.match.words)


def is_definite(draft: Draft) -> bool:
    """Whether the trigger is a noun that is spoken of as known: "the raid", "their raid", "the wounded"."""
    noun = draft.match.frame.shape.kind == "noun" or draft.sentence.kid(draft.token, "det") is not None
    return noun and _is_known(draft, draft.token)


def _is_known(draft: Draft, noun: Token) -> bool:
    kids = draft.sentence.kids(noun, "det", "poss", "amod")
    return any(kid.lemma in _DEFINITE or (kid.dep == "poss" and not draft.actor) for kid in kids)


def is_same_act(draft: Draft, other: Draft) -> bool:
    """Two words of one clause for one act: "attacked a market, killing nine", "negotiations that X mediated"."""
    outcome = draft.match.frame.coding.outcome or other.match.frame.coding.outcome
    return (outcome and _touch(draft, other)) or _acts_on(draft, other) or _acts_on(other, draft)


def is_second_verb(draft: Draft, other: Draft, fights: frozenset[str]) -> bool:
    """Whether attackers are told to have fought on: "[rammed] the gate and [fought] the guards"."""
    verbs = draft.token.tag[:2] == "VB" == other.token.tag[:2]
    linked = draft.token.dep == "conj" and draft.token.head == other.token.i
    own_subject = draft.sentence.kid(draft.token, "nsubj", "nsubjpass", "auxpass")
    fought = draft.type_name == "ASSAULT" and draft.token.lemma in fights
    return fought and verbs and linked and own_subject is None


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


def points_back(draft: Draft, other: Draft, told: tuple[Sequence[Party], Sequence[Party]]) -> bool:
    """A definite noun phrase, "it was ...", the same parties again, or the bare noun of a mutual act just told of.

    `told` are actors and recipients of the other happening as far as they are known.
    """
    actor, recipient = told
    if is_definite(draft) or is_said_of_it(draft):
        return True
    bare = is_mutual(draft) and draft.match.frame.shape.kind == "noun" and not draft.recipient
    if bare and draft.sentence.index - other.sentence.index <= _NEAR:
        mine, theirs = keys(draft.actor), keys(actor)
        return mine <= theirs or theirs <= mine
    if other.sentence is draft.sentence or not draft.actor or not other.actor:
        return False
    if not draft.recipient and len(draft.actor) < 2:
        return False
    if not of_one_word(draft, other) and (
        draft.sentence.index - other.sentence.index > _SOON or _say_two(draft, other)
    ):
        return False
    one_target = not draft.recipient or not recipient or bool(_names(draft.recipient) & _names(recipient))
    return one_target and _names(draft.actor) == _names(other.actor)


def _say_two(draft: Draft, other: Draft) -> bool:
    """Whether two are words about an act each: "summoned the envoy", "demanded that they close the camp"."""
    return draft.about is not None and draft.about is not other.about


def is_said_of_it(draft: Draft) -> bool:
    """Whether "it" or "this" is said to be the act: "it was the first [raid] of the year"."""
    verb = draft.sentence.head(draft.token)
    if draft.token.dep != "attr" or verb is None:
        return False
    subject = draft.sentence.kid(verb, "nsubj")
    return subject is not None and subject.lemma in ("it", "this", "that")


def word_of_subject(draft: Draft, nouns: Mapping[str, object]) -> bool:
    """Whether a known act is the subject that the trigger needs: "[the strike] wounded two dockers"."""
    agents = {t.i for t in clauses.agents(draft.sentence, draft.token)} if draft.token.tag[:2] == "VB" else set()
    return any(word.i in agents and word.lemma in nouns and _is_known(draft, word) for word in draft.match.own_words())


def echoes(draft: Draft, other: Draft, drafts: Iterable[Draft], told: tuple[Sequence[Party], Sequence[Party]]) -> bool:
    """Whether it adds to what was just told: how it ended, what was done in the known place, or who is accused of it.

    `told` are actors and recipients of the other happening as far as they are known.
    """
    actor, recipient = told
    if draft.type_name != "ASSAULT" or is_mutual(draft):
        return False
    if draft.match.frame.coding.outcome and not draft.actor:
        return not other.match.frame.coding.outcome or not recipient
    if is_accusation(draft, drafts):
        return not actor and (not draft.recipient or _is_object_known(draft))
    return _is_object_known(draft) and not any(party.actor_id for party in draft.recipient)


def is_accusation(draft: Draft, drafts: Iterable[Draft]) -> bool:
    """Whether somebody is accused of it."""
    return any(d.about is draft and d.type_name == "ACCUSE" for d in drafts)


def is_done_by_known(draft: Draft, assailants: frozenset[str]) -> bool:
    """Whether those do it who are known from the attack told before: "[the attackers] set fire to the barn"."""
    doers = draft.match.roles.get("A", [])
    return bool(doers) and all(token.lemma in assailants and _is_known(draft, token) for token in doers)


def is_done_to_known(draft: Draft, assailants: frozenset[str]) -> bool:
    """Whether it is told of nobody that he did it to those of the attack told before: "all six attackers were shot"."""
    hit = draft.match.roles.get("R", [])
    return not draft.actor and bool(hit) and all(token.lemma in assailants for token in hit)


def is_more(draft: Draft, more: frozenset[str]) -> bool:
    """Whether it hurts more people of those told before: "[another] 34 were wounded"."""
    hit = draft.match.roles.get("R", [])
    kids = [kid for token in hit for kid in draft.sentence.kids(token, "det", "amod")]
    return bool(draft.match.frame.coding.outcome) and not draft.actor and any(kid.lemma in more for kid in kids)


def _is_object_known(draft: Draft) -> bool:
    """Whether whom or what it is done to is spoken of as known: "stormed [the building]"."""
    named = draft.match.roles.get("R", [])
    return bool(named) and all(_is_known(draft, token) and token.pos == "NOUN" for token in named)


def is_negated(draft: Draft, denial: frozenset[str]) -> bool:
    """Whether its own clause negates it, or it stands below a word of denial."""
    near = [draft.token, *islice(draft.sentence.ancestors(draft.token), 2)]
    subjects = [s for t in near if (s := draft.sentence.kid(t, "nsubj", "nsubjpass"))]
    if any(t.lemma in ("none", "nobody") for t in subjects):
        return True
    kids = [kid for token in [*near, *subjects] for kid in draft.sentence.kids(token, "neg", "det", "preconj")]
    if any(kid.dep == "neg" or kid.lemma in ("no", "neither") for kid in kids):
        return True
    return any(token.lemma in denial for token in draft.sentence.ancestors(draft.token))


def takes_as_given(draft: Draft) -> bool:
    """Whether the verb takes its event for known: who "did not attend [the meeting]" denies nothing of the meeting."""
    return draft.match.frame.shape.kind == "verb" and any(_is_known(draft, word) for word in draft.match.own_words())


def are_compatible(these: Sequence[Party], those: Sequence[Party]) -> bool:
    """Whether one is known to be the other, or one of them is not told."""
    return not these or not those or bool(keys(these) & keys(those))


def may_be_same(these: Sequence[Party], those: Sequence[Party]) -> bool:
    """Sides and things are called by many names; only two who are known apart are two."""
    countries = {p.country for p in these} - {None}, {p.country for p in those} - {None}
    return not all(countries) or bool(countries[0] & countries[1])


def are_fighters_of(these: Sequence[Party], those: Sequence[Party]) -> bool:
    """Whether attackers who are only called "militants" may be those of a group that says it carried out the attack."""
    countries = {p.country for p in these} - {None}, {p.country for p in those} - {None}
    one_land = not all(countries) or bool(countries[0] & countries[1])
    armed = all(party.sector in _ARMED for party in (*these, *those))
    return armed and one_land and (is_anyone(these) or is_anyone(those))


_ARMED = frozenset((None, "REB", "UAF", "PRM", "CRM"))


def _names(parties: Iterable[Party]) -> set[str]:
    """The same without taking two of one country for one."""
    return {party.actor_id or party.name.casefold() for party in parties}


def is_anyone(parties: Sequence[Party]) -> bool:
    """Whether they are told by a common noun alone: "gunmen", "a bomber"."""
    return bool(parties) and all(party.naming == "unnamed" and party.actor_id is None for party in parties)


def keys(parties: Iterable[Party]) -> set[str]:
    """Who they are, as far as it is known."""
    return {party.actor_id or party.country or party.name.casefold() for party in parties}
