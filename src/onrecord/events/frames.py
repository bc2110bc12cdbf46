"""Frames of the codebook against the parse: which trigger stands at a token, and which tokens fill its roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.codebooks.events import Codebook, Frame
from onrecord.codebooks.patterns import Need, Role, Slot
from onrecord.events import clauses
from onrecord.events.fillers import Fillers
from onrecord.events.nominals import Nominal
from onrecord.syntax import Sentence, Token, is_headline


@dataclass(slots=True)
class Match:
    """A frame found at a token, the heads of the fillers of its roles, and the words that it needed.

    `implied` are needed words that may be, or belong to, someone: "[Army jets] bombed a depot".
    """

    frame: Frame
    token: Token
    roles: dict[Role, list[Token]] = field(default_factory=dict)
    implied: dict[Role, list[Token]] = field(default_factory=dict)
    words: list[Token] = field(default_factory=list)

    def own_words(self) -> list[Token]:
        """The words that are part of this trigger, and so name no event of their own."""
        needs = self.frame.shape.needs
        return [word for need, word in zip(needs, self.words, strict=False) if not need.kept]

    def add(self, role: Role, tokens: Iterable[Token]) -> None:
        """Let these fill the role too."""
        held = self.roles.setdefault(role, [])
        held.extend(token for token in tokens if token not in held)


class Matcher:
    """Finds frames in one sentence after the other, with `fillers` to know who can act and what is but a time."""

    def __init__(self, codebook: Codebook, fillers: Fillers) -> None:
        self._codebook = codebook
        self._can_act = fillers.can_act
        self._may_fill = fillers.may_fill
        self._named_place = fillers.named_place
        self._of = codebook.classes["transparent"] | codebook.classes["measure"]

    def matches(self, sentence: Sentence) -> list[Match]:
        """The most demanding frame that fits at each token, without triggers that are but a word of another's."""
        found = []
        for token in sentence.tokens:
            match = self.at(sentence, token)
            if match is not None:
                found.append(match)
        used = {word.i for match in found for word in match.own_words()} | _passing(sentence, found)
        return [match for match in found if match.token.i not in used and match.frame.is_event]

    def at(self, sentence: Sentence, token: Token) -> Match | None:
        """The frame at a token, if any."""
        book = self._codebook
        if _is_half(sentence, token) or _is_of_name(sentence, token):
            return None
        if token.pos in ("NOUN", "PROPN"):
            return self._noun(sentence, token)
        if token.tag == "MD":
            return self._auxiliary(sentence, token)
        found = None
        if token.tag == "VBN" and (frames := book.adjectives.get(token.text.lower())):
            found = self._first(sentence, token, frames, _AdjectivePlaces(sentence, token))
        if token.dep == "amod" and token.tag[:2] == "VB":
            return None
        if found is None and token.tag[:2] == "VB" and (frames := book.verbs.get(book.lemma(token))):
            found = self._first(sentence, token, frames, _VerbPlaces(sentence, token))
        if token.pos in ("ADJ", "ADV") and (frames := book.adjectives.get(token.text.lower())):
            found = self._first(sentence, token, frames, _AdjectivePlaces(sentence, token))
        return found

    def _auxiliary(self, sentence: Sentence, token: Token) -> Match | None:
        frames = self._codebook.auxiliaries.get(token.lemma)
        verb = sentence.tokens[token.head]
        return self._first(sentence, token, frames, _VerbPlaces(sentence, verb)) if frames else None

    def _noun(self, sentence: Sentence, noun: Token) -> Match | None:
        """A noun as part of a name is no naming of an event, nor before another noun, save one like "mission"."""
        frames = self._codebook.nouns.get(noun.lemma)
        if not frames or (noun.pos == "PROPN" and noun.i > 0 and not noun.text.islower()):
            return None
        carrier = sentence.tokens[noun.head] if noun.dep == "compound" else noun
        if carrier is not noun and carrier.lemma not in self._codebook.classes["carrier"]:
            return None
        nominal = Nominal(sentence, carrier, self._codebook)
        match = self._first(sentence, noun, frames, nominal)
        if match is not None and match.frame.is_event:
            self._default_roles(match, nominal)
        return match

    def _default_roles(self, match: Match, nominal: Nominal) -> None:
        """Possessor, "by", demonym and the subject of a light verb, where the pattern says nothing of them."""
        owned: Mapping[bool, Role] = {True: "R", False: "A"}
        has_owner = any(slot.where == "possessor" for slot in match.frame.shape.slots)
        if not has_owner:
            match.add("A", filter(self._may_fill, nominal.possessors))
        match.add("A", nominal.doers)
        if self._codebook.types[match.frame.type_name].sender:
            match.add("A", nominal.senders)
        match.add("A", self._acting_among(match, nominal.adjectives, nominal.sentence))
        match.add(owned[has_owner], self._acting_among(match, nominal.compounds, nominal.sentence))
        match.add("R", nominal.sufferers)

    def _acting_among(self, match: Match, tokens: list[Token], sentence: Sentence) -> list[Token]:
        return [t for t in tokens if t not in match.words and t != match.token and self._can_act(sentence, t)]

    def _imply(self, sentence: Sentence, match: Match) -> None:
        """Whose the words are that stand in the place of a role: the bombers of a bomb, the raiders of a raid."""
        places: Mapping[str, Role] = {"subject": "A", "object": "R"}
        for need, word in zip(match.frame.shape.needs, match.words, strict=False):
            role = places.get(need.where)
            if role and not any(slot.role == role for slot in match.frame.shape.slots):
                match.implied.setdefault(role, []).append(word)
                if role == "A" and word.lemma in self._codebook.nouns:
                    match.implied[role] += Nominal(sentence, word, self._codebook).doers

    def _first(self, sentence: Sentence, token: Token, frames: Sequence[Frame], places: Places) -> Match | None:
        """Of the frames that fit the one that asks most and, of two that ask the same, finds more of its roles."""
        best, most = None, (-1, 0, 0, 0, 0)
        for frame in frames:
            if (frame.shape.weight, 4) <= most[:2]:
                break
            match = Match(frame, token)
            if self._needs(match, places) and self._clause(sentence, match) and self._slots(sentence, match, places):
                musts = sum(slot.must for slot in frame.shape.slots)
                filled = sum(map(bool, match.roles.values())) + bool(frame.shape.clause)
                found = frame.shape.weight, filled, self._acting(sentence, match), musts, -len(frame.shape.slots)
                best, most = (match, found) if found > most else (best, most)
        if best is not None:
            self._imply(sentence, best)
        return best

    def _acting(self, sentence: Sentence, match: Match) -> int:
        """How many of its roles are filled by someone who can act."""
        return sum(any(self._can_act(sentence, t) for t in tokens) for tokens in match.roles.values())

    def _needs(self, match: Match, places: Places) -> bool:
        return all(self._need(match, need, places) for need in match.frame.shape.needs)

    def _need(self, match: Match, need: Need, places: Places) -> bool:
        for token in places.words(need, match.words):
            if need.where == "bare" and not self._governs(places.sentence, match.token, token):
                continue
            heads = [t for linked in places.sentence.conjuncts(token) for t in self._through(places.sentence, linked)]
            for head in heads:
                if self._says(places.sentence, head, need.words):
                    match.words.append(head)
                    return True
        return False

    def _governs(self, sentence: Sentence, trigger: Token, prep: Token) -> bool:
        """A preposition of the trigger, or of the person whom it is about: "suspected two men [of] theft"."""
        return prep.head == trigger.i or trigger.tag[:2] != "VB" or self._can_act(sentence, sentence.tokens[prep.head])

    def _says(self, sentence: Sentence, head: Token, words: frozenset[str]) -> bool:
        """Whether it is one of the words, or such a word carried by another: "the [ceasefire] agreement"."""
        if self._is_one_of(head, words):
            return True
        carriers = self._codebook.classes["carrier"] | self._codebook.classes["pact"]
        return head.lemma in carriers and any(t.lemma in words for t in sentence.kids(head, "compound"))

    def _is_one_of(self, token: Token, words: frozenset[str]) -> bool:
        """Whether the token is one of the words; a named place is one where the class has such places."""
        if self._codebook.lemma(token) in words or token.text.lower() in words:
            return True
        return token.pos == "PROPN" and self._named_place(token) in words

    def _through(self, sentence: Sentence, token: Token) -> list[Token]:
        """The token, and what a transparent noun such as "series" counts: "a series of [attacks]"."""
        if token.lemma not in self._of:
            return [token]
        return [token, *clauses.behind(sentence, token, frozenset({"of"}))]

    def _clause(self, sentence: Sentence, match: Match) -> bool:
        wanted = match.frame.shape.clause
        if not wanted:
            return True
        heads = self._complements(sentence, match)
        if wanted in ("MUST", "WILL"):
            words = self._codebook.classes[wanted.lower()]
            return any(kid.lemma in words for head in heads for kid in sentence.kids(head, "aux"))
        if wanted in ("TO", "THAT"):
            return any(clauses.is_infinitive(sentence, head) == (wanted == "TO") for head in heads)
        return any(True for _ in heads)

    def _slots(self, sentence: Sentence, match: Match, places: Places) -> bool:
        for slot in match.frame.shape.slots:
            candidates = [t for t in places.fillers(slot, match.words) if self._may_fill(t) and not _reflexive(slot, t)]
            if not candidates and slot.where in ("object", "clause") and match.frame.shape.clause:
                candidates = self._clause_subject(sentence, match)
            fillers = self._chosen(sentence, slot, candidates)
            if not self._acceptable(sentence, slot, fillers):
                return False
            match.add(slot.role, fillers)
        return True

    def _chosen(self, sentence: Sentence, slot: Slot, candidates: list[Token]) -> list[Token]:
        """All that a preposition governs, but one object, save the subjects of a passive; of the words that the slot
        asks for, where it does."""
        if slot.words:
            heads = [t for c in candidates for linked in sentence.conjuncts(c) for t in self._through(sentence, linked)]
            return [t for t in heads if self._is_one_of(t, slot.words)][:1]
        if slot.where != "object" or not candidates:
            return candidates
        first = candidates[0].dep
        return [t for t in candidates if t.dep == first] if first in ("nsubj", "nsubjpass") else candidates[:1]

    def _acceptable(self, sentence: Sentence, slot: Slot, fillers: list[Token]) -> bool:
        if not fillers:
            return not slot.must
        return not slot.party or any(self._can_act(sentence, filler) for filler in fillers)

    def _complements(self, sentence: Sentence, match: Match) -> list[Token]:
        """The clauses below the trigger or a word that it needs ("reiterated the [demand] that ...")."""
        heads = [match.token, *match.words]
        if match.frame.shape.kind == "noun":
            verb = Nominal(sentence, match.token, self._codebook).verb
            heads += [verb] if verb is not None else []
        return [clause for token in heads for clause in clauses.complements(sentence, token)]

    def _clause_subject(self, sentence: Sentence, match: Match) -> list[Token]:
        for clause in self._complements(sentence, match):
            own = sentence.kid(clause, "nsubj", "nsubjpass")
            if own is not None:
                return [clauses.antecedent(sentence, own)]
        return []


class _VerbPlaces:
    """The places about a verb."""

    def __init__(self, sentence: Sentence, verb: Token) -> None:
        self.sentence, self._verb = sentence, verb
        self._agents: list[Token] | None = None
        self._patients: list[Token] | None = None

    @property
    def agents(self) -> list[Token]:
        if self._agents is None:
            self._agents = clauses.agents(self.sentence, self._verb)
        return self._agents

    @property
    def patients(self) -> list[Token]:
        if self._patients is None:
            self._patients = clauses.patients(self.sentence, self._verb)
        return self._patients

    def words(self, need: Need, used: list[Token]) -> list[Token]:
        """The tokens in the place that a need names."""
        if need.where == "particle":
            return _particles(self.sentence, self._verb)
        if need.where == "bare":
            return [kid for head in [self._verb, *self.patients] for kid in self.sentence.kids(head, "prep", "prt")]
        if need.where == "prep":
            return self._behind(need.preps, used)
        if need.where == "subject":
            return self.agents
        return self.patients + _below_particle(self.sentence, used) + self._predicates(need)

    def _behind(self, preps: frozenset[str], used: list[Token]) -> list[Token]:
        """Behind a preposition of the verb, or else of its object: "warned the mayor [of war]"."""
        found = _behind_any(self.sentence, [self._verb, *used], preps)
        return found or _behind_any(self.sentence, self.patients, preps)

    def _predicates(self, need: Need) -> list[Token]:
        """Words that complete the verb: "shot [dead]", "set [ablaze]", "let the hostages [go]"."""
        kids = self.sentence.kids(self._verb, "acomp", "advmod", "prt", "ccomp", "xcomp", "oprd", "advcl")
        words = [kid for kid in kids if kid.tag[:2] != "VB" or len(need.words) == 1]
        # "Held [the army] responsible": the parser takes the predicate for the object's adjective.
        words += [t for one in self.patients for t in self.sentence.kids(one, "amod") if t.i > one.i]
        small = [t for kid in kids if kid.tag[:2] != "VB" for t in self.sentence.kids(kid, "nsubj")]
        return [*words, *small, *self.sentence.tokens[self._verb.i + 1 : self._verb.i + 2]]

    def fillers(self, slot: Slot, used: list[Token]) -> list[Token]:
        """The tokens that may fill a slot; words already used by a need do not."""
        if slot.where == "prep":
            return [t for t in self._behind(slot.preps, used) if t not in used]
        if slot.where == "subject":
            return [t for t in self.agents if t not in used]
        free = [t for t in self.patients + _below_particle(self.sentence, used) if t not in used]
        return free or _inside(self.sentence, self._verb, used)


class _AdjectivePlaces:
    """The places about a predicate adjective: its noun or the subject of its copula, and its prepositions."""

    def __init__(self, sentence: Sentence, word: Token) -> None:
        self.sentence, self._word = sentence, word

    def words(self, need: Need, used: list[Token]) -> list[Token]:
        if need.where == "prep":
            return _behind_any(self.sentence, [self._word], need.preps)
        if need.where == "bare":
            return self.sentence.kids(self._word, "prep")
        return _particles(self.sentence, self._word) if need.where == "particle" else self._owner()

    def fillers(self, slot: Slot, used: list[Token]) -> list[Token]:
        if slot.where == "prep":
            return _behind_any(self.sentence, [self._word], slot.preps)
        return self._owner() if slot.where == "subject" else []

    def _owner(self) -> list[Token]:
        head = self.sentence.tokens[self._word.head]
        if self._word.dep == "amod":
            return [head]
        subject = clauses.subject_of(self.sentence, self._word) or clauses.subject_of(self.sentence, head)
        return [subject] if subject else []


def _passing(sentence: Sentence, found: list[Match]) -> set[int]:
    """Nouns of another type in which something came about: who is killed "in the strike" was on no strike."""
    outcomes = {match.token.i: match for match in found if match.frame.coding.outcome}
    inside = [match for match in found if match.frame.shape.kind == "noun" and match.token.dep == "pobj"]
    passing = set()
    for match in inside:
        prep = sentence.tokens[match.token.head]
        outcome = outcomes.get(prep.head)
        apart = outcome is not None and outcome.frame.type_name != match.frame.type_name
        if apart and prep.lemma in ("in", "by") and match.token.lemma in ("strike", "raid"):
            passing.add(match.token.i)
    return passing


def _is_of_name(sentence: Sentence, token: Token) -> bool:
    """Whether a verb with a capital is part of what somebody is called ("the Committee to Protect Journalists")."""
    if token.i == 0 or token.tag[:2] != "VB" or not token.text[0].isupper() or token.text.isupper():
        return False
    before = sentence.tokens[token.i - 1]
    return before.text.isalpha() and before.start < token.start - 1 and not is_headline(sentence)


def _reflexive(slot: Slot, token: Token) -> bool:
    """Whether it is the actor over again ("defended themselves"), where no pattern asks for the word."""
    return not slot.words and token.lemma.endswith(("self", "selves"))


def _is_half(sentence: Sentence, token: Token) -> bool:
    """The first half of a hyphenated word ("open-ended") is no trigger."""
    after = sentence.tokens[token.i + 1 : token.i + 2]
    return bool(after) and after[0].text == "-" and after[0].start == token.end


Places = _VerbPlaces | _AdjectivePlaces | Nominal


def _behind_any(sentence: Sentence, heads: list[Token], preps: frozenset[str]) -> list[Token]:
    return [token for head in heads for token in clauses.behind(sentence, head, preps)]


def _below_particle(sentence: Sentence, used: list[Token]) -> list[Token]:
    """The object that the parser hung on a particle it took for a preposition: "fought off [the raiders]"."""
    return [kid for word in used if word.dep in ("prep", "prt") for kid in sentence.kids(word, "pobj")]


def _inside(sentence: Sentence, verb: Token, used: list[Token]) -> list[Token]:
    """The object that the parser put below the verb's complement: "set [a bus] ablaze", "took [two guards] hostage"."""
    below = [kid for word in used for kid in sentence.kids(word, "nsubj", "compound", "nmod", "npadvmod", "dep")]
    return [kid for kid in below if verb.i < kid.i]


def _particles(sentence: Sentence, verb: Token) -> list[Token]:
    """Its particle, which the parser may take for a preposition or an adverb, or the word right behind it."""
    found = [kid for kid in sentence.kids(verb, "prt", "prep", "advmod") if kid.i > verb.i] + sentence.kids(verb, "neg")
    if verb.i + 1 < len(sentence.tokens):
        found.append(sentence.tokens[verb.i + 1])
    return found
