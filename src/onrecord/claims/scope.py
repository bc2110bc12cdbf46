"""How a word stands for the voice that speaks it: from the top of its clause down, through all that governs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.claims.certainty import TOLD_BY_ALL, Certainty
from onrecord.claims.clauses import asks_how, is_past, place_of, set_apart, subject_of, turned
from onrecord.codebooks.cues import Cue, CueBook
from onrecord.codebooks.lookup import companion, negated, none_of, on_shelf, saying, telling
from onrecord.drafts import Offsets
from onrecord.syntax import Sentence, Token

_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
_LINKED = frozenset(("prep", "agent", "dative"))
_TRANSPARENT = frozenset(("attr", "acomp", "oprd", "compound", "nmod", "nummod", "prep", "appos", "prt", "dep", "case"))
_OWNED = frozenset(("poss", "npadvmod", "parataxis"))
# Participles that stand for prepositions: "regarding", "concerning", "based".
_PARTICIPLES = frozenset(("acl", "prep", "amod"))


@dataclass(frozen=True, slots=True)
class Found:
    """How a word stands, its topmost governing word, and how it stands who did it, where that is told apart."""

    certainty: Certainty
    top: Token
    authorship: Certainty | None
    author: Token | None


Inside = Callable[[Sentence, Token, Token], bool]
"""Whether the second word, which governs the first, is said by the same voice."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The factuality of words, by the cue codebook.

    `trigger`: characters whose own auxiliaries and negation are part of what they name ("will not" as a refusal).
    """

    book: CueBook
    trigger: Offsets = (0, 0)

    def at(self, sentence: Sentence, token: Token, inside: Inside, start: Certainty) -> Found:
        """How a word stands, where the topmost governing word `inside` stands at `start`."""
        chain = [token]
        while (head := sentence.head(chain[-1])) and inside(sentence, chain[-1], head) and len(chain) < 40:
            if set_apart(sentence, chain[-1], head):
                break
            chain.append(head)
        chain.reverse()
        incoming = start
        authorship = author = None
        status = self._own(sentence, chain, 0, start)
        for place in range(1, len(chain)):
            top = place == 1 and chain[0].head != chain[0].i
            linked = top and chain[0].dep in _LINKED
            before = status if linked else self._passed(sentence, chain[place - 1], chain[place], incoming, status)
            if self._authors(sentence, chain[place - 1], chain[place]):
                authorship, before = self._author(sentence, chain[place - 1], status), TOLD_BY_ALL
                author = subject_of(sentence, chain[place - 1])
            incoming, status = before, self._own(sentence, chain, place, before)
        return Found(status, chain[0], authorship, author)

    def stands_refused(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a word names an act of saying, asking or trying, which stands though it be refused or denied."""
        verb = sentence.tokens[noun.head]
        word, weighing = self.book.said["noun"].get(noun.lemma), saying(sentence, verb, self.book)
        act = noun.lemma in self.book.words["small.acts"] or (
            word is not None and (not word.voice or (weighing is not None and weighing.weighs))
        )
        if noun.pos != "NOUN" or not act or negated(sentence, noun, self.book):
            return False
        refusing = self._operator(sentence, verb, "object") if noun.dep in ("dobj", "nsubjpass") else None
        return refusing is not None and refusing.positive == "CT-"

    def _authors(self, sentence: Sentence, parent: Token, child: Token) -> bool:
        """Whether a predicate says who did what its noun names, which it takes for done ("is behind the raid")."""
        if child.pos != "NOUN":
            return False
        if child.dep == "dobj":
            return self._definite(sentence, child) and self._carries(sentence, parent, "author")
        prep = parent.lemma if parent.dep == "prep" and child.dep == "pobj" else ""
        governor, words = sentence.tokens[parent.head], self.book.words["carriers.authorship"]
        parts = [k for k in sentence.kids(governor, "dobj") if none_of(sentence, k, self.book)]
        return any(f"{word.lemma} {prep}" in words for word in (governor, *parts))

    def _author(self, sentence: Sentence, parent: Token, status: Certainty) -> Certainty:
        """The authorship itself: denied where the predicate is negated or its object is nothing."""
        above = list(sentence.ancestors(parent))
        parts = [*above, *(sentence.kids(above[0], "dobj") if above else ())]
        nothing = any(t.pos in _NOMINAL and none_of(sentence, t, self.book) for t in parts)
        if nothing and status.polarity > 0:
            status = status.negated("nothing")
        return replace(status, given=False, apart=False)

    def _own(self, sentence: Sentence, chain: list[Token], place: int, status: Certainty) -> Certainty:
        """What the word's own negation, auxiliaries, adverbs, adjectives and conjunction make of it."""
        token, below = chain[place], chain[place + 1].i if place + 1 < len(chain) else -1
        kids = sentence.kids(token)
        if not kids and token.head != token.i:
            return status
        named = [k.i for k in kids if self.trigger[0] <= k.start and k.end <= self.trigger[1]]
        nothing = token.pos in _NOMINAL and token.lemma in self.book.words["small.negative_determiners"]
        said_not = any(k.i in named and k.dep == "neg" for k in kids)
        if nothing or (not said_not and self._negated(sentence, token, below)):
            status = status.negated("not")
        for kid in kids:
            if kid.i != below and kid.i not in named and (cue := self._modifier(sentence, token, kid)):
                status = status.under(cue)
        return self._opened(sentence, token, kids, status)

    def _negated(self, sentence: Sentence, token: Token, below: int) -> bool:
        return negated(sentence, token, self.book, below) and not self._until(sentence, token)

    def _modifier(self, sentence: Sentence, token: Token, kid: Token) -> Cue | None:
        told = self.book.told
        if kid.dep == "aux":
            return self._modal(sentence, token, kid)
        if kid.dep == "advmod" and kid.lemma not in self.book.words["small.negators"]:
            return told["adverb"].get(kid.lemma)
        if kid.dep in ("amod", "compound") and token.pos in _NOMINAL:
            return told["attribute"].get(kid.lemma) or told["attribute"].get(kid.text.lower())
        return None

    def _modal(self, sentence: Sentence, token: Token, kid: Token) -> Cue | None:
        cue = self.book.told["modal"].get(kid.lemma)
        if cue and cue.modality == "possible" and token.lemma in self.book.words["small.perceptions"]:
            return None
        perfect = cue and any(k.lemma == "have" and k.i > kid.i for k in sentence.kids(token, "aux"))
        return self.book.told["counterfactual"].get(kid.lemma) or cue if perfect else cue

    def _opened(self, sentence: Sentence, token: Token, kids: list[Token], status: Certainty) -> Certainty:
        """Conditions and questions commit to nothing."""
        words = self.book.words
        for kid in kids:
            if kid.dep == "mark" or (kid.dep == "advmod" and kid.tag == "WRB"):
                if kid.lemma == "whether" or (kid.lemma == "if" and token.dep in ("ccomp", "pcomp")):
                    return status.open("possible", kid.lemma)
                if kid.lemma in words["small.conditional_marks"]:
                    return status.open("conditional", kid.lemma)
        if self._scheduled(sentence, token, kids):
            return status.open("intended", token.text) if status.polarity else status
        if self._inverted(sentence, token, kids):
            asked = sentence.tokens[-1].text == "?" or token.dep != "advcl"
            return status.open("possible" if asked else "conditional", "?" if asked else "should")
        return status

    def _scheduled(self, sentence: Sentence, token: Token, kids: list[Token]) -> bool:
        """Whether the present tense tells what is to come: "nurses begin a strike on Monday"."""
        if token.tag not in ("VBP", "VBZ") or token.pos != "VERB" or token.lemma in self.book.words["small.states"]:
            return False
        days = self.book.words["small.days"]
        near = [*kids, *(below for k in kids if k.dep == "dobj" for below in sentence.kids(k))]
        times = [day for k in near for day in (k, *(sentence.kids(k, "pobj") if k.lemma in ("on", "from") else ()))]
        return any(day.lemma in days and day.dep in ("npadvmod", "advmod", "pobj") for day in times)

    def _inverted(self, sentence: Sentence, token: Token, kids: list[Token]) -> bool:
        """Whether an auxiliary stands before the subject: a question, or "should they attack"."""
        subject = next((k for k in kids if k.dep in ("nsubj", "nsubjpass")), None)
        aux = next((k for k in kids if k.dep in ("aux", "auxpass")), None)
        if subject is None or aux is None or aux.i > subject.i:
            return False
        asks = sentence.tokens[-1].text == "?" and not any(k.tag in ("WP", "WRB", "WDT") for k in kids)
        return asks or (token.dep == "advcl" and aux.lemma in ("should", "have", "be"))

    def _until(self, sentence: Sentence, token: Token) -> bool:
        """Whether "not ... until" says that it did happen, later."""
        if sentence.kid(token, "aux") and any(k.tag == "MD" for k in sentence.kids(token, "aux")):
            return False
        return any(
            k.lemma == "until" or (k.dep == "advcl" and any(m.lemma == "until" for m in sentence.kids(k, "mark")))
            for k in sentence.kids(token, "prep", "advcl")
        )

    def _passed(
        self, sentence: Sentence, parent: Token, child: Token, incoming: Certainty, status: Certainty
    ) -> Certainty:
        """What a governing word hands down to the word below it."""
        if child.dep == "conj":
            if parent.tag == "VB" and child.tag in ("VBD", "VBZ", "VBP") and not incoming.is_plain:
                return Certainty()
            return status if self._shares(sentence, parent, child, status) else incoming
        governor, place = parent, place_of(sentence, child)
        if parent.dep in _LINKED and child.dep in ("pobj", "pcomp"):
            if (behind := self._behind(sentence, parent, child, status)) is not None:
                return behind
            governor, place = sentence.tokens[parent.head], parent.lemma
        if cue := self._operator(sentence, governor, place):
            if self._asks_how(sentence, child, cue):
                return status.taken_as_given()
            past = cue.past and status.polarity > 0 and is_past(sentence, governor)
            return status.under(replace(cue, positive=cue.past, modality="actual") if past and cue.past else cue)
        return self._by_place(sentence, governor, child, place, status)

    def _behind(self, sentence: Sentence, prep: Token, child: Token, status: Certainty) -> Certainty | None:
        """What a preposition itself makes of the word behind it: "without", "in case of", "with talks under way"."""
        words = self.book.words
        if child.dep == "pcomp" and prep.lemma == "with" and sentence.kid(child, "nsubj", "nsubjpass"):
            return Certainty()
        if prep.lemma in words["small.negative_prepositions"] or self._rather(sentence, prep):
            if status.polarity < 0:
                return status.open("conditional", prep.lemma)
            return replace(status, polarity=-1, cues=(*status.cues, prep.lemma))
        single = sentence.kid(child, "det")
        if single is not None and single.lemma in ("a", "an"):
            return None  # "in an exchange of fire"
        if f"{prep.lemma} {child.lemma}" in words["small.conditional_phrases"]:
            return status.open("conditional", child.lemma)
        return None

    def _asks_how(self, sentence: Sentence, child: Token, cue: Cue) -> bool:
        """Whether what is asked or doubted is why, how, when or where it happened, not whether."""
        return (cue.stance == "doubts" or cue.positive == "U") and asks_how(sentence, child)

    def _rather(self, sentence: Sentence, parent: Token) -> bool:
        before = sentence.tokens[parent.i - 1].lemma if parent.i else ""
        return f"{before} {parent.lemma}" in self.book.words["small.negative_prepositions"]

    def _operator(self, sentence: Sentence, parent: Token, place: str) -> Cue | None:
        """The cue that governs this place: the word itself, or the predicate that goes with it ("is unlikely")."""
        if place == "infinitive" and any(k.lemma == "too" for k in sentence.kids(parent, "advmod")):
            return self.book.told["adjective"].get("too")
        found = telling(sentence, parent, self.book)
        cue = found.at(place) if found else None
        if cue and not self._carries(sentence, parent, place):
            return cue
        if place in ("subject", "clause", "infinitive"):
            if place == "subject" and (cue := on_shelf(sentence, parent, self.book.told["subject"])):
                return cue
            for kid in sentence.kids(parent, "acomp", "attr", "oprd", "dobj"):
                word = telling(sentence, kid, self.book)
                predicate = word.at(place) if word else None
                if place == "subject" and sentence.kid(kid, "xcomp", "ccomp"):
                    continue
                if predicate and (parent.lemma == "be" or place == "subject"):
                    return predicate if not negated(sentence, kid, self.book) else turned(predicate)
        return None

    def _carries(self, sentence: Sentence, parent: Token, place: str) -> bool:
        """Whether a verb only carries the noun in this place, so that what is said of the verb is said of the noun."""
        if parent.pos not in ("VERB", "AUX"):
            return False
        carriers = self.book.words.get(f"carriers.{place}")
        if carriers is None:
            return self._carries_through(sentence, parent, place)
        seconds = frozenset(w.partition(" ")[2] for w in carriers if w.startswith(parent.lemma + " "))
        found = companion(sentence, parent, seconds) if seconds else None
        return found is not None or (parent.lemma in carriers and sentence.kid(parent, "prt") is None)

    def _carries_through(self, sentence: Sentence, parent: Token, place: str) -> bool:
        """Whether the verb carries what its preposition governs ("engage in talks", "take part in talks")."""
        words = self.book.words["carriers.object"]
        objects = sentence.kids(parent, "dobj")
        return f"{parent.lemma} {place}" in words or any(f"{parent.lemma} {o.lemma} {place}" in words for o in objects)

    def _by_place(self, sentence: Sentence, parent: Token, child: Token, place: str, status: Certainty) -> Certainty:
        """What is handed down where no cue governs the place."""
        if child.dep in ("acl", "relcl", "amod"):
            return self._of_noun(sentence, parent, child, place, status)
        if child.dep == "advcl":
            return self._adverbial(sentence, child, status)
        beside = child.dep == "pcomp" and self._besides(parent, place)
        if (place == "" and child.dep in _OWNED) or (status.polarity < 0 and (beside or asks_how(sentence, child))):
            return status.taken_as_given()
        if child.dep == "pcomp" or child.dep in _TRANSPARENT:
            return status
        if place == "infinitive" and child.tag == "VB":
            return status.open("intended", "to")
        if child.pos in _NOMINAL or child.dep in ("dobj", "pobj", "nsubj", "nsubjpass"):
            return self._nominal(sentence, parent, child, place, status)
        return status

    def _of_noun(self, sentence: Sentence, noun: Token, child: Token, place: str, status: Certainty) -> Certainty:
        """What a noun hands down to its clause or participle: of nothing there is, nothing has been done."""
        if place == "clause" or self._there_is_none(sentence, noun, child.dep == "acl", status):
            return status
        if place == "infinitive" and child.tag == "VB":
            return status.open("intended", "to")
        return status.taken_as_given()

    def _definite(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun phrase is told as known: "the attack", "Tuesday's attack", "its attack"."""
        known = self.book.words["small.definite"]
        return any(k.dep == "poss" or (k.dep == "det" and k.lemma in known) for k in sentence.kids(noun))

    def _besides(self, governor: Token, prep: str) -> bool:
        """Whether what is done by or besides something stands though that be denied ("takes no joy in doing")."""
        words = self.book.words
        if governor.pos != "VERB":
            return f"{governor.lemma} {prep}" not in words["carriers.authorship"]
        return prep in words["small.told_prepositions"] or prep in words["small.exceptions"]

    def _nominal(self, sentence: Sentence, parent: Token, child: Token, place: str, status: Certainty) -> Certainty:
        """Nouns that a verb only carries share its lot; definite ones, and those of time and cause, are given."""
        words = self.book.words
        if self._carries(sentence, parent, place):
            return status
        if status.polarity < 0 and self._any(sentence, child):
            return status
        apart = ("subject", *words["small.setting_prepositions"], *words["small.exceptions"])
        if place in words["small.told_prepositions"] or (status.polarity < 0 and place in apart):
            return status.taken_as_given()
        if self._definite(sentence, child):
            return status.taken_as_given()
        verbal = parent.pos == "VERB" and parent.dep not in _PARTICIPLES
        return status.open("possible", parent.lemma) if status.polarity < 0 and verbal else status

    def _any(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun phrase is one that only a negation makes room for: "any talks", "a single shot"."""
        polar = self.book.words["small.polar"]
        return any(k.lemma in polar for k in sentence.kids(noun, "det", "amod"))

    def _there_is_none(self, sentence: Sentence, noun: Token, bare: bool, status: Certainty) -> bool:
        """Whether a clause says that there is nothing of the kind, and so nothing to which a participle applies."""
        if sentence.tokens[noun.head].lemma not in self.book.words["small.states"]:
            return False
        return none_of(sentence, noun, self.book) or (bare and status.polarity < 0 and self._any(sentence, noun))

    def _adverbial(self, sentence: Sentence, child: Token, status: Certainty) -> Certainty:
        marks = [k for k in sentence.kids(child) if k.dep == "mark" or k.tag == "WRB"]
        if any(f"{sentence.tokens[m.i - 1].lemma} {m.lemma}" == "rather than" for m in marks if m.i):
            return replace(status, polarity=-1, cues=(*status.cues, "rather than"))
        if any(mark.lemma in self.book.words["small.conditional_marks"] for mark in marks):
            return status if status.polarity > 0 else replace(status, polarity=1)
        if marks:
            return status if marks[0].lemma == "until" and status.polarity >= 0 else status.taken_as_given()
        if child.tag == "VB" and any(k.tag == "TO" for k in sentence.kids(child, "aux")):
            return status.open("intended", "to")
        return status if status.polarity > 0 else status.taken_as_given()

    def _shares(self, sentence: Sentence, first: Token, second: Token, status: Certainty) -> bool:
        """Whether a coordinated verb shares the first one's auxiliaries and negation ("will meet and sign")."""
        joints = {k.lemma for k in sentence.kids(first, "cc")}
        if sentence.kid(second, "aux", "auxpass", "neg", "nsubj", "nsubjpass") or "nor" in joints:
            return False
        if "or" in joints and status.polarity < 0:
            return True
        if first.pos in _NOMINAL or second.pos in _NOMINAL:
            return True
        if sentence.kid(first, "auxpass") and sentence.kid(second, "dobj"):
            return False
        return second.tag == first.tag and sentence.kid(first, "aux", "auxpass") is not None
