"""Whose words a piece of the text is: the statements around it, innermost first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.codebooks.cues import Cue, CueBook
from onrecord.codebooks.lookup import cue_token, introduces, is_according, negated, none_of, saying
from onrecord.records import Statement
from onrecord.syntax import Parse, Sentence, Token


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement with its cue word, whether that is negated, and the voice that relays it."""

    statement: Statement
    size: int
    located: tuple[Sentence, Token] | None
    cue: Cue | None
    cue_negated: bool
    cue_never: bool
    outer: Voice | None

    @property
    def second(self) -> str:
        """The second word of the cue, its object for one ("give [assurance]"), or nothing."""
        return self.cue.word.partition(" ")[2] if self.cue else ""

    def holds(self, token: Token) -> bool:
        """Whether the token is part of what is said, or a word of the cue that bears on it ("announced [plans] to")."""
        said, cue = self.statement.content, self.statement.cue
        if self.located and token.head == self.located[1].i and token.lemma == self.second:
            return False
        if cue.start <= token.start < cue.end:
            return self.located is not None and token != self.located[1] and token.lemma != self.second
        return any(span.start <= token.start and token.end <= span.end for span in said)


@dataclass(slots=True)
class Voices:
    """The statements of an article, found by a place in its text."""

    parse: Parse
    statements: Sequence[Statement]
    book: CueBook
    _made: dict[str, Voice] = field(default_factory=dict)
    _heard: dict[int, list[Voice]] = field(default_factory=dict)
    _cues: dict[tuple[int, int], Voice] = field(default_factory=dict)
    refuting: frozenset[str] = frozenset()
    untrue: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        by_id = {statement.statement_id: statement for statement in self.statements}
        for statement in self.statements:
            self._voice(statement, by_id)
        for voice in self._made.values():
            if voice.located:
                self._cues[voice.located[0].index, voice.located[1].i] = voice
        for voice in sorted(self._made.values(), key=lambda voice: voice.size):
            for sentence in self._sentences(voice) if self._says(voice) else ():
                self._heard.setdefault(sentence, []).append(voice)
        shelves = [self.book.told[kind] for kind in ("adjective", "noun", "verb")]
        refuting = [c for shelf in shelves for c in shelf.cues.values() if c.refutes]
        self.refuting = frozenset(c.word for c in refuting)
        self.untrue = frozenset(c.word for c in refuting if c.positive == "CT-")

    def all(self) -> tuple[Voice, ...]:
        """Every voice, in the order of the statements."""
        return tuple(self._made[statement.statement_id] for statement in self.statements)

    def _says(self, voice: Voice) -> bool:
        """Whether the cue says its content, and does not only touch on it ("brushed aside", "is likely")."""
        if voice.cue is not None or voice.located is None:
            return voice.cue is not None
        return introduces(*voice.located, voice.statement.content[0].text)

    def _sentences(self, voice: Voice) -> list[int]:
        """The sentences that hold some of what a voice says."""
        found: set[int] = set()
        for span in voice.statement.content:
            first, last = self.parse.sentence_at(span.start), self.parse.sentence_at(max(span.start, span.end - 1))
            if first and last:
                found.update(range(first.index, last.index + 1))
        return sorted(found)

    def around(self, sentence: Sentence, token: Token, start: int, end: int) -> Voice | None:
        """The innermost voice that says a word; a trigger is not within what it itself introduces."""
        for voice in self._heard.get(sentence.index, ()):
            cue = voice.statement.cue
            named = token.lemma == voice.second and voice.cue is not None and not voice.cue.authorship
            if (cue.start < end and start < cue.end) or named:
                continue
            if any(span.start <= token.start < span.end for span in voice.statement.content):
                return voice
        return None

    def told(self, sentence: Sentence, token: Token, head: Token) -> bool:
        """Whether the article itself says the word that governs `token`, and not some source."""
        return not any(voice.holds(head) for voice in self._heard.get(sentence.index, ()))

    def said_by(self, voice: Voice) -> Callable[[Sentence, Token, Token], bool]:
        """Whether a voice says the word that governs another; a word that says it in its turn ends its reach."""

        def inside(sentence: Sentence, token: Token, head: Token) -> bool:
            return voice.holds(head) and not self.interrupts(sentence, token, head)

        return inside

    def own(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a source means itself or its own: "it", "we", "its men"."""
        words = self.book.words
        return noun.text.lower() in words["itself"] or any(
            k.text.lower() in words["itself"] for k in sentence.kids(noun, "poss")
        )

    def superseded(self, voice: Voice) -> bool:
        """Whether the source is an earlier version of the report itself."""
        source = voice.statement.source
        text = source.text.lower() if source else ""
        return any(phrase in text for phrase in self.book.words["superseded"])

    def called_untrue(self, sentence: Sentence, noun: Token) -> str | None:
        """The word that calls a report untrue: "false claims", "described the claims as false"."""
        verb = sentence.tokens[noun.head]
        called = [t for t in sentence.subtree(verb) if t.lemma == "as" and t.dep == "prep"]
        beside = [*sentence.kids(verb, "oprd", "acomp", "dobj"), *(k for prep in called for k in sentence.kids(prep))]
        nearer = [k for k in (*sentence.kids(noun, "amod"), *beside) if k.i != noun.i]
        words = [w for k in nearer for w in (k, *sentence.kids(k, "amod"))]
        return next((w.lemma for w in words if w.lemma in self.untrue), None)

    def interrupts(self, sentence: Sentence, token: Token, head: Token) -> bool:
        """Whether a word says what governs it in the parse ("the raid, police said, killed two")."""
        voice = self._cues.get((sentence.index, token.i))
        return voice is not None and voice.holds(head)

    def _voice(self, statement: Statement, by_id: dict[str, Statement]) -> Voice:
        made = self._made.get(statement.statement_id)
        if made is None:
            relaying = by_id.get(statement.via or "")
            outer = self._voice(relaying, by_id) if relaying else None
            made = self._made[statement.statement_id] = self._located(statement, outer)
        return made

    def _located(self, statement: Statement, outer: Voice | None) -> Voice:
        size = sum(span.end - span.start for span in statement.content)
        located = cue_token(self.parse, statement.cue.start, statement.cue.end, self.book)
        if located is None:
            return Voice(statement, size, None, None, False, False, outer)
        sentence, token = located
        voice = Voice(statement, size, located, self._cue(sentence, token), False, False, outer)
        said = next((k.i for k in sentence.kids(token, "nsubjpass", "dobj") if voice.holds(k)), -1)
        never = any(k.lemma == "never" for k in sentence.kids(token, "neg", "advmod"))
        second = next((k for k in sentence.kids(token) if k.lemma == voice.second), None)
        none = second is not None and none_of(sentence, second, self.book)
        negative = none or negated(sentence, token, self.book, said)
        return replace(voice, cue_negated=negative, cue_never=never)

    def _cue(self, sentence: Sentence, token: Token) -> Cue | None:
        if is_according(token):
            return self.book.said["phrase"].get("according to")
        return saying(sentence, token, self.book)
