"""The pattern language of the event codebook: one line of near-English says what a trigger needs and who fills a role.

    A attack R                      a verb; A its subject, R its object (and so in passives, "by A")
    A call_off {truce} with R       a particle after "_", a word class in braces, a preposition and the role behind it
    A meet|see B                    B is the other side of a mutual act and counts as an actor too
    {bomb} kill R                   a subject of that class
    A free R{captives}              who fills a role has to be of that class
    A urge R DO                     a clause depends on it: TO an infinitive, THAT a finite one, MUST one of duty,
                                    WILL one of the future
    A speak of {war}*               what is marked with "*" may be an event of its own
    A will not                      an auxiliary, for an event told by its verb or below it
    R's killing by A                a noun with its possessor, who is the actor unless said, as is who is behind "by"
    A on strike                     a noun under that preposition, and who is said to be "on strike"
    demand R DO                     a role right before the clause: that clause's subject
    A opposed to R                  an adjective
    offer of                        a preposition has to follow, whatever stands behind it

After a role, "!" says that something has to stand there, "+" that only someone who can act will do: a name of the
register, an agent noun, a pronoun for one. "|" separates alternatives of a word or preposition; which words are
prepositions and which auxiliaries make which clause is said by the word classes `preposition`, `must` and `will`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["verb", "noun", "adjective", "auxiliary"]
Role = Literal["A", "R", "B"]
Clause = Literal["", "DO", "TO", "THAT", "MUST", "WILL"]
Where = Literal["subject", "object", "prep", "possessor", "particle", "bare", "modifier", "governor", "clause"]
_ALTERNATIVE = re.compile(r"\{([^}]*)\}|([^|{}]+)")
_ROLE = re.compile(r"([ABR])(\{[^}]*\})?([!+]*)")
CLAUSES = ("DO", "TO", "THAT", "MUST", "WILL")


class PatternError(ValueError):
    """A pattern that says nothing the coder could look for."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the filler of a role stands, behind which prepositions, and which words it may be (empty: any)."""

    role: Role
    where: Where
    preps: frozenset[str]
    words: frozenset[str]
    must: bool
    party: bool


@dataclass(frozen=True, slots=True)
class Need:
    """Words of which one has to stand in a place about the trigger; `kept`: they may name an event of their own."""

    where: Where
    preps: frozenset[str]
    words: frozenset[str]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a pattern looks for: the trigger's lemmas, the words it needs, the places of its roles, its clause."""

    kind: Kind
    lemmas: tuple[str, ...]
    slots: tuple[Slot, ...]
    needs: tuple[Need, ...]
    clause: Clause

    @property
    def weight(self) -> int:
        """How much the shape asks for: of two that fit, the more demanding one decides."""
        words = sum(1 if need.where == "bare" else 2 for need in self.needs)
        return words + 2 * sum(bool(slot.words) for slot in self.slots) + 2 * (self.clause in ("MUST", "WILL"))


@dataclass(slots=True)
class _Draft:
    kind: Kind
    classes: Mapping[str, frozenset[str]]
    lemmas: tuple[str, ...] = ()
    slots: list[Slot] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    clause: Clause = ""

    def words(self, token: str) -> frozenset[str]:
        """The words that classes in braces ("{town|building}") and alternatives stand for."""
        found: set[str] = set()
        for named, word in _ALTERNATIVE.findall(token):
            for name in named.split("|") if named else ():
                if name not in self.classes:
                    raise PatternError(f"a word class of the codebook instead of {name!r}")
                found |= self.classes[name]
            found |= {word} - {""}
        return frozenset(found)

    def is_preposition(self, token: str) -> bool:
        return all(part in self.classes["preposition"] for part in token.split("|"))

    def slot(self, token: str, where: Where, preps: frozenset[str]) -> None:
        named = _ROLE.fullmatch(token)
        assert named is not None
        words = self.words(named[2]) if named[2] else frozenset()
        must = "!" in named[3] or bool(words)
        self.slots.append(Slot(named[1], where, preps, words, must, "+" in named[3]))  # type: ignore[arg-type]

    def need(self, where: Where, preps: frozenset[str], token: str) -> None:
        self.needs.append(Need(where, preps, self.words(token.removesuffix("*")), token.endswith("*")))

    def behind(self, tokens: list[str], bare: Where | None) -> None:
        """What stands behind the trigger; `bare` is the place of what has no preposition, if anything may."""
        preps: frozenset[str] = frozenset()
        for place, token in enumerate(tokens):
            where: Where | None = "prep" if preps else bare
            if where is None and tokens[place + 1 : place + 2] and tokens[place + 1] in CLAUSES:
                where = "clause"
            if token in CLAUSES:
                self.clause = token  # type: ignore[assignment]
            elif self.is_preposition(token):
                if preps:
                    self.needs.append(Need("bare", frozenset(), preps))
                preps = self.words(token)
                continue
            elif where is None:
                raise PatternError(f"{token!r} stands behind a {self.kind} without a preposition")
            elif _is_role(token):
                self.slot(token, where, preps)
            else:
                self.need(where, preps, token)
            preps = frozenset()
        if preps:
            self.needs.append(Need("bare", frozenset(), preps))


def shape_of(pattern: str, kind: Kind, classes: Mapping[str, frozenset[str]]) -> Shape:
    """What a pattern looks for. Raises PatternError with what is wrong with it.

    >>> shape = shape_of("A open fire on|at R", "verb", {"preposition": frozenset({"on", "at"})})
    >>> shape.lemmas, [slot.where for slot in shape.slots], sorted(shape.needs[0].words)
    (('open',), ['subject', 'prep'], ['fire'])
    """
    draft = _Draft(kind, classes)
    {"verb": _verb, "noun": _noun, "adjective": _verb, "auxiliary": _auxiliary}[kind](draft, pattern.split())
    if not draft.lemmas:
        raise PatternError("a pattern has to name its trigger")
    return Shape(kind, draft.lemmas, tuple(draft.slots), tuple(draft.needs), draft.clause)


def _verb(draft: _Draft, tokens: list[str]) -> None:
    """Roles and classes up to the first plain word are the subject; that word is the trigger."""
    for place, token in enumerate(tokens):
        if _is_role(token):
            draft.slot(token, "subject", frozenset())
        elif token.startswith("{"):
            draft.need("subject", frozenset(), token)
        else:
            lemma, _, particle = token.partition("_")
            draft.lemmas = tuple(lemma.split("|"))
            if particle:
                draft.need("particle", frozenset(), particle)
            draft.behind(tokens[place + 1 :], "object")
            return


def _auxiliary(draft: _Draft, tokens: list[str]) -> None:
    """Who it is about, the auxiliary, and the negation that it has to have."""
    who, lemmas, *negation = tokens
    if _is_role(who):
        draft.slot(who, "subject", frozenset())
    else:
        draft.need("subject", frozenset(), who)
    draft.lemmas = tuple(lemmas.split("|"))
    for word in negation:
        draft.need("particle", frozenset(), word)


def _noun(draft: _Draft, tokens: list[str]) -> None:
    """The last word before the first preposition is the trigger; what stands before it are its modifiers."""
    if len(tokens) > 1 and _is_role(tokens[0]) and draft.is_preposition(tokens[1]):
        draft.slot(tokens.pop(0), "subject", frozenset())
    if tokens and draft.is_preposition(tokens[0]):
        draft.need("governor", frozenset(), tokens.pop(0))
    ends = next(
        (i for i, token in enumerate(tokens) if draft.is_preposition(token) or _opens_clause(tokens[i:])), len(tokens)
    )
    for token in tokens[: max(ends - 1, 0)]:
        if token.endswith("'s") and _is_role(token[:-2]):
            draft.slot(token[:-2], "possessor", frozenset())
        else:
            draft.need("modifier", frozenset(), token)
    if ends:
        draft.lemmas = tuple(sorted(draft.words(tokens[ends - 1])))
    draft.behind(tokens[ends:], None)


def _opens_clause(tokens: list[str]) -> bool:
    return tokens[0] in CLAUSES or (_is_role(tokens[0]) and len(tokens) > 1 and tokens[1] in CLAUSES)


def _is_role(token: str) -> bool:
    return _ROLE.fullmatch(token) is not None
