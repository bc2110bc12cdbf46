"""How surely each source has each event, on FactBank's scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.claims.answers import with_answers
from onrecord.claims.certainty import GIVEN, Certainty
from onrecord.claims.clauses import asks_how, unasserted
from onrecord.claims.rebuttals import with_rebuttals
from onrecord.claims.scope import Found, Scope
from onrecord.claims.voices import Voice, Voices
from onrecord.codebooks.cues import CueBook
from onrecord.drafts import EventMention, Stand
from onrecord.records import Article, Claim, Factuality, Modality, Party, Stance, Statement, identify
from onrecord.syntax import Parse, Sentence, Token


def judge(
    article: Article,
    parse: Parse,
    statements: tuple[Statement, ...],
    mentions: tuple[EventMention, ...],
    cues: CueBook,
) -> tuple[Stand, ...]:
    """How each mention stands, parallel to `mentions`.

    The claimant is the innermost source whose content holds the trigger; without one it is the article's own voice.
    A source that weighs another's word (denies reports, confirms a claim) claims besides, and what nobody names goes.
    """
    voices = Voices(parse, statements, cues)
    judging = _Judging(article, parse, voices, Scope(cues))
    stands = with_rebuttals(parse, voices, mentions, map(judging.stand, mentions))
    return with_answers(parse, voices, mentions, stands)


_COMMITTING = frozenset(("asserts", "reports", "estimates", "claims_responsibility"))
"""Stances of a source that itself tells what its words presuppose."""


@dataclass(frozen=True, slots=True)
class _Commitment:
    """What one voice makes of an event; `statement` None is the article's own voice."""

    statement: Statement | None
    certainty: Certainty
    stance: Stance


_Made = tuple[list[_Commitment], list[_Commitment]]
"""The commitments to an event, and those to who did it."""


@dataclass(frozen=True, slots=True)
class _Judging:
    article: Article
    parse: Parse
    voices: Voices
    scope: Scope

    def stand(self, mention: EventMention) -> Stand:
        sentence = self.parse.sentences[mention.sentence]
        token = _topmost(sentence, sentence.tokens[mention.token], mention)
        voice = self.voices.around(sentence, token, mention.trigger.start, mention.trigger.end)
        near = replace(self, scope=replace(self.scope, trigger=(mention.trigger.start, mention.trigger.end)))
        made, authorship = near._told(sentence, token) if voice is None else near._said(sentence, token, voice)
        return self._stand(mention, sentence, _latest(made), authorship)

    def _told(self, sentence: Sentence, token: Token) -> _Made:
        """In the article's own voice."""
        found = self.scope.at(sentence, token, self.voices.told, Certainty())
        own = _Commitment(None, self._unrefused(sentence, token, found.certainty), "asserts")
        return [own], [replace(own, certainty=found.authorship)] if found.authorship else []

    def _unrefused(self, sentence: Sentence, token: Token, certainty: Certainty) -> Certainty:
        """What is refused or denied has been asked or said all the same."""
        return GIVEN if certainty.polarity < 0 and self.scope.stands_refused(sentence, token) else certainty

    def _said(self, sentence: Sentence, token: Token, voice: Voice) -> _Made:
        """What the innermost source makes of it, and those whose word weighs that source's."""
        start = self._start(voice)
        found = self._found(sentence, token, voice, start)
        certainty = self._unrefused(sentence, token, found.certainty)
        own = _Commitment(voice.statement, certainty, voice.statement.stance)
        if voice.cue and voice.cue.authorship:
            return self._authored(voice, own)
        if voice.cue and voice.cue.positive == voice.cue.negative == "CT+" and certainty.polarity > 0:
            return [self._presupposed(voice, certainty)], []
        if found.authorship:
            stance = self._authors_stance(sentence, found)
            return [self._presupposed(voice, certainty)], [_Commitment(own.statement, found.authorship, stance)]
        commits = start.is_plain and voice.statement.stance in _COMMITTING
        if certainty.apart or (certainty.given and not commits):
            return [self._presupposed(voice, certainty)], self._blamed(voice, own, start)
        weighing = self._weighing(voice, sentence, token)
        if weighing and voice.statement.source is None:
            return [weighing], []
        if self._is_nobodys(voice) or self.voices.superseded(voice):
            return [self._presupposed(voice, certainty)], []
        return [own, *([weighing] if weighing else [])], []

    def _found(self, sentence: Sentence, token: Token, voice: Voice, start: Certainty) -> Found:
        inside = self.voices.said_by(voice)
        found = self.scope.at(sentence, token, inside, start)
        if voice.cue and voice.cue.modality == "actual" and unasserted(sentence, found.top, voice.cue):
            found = self.scope.at(sentence, token, inside, start.open("intended", "to"))
        if self._is_given(sentence, found.top, voice, start) and not found.certainty.given:
            return self.scope.at(sentence, token, inside, GIVEN)
        return found

    def _authors_stance(self, sentence: Sentence, found: Found) -> Stance:
        """Who speaks of its own deed boasts or denies; who speaks of another's accuses or clears."""
        denied = found.authorship is not None and found.authorship.polarity < 0
        if found.author is not None and self.voices.own(sentence, found.author):
            return "denies" if denied else "claims_responsibility"
        return "asserts" if denied else "accuses"

    def _is_nobodys(self, voice: Voice) -> bool:
        """Whether a noun of hope, doubt or fear stands for nobody's word but that of the text around it."""
        if voice.located is None or voice.cue is None or voice.statement.source is not None:
            return False
        return voice.cue.stance == "doubts" or (voice.located[1].pos == "NOUN" and not voice.cue.voice)

    def _start(self, voice: Voice) -> Certainty:
        """How what a source says stands before anything within it is looked at."""
        if voice.cue is None:
            return Certainty()
        if self.voices.superseded(voice):
            return Certainty().negated("superseded")
        if voice.cue_never and voice.cue.stance == "denies":
            return Certainty()
        around = self._cue_certainty(voice)
        if voice.cue_negated or self._refused(voice) or around.polarity < 0:
            return Certainty().negated("not").under(voice.cue)
        return (around if self._passive(voice) else Certainty()).under(voice.cue)

    def _passive(self, voice: Voice) -> bool:
        """Whether nobody is named to say it, and what bears on the cue bears on the content ("may be announced")."""
        if voice.statement.source is not None or voice.located is None:
            return False
        sentence, token = voice.located
        return sentence.kid(token, "auxpass") is not None

    def _cue_certainty(self, voice: Voice) -> Certainty:
        """How a verb of saying itself stands: "refused to deny" and "stopped short of denying" do not deny."""
        if voice.located is None or voice.located[1].pos != "VERB":
            return Certainty()
        start = self._start(voice.outer) if voice.outer else Certainty()
        inside = self.voices.said_by(voice.outer) if voice.outer else self.voices.told
        found = self.scope.at(*voice.located, inside, start).certainty
        return replace(found, given=False, apart=False)

    def _refused(self, voice: Voice) -> bool:
        """Whether the request, offer or threat that the voice makes is turned down: "rejected a call to withdraw"."""
        if voice.located is None or voice.cue is None or voice.cue.voice or voice.located[1].pos != "NOUN":
            return False
        return self._noun_certainty(voice).polarity < 0

    def _noun_certainty(self, voice: Voice) -> Certainty:
        """How the noun that a voice is named by stands for whoever relays it."""
        assert voice.located is not None
        outer = voice.outer
        start = self._start(outer) if outer else Certainty()
        inside = self.voices.said_by(outer) if outer else self.voices.told
        certainty = self.scope.at(*voice.located, inside, start).certainty
        word = self.voices.called_untrue(*voice.located)
        return certainty.negated(word) if word and certainty.polarity > 0 else certainty

    def _is_given(self, sentence: Sentence, top: Token, voice: Voice, start: Certainty) -> bool:
        """Whether the top of a content is a noun that the source takes as given ("condemned the attack")."""
        if voice.cue is None:
            return False
        if asks_how(sentence, top) and start.polarity == 0:
            return True
        if (
            voice.cue.stance == "accuses"
            and top.pos == "ADP"
            and top.lemma in self.scope.book.words["small.blamed_after"]
        ):
            return True
        if not (voice.cue.given or voice.cue.authorship):
            return False
        return top.pos in ("NOUN", "PROPN", "ADP") and sentence.kid(top, "pcomp") is None

    def _presupposed(self, voice: Voice, certainty: Certainty) -> _Commitment:
        """What a denial, demand or accusation takes as given is the word of whoever relays it."""
        outer = voice.outer
        while outer is not None and outer.statement.stance not in _COMMITTING:
            outer = outer.outer
        if outer is None:
            return _Commitment(None, certainty, "asserts")
        return _Commitment(outer.statement, certainty, outer.statement.stance)

    def _blamed(self, voice: Voice, own: _Commitment, start: Certainty) -> list[_Commitment]:
        """An accusation that takes the happening as given is about who did it."""
        if voice.statement.stance != "accuses" or not voice.cue or not voice.cue.given:
            return []
        return [replace(own, certainty=start)]

    def _authored(self, voice: Voice, own: _Commitment) -> _Made:
        """A boast or a denial of authorship: the happening is given, the authorship claimed or denied."""
        if voice.cue_negated:
            return [self._presupposed(voice, GIVEN)], []
        authorship = replace(own, certainty=self._start(voice))
        if voice.statement.stance == "claims_responsibility":
            return [replace(own, certainty=self._start(voice)), self._presupposed(voice, GIVEN)], [authorship]
        return [self._presupposed(voice, GIVEN)], [authorship]

    def _weighing(self, voice: Voice, sentence: Sentence, token: Token) -> _Commitment | None:
        """What a source makes of somebody's word that it denies or confirms, or the article that calls it false."""
        if voice.located is None or voice.cue is None or not voice.cue.voice:
            return None
        outer, certainty = voice.outer, self._noun_certainty(voice)
        refuted = any(word in self.voices.refuting for word in certainty.cues)
        if not (refuted or (outer and outer.cue and outer.cue.weighs)):
            return None
        weighed = replace(certainty, given=False, apart=False).weighed(voice.cue)
        found = self.scope.at(sentence, token, self.voices.said_by(voice), weighed)
        statement = outer.statement if outer else None
        return _Commitment(statement, found.certainty, statement.stance if statement else "asserts")

    def _stand(
        self,
        mention: EventMention,
        sentence: Sentence,
        commitments: Sequence[_Commitment],
        authorship: Sequence[_Commitment],
    ) -> Stand:
        first = commitments[0].certainty
        cues = tuple(dict.fromkeys(word for c in commitments for word in c.certainty.cues))
        return Stand(
            modality=_modality(commitments),
            claims=tuple(self._claim(mention, sentence, c, "") for c in commitments),
            authorship=tuple(self._claim(mention, sentence, c, "authorship") for c in authorship),
            cues=cues or first.cues,
        )

    def _claim(self, mention: EventMention, sentence: Sentence, made: _Commitment, about: str) -> Claim:
        statement = made.statement
        voice = statement.statement_id if statement else self.article.article_id
        factuality: Factuality = made.certainty.factuality
        return Claim(
            claim_id=identify("cl", voice, mention.trigger.start, mention.trigger.end, factuality, about),
            event_id="",
            statement_id=statement.statement_id if statement else None,
            source=_source(statement),
            cue=statement.cue if statement else None,
            stance=made.stance,
            factuality=factuality,
            said=statement.said if statement else None,
            evidence=self.parse.span(sentence.start, sentence.end),
            decided_by=" > ".join(("rules", *made.certainty.cues)),
        )


def _topmost(sentence: Sentence, token: Token, mention: EventMention) -> Token:
    """The noun of a trigger that a participle describes: "the [pause proposed] by the mediator" stands as the pause."""
    head = sentence.tokens[token.head]
    named = mention.trigger.start <= head.start and head.end <= mention.trigger.end
    return head if named and token.dep in ("acl", "relcl") else token


def _latest(made: list[_Commitment]) -> list[_Commitment]:
    """A source's later word, which weighs its earlier one, replaces it ("retracted its statement that ...")."""
    if len(made) == 2 and _source(made[0].statement) is not None:
        first, second = (_source(c.statement) for c in made)
        if first and second and (first.actor_id or first.name) == (second.actor_id or second.name):
            return made[1:]
    return made


def _source(statement: Statement | None) -> Party | None:
    return statement.source if statement else None


def _modality(commitments: Sequence[_Commitment]) -> Modality:
    """That of the innermost source, unless some voice tells it as a happening."""
    if any(c.certainty.is_plain for c in commitments):
        return "actual"
    return commitments[0].certainty.modality
