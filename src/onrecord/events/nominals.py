"""Events named by nouns: who does it and to whom, in the noun phrase and in the light verb that governs it."""

from __future__ import annotations

from functools import cached_property

from onrecord.codebooks.events import Codebook
from onrecord.codebooks.patterns import Need, Slot
from onrecord.events import clauses
from onrecord.syntax import Sentence, Token

_BY = frozenset({"by"})
_FROM = frozenset({"from"})
_LOCATIVE = frozenset({"on", "at", "in"})


class Nominal:
    """The places about an event noun: "the army's [raid] on X by Y", "X carried out a [raid] on Y"."""

    def __init__(self, sentence: Sentence, noun: Token, codebook: Codebook) -> None:
        self.sentence, self.noun, self._codebook = sentence, noun, codebook

    def words(self, need: Need, used: list[Token]) -> list[Token]:
        """The tokens in the place that a need names."""
        if need.where == "modifier":
            left = self.sentence.kids(self.noun, "compound", "amod", "nmod", "poss")
            return left + [t for kid in left for t in self.sentence.kids(kid, "compound", "amod", "nmod", "advmod")]
        if need.where == "governor":
            return [self._governor] if self.noun.dep == "pobj" and self._governor else []
        if need.where == "bare":
            return self.sentence.kids(self.noun, "prep")
        return clauses.behind(self.sentence, self.noun, need.preps)

    def fillers(self, slot: Slot, used: list[Token]) -> list[Token]:
        """The tokens that may fill a slot, also behind the light verb ("launched a raid [on X]")."""
        if slot.where == "possessor":
            return self.possessors
        if slot.where == "subject":
            return self._holder()
        found = clauses.behind(self.sentence, self.noun, slot.preps)
        if not found and self.verb is not None:
            found = clauses.behind(self.sentence, self.verb, slot.preps) or self._given_to(self.verb, slot.preps)
        if not found:
            found = self._behind_inner(slot.preps) or self._behind_predicate(slot.preps)
        return [token for token in found if token not in used and token != self.noun]

    def _given_to(self, verb: Token, preps: frozenset[str]) -> list[Token]:
        """Whom the light verb has before its object: "handed [the envoy] a note"."""
        return [t for t in self.sentence.kids(verb, "dative") if "to" in preps and t.pos not in ("ADP", "PART")]

    @cached_property
    def possessors(self) -> list[Token]:
        """Who stands before it with "'s", or as a possessive pronoun."""
        return self.sentence.kids(self.noun, "poss")

    @cached_property
    def adjectives(self) -> list[Token]:
        """Its adjectives, demonyms among them."""
        found = self.sentence.kids(self.noun, "amod", "nmod")
        return [t for kid in found for t in self.sentence.conjuncts(kid)]

    @cached_property
    def compounds(self) -> list[Token]:
        """The nouns right before it ("rebel attack")."""
        return self.sentence.kids(self.noun, "compound")

    @cached_property
    def doers(self) -> list[Token]:
        """Who stands behind "by", or is the subject of the light verb ("[X] carried out a raid")."""
        found = clauses.behind(self.sentence, self.noun, _BY) or self._behind_inner(_BY) or self._right_behind()
        for done in self.sentence.kids(self.noun, "acl", "relcl"):
            if self._use(done) == "actor":
                found += [t for t in clauses.agents(self.sentence, done) if t != self.noun]
        found += [t for t in self._through_verb() if t != self.noun]
        return found

    def _through_verb(self) -> list[Token]:
        """Who does what the light verb says, also in "were engaged in a raid"."""
        if self.verb is None or (self._governed_use not in ("actor", "ending") and not self._struck):
            return []
        if self._measured.dep != "pobj":
            return clauses.agents(self.sentence, self.verb)
        if self.verb.pos == "ADJ" and self.verb.dep == "amod":
            return [self.sentence.tokens[self.verb.head]]
        head = self.sentence.tokens[self.verb.head] if self.verb.pos == "ADJ" else self.verb
        subject = clauses.subject_of(self.sentence, self.verb) or clauses.subject_of(self.sentence, head)
        return [subject] if subject else []

    @cached_property
    def senders(self) -> list[Token]:
        """Who a word comes from: "a request [from the agency]"; "a demand for rice from X" is made to X."""
        if any(prep.lemma == "for" for prep in self.sentence.kids(self.noun, "prep")):
            return []
        return clauses.behind(self.sentence, self.noun, _FROM) or self._behind_inner(_FROM)

    @cached_property
    def sufferers(self) -> list[Token]:
        """The subject of a verb such as "suffered" or "came under", and whom somebody "killed in" it."""
        if self.verb is None or self._governed_use != "recipient":
            return []
        if self._struck:
            return self._struck
        subject = clauses.subject_of(self.sentence, self.verb)
        return [subject] if subject and subject != self.noun else []

    @cached_property
    def _struck(self) -> list[Token]:
        """The verb's own object, where the noun stands behind a preposition: "police killed [two men] in a raid"."""
        active = self.verb is not None and self._measured.dep == "pobj" and self._governed_use == "recipient"
        return self.sentence.kids(self.verb, "dobj") if self.verb is not None and active else []

    def _holder(self) -> list[Token]:
        """Who is said to be in the state: "[nurses] on strike", "[nurses] went on strike"."""
        above = self.sentence.head(self._governor) if self._governor is not None else None
        if above is None or above.pos in ("NOUN", "PROPN"):
            return [above] if above is not None else []
        subject = clauses.subject_of(self.sentence, above)
        return [subject] if subject else []

    def _behind_inner(self, preps: frozenset[str]) -> list[Token]:
        """What the parser hung one noun too low: "the invasion of Freedonia [by Sylvania]"."""
        inner = [t for kid in self.sentence.kids(self.noun, "prep") for t in self.sentence.kids(kid, "pobj")]
        acts = self._codebook.nouns
        inner = [t for t in inner if t.lemma not in acts or self.sentence.tokens[t.head].lemma == "of"]
        return [t for noun in inner for t in clauses.behind(self.sentence, noun, preps)]

    def _behind_predicate(self, preps: frozenset[str]) -> list[Token]:
        """What its own predicate says: "talks took place [with the rebels]"."""
        verb = self.sentence.head(self.noun)
        if self.noun.dep not in ("nsubj", "nsubjpass") or verb is None:
            return []
        if self._codebook.lemma(verb) not in self._codebook.classes["happen"]:
            return []
        return clauses.behind(self.sentence, verb, preps - _LOCATIVE)

    def _right_behind(self) -> list[Token]:
        """Who stands behind a "by" that follows at once, wherever the parser hung it."""
        after = [t for t in self.sentence.tokens[self.noun.i + 1 : self.noun.i + 4] if t.pos != "PUNCT"]
        return self.sentence.kids(after[0], "pobj") if after and after[0].lemma == "by" else []

    @cached_property
    def _governor(self) -> Token | None:
        return self.sentence.head(self.noun)

    @cached_property
    def verb(self) -> Token | None:
        """The verb that has the noun as its object (or passive subject), where that verb is a light one."""
        first = self._measured
        head = self.sentence.head(first)
        if head is None:
            return None
        if first.dep == "pobj":
            above = self.sentence.head(head)
            head = above if above is not None and self._use(above, head) else None
        elif first.dep not in ("dobj", "nsubjpass", "attr", "dative", "oprd"):
            return None
        return head if head is not None and self._use(head) else None

    @cached_property
    def _governed_use(self) -> str | None:
        prep = self.sentence.head(self._measured) if self._measured.dep == "pobj" else None
        return (self._use(self.verb, prep) or self._use(self.verb)) if self.verb is not None else None

    @cached_property
    def _measured(self) -> Token:
        """The noun, or what measures it out: "[ten days] of war games", "[a series] of raids"."""
        noun = self.sentence.conjuncts(self.noun)[0]
        prep = self.sentence.head(noun)
        measure = self.sentence.head(prep) if prep is not None and prep.lemma == "of" else None
        counts = self._codebook.classes["transparent"] | self._codebook.classes["measure"]
        return measure if measure is not None and measure.lemma in counts else noun

    def _use(self, verb: Token, prep: Token | None = None) -> str | None:
        """How the light verb, with its particle or preposition, passes its subject on."""
        if verb.pos not in ("VERB", "AUX", "ADJ"):
            return None
        for kid in [prep] if prep else self.sentence.kids(verb, "prt", "prep", "advmod"):
            if kid is not None and (use := self._codebook.light.get(f"{self._codebook.lemma(verb)}_{kid.lemma}")):
                return use
        return None if prep else self._codebook.light.get(self._codebook.lemma(verb))
