"""When an event happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from onrecord.drafts import EventMention, TimeExpression
from onrecord.expressions.dates import TimeForm, When, forms_of, place, resolve, tense_at
from onrecord.records import Article, EventDate
from onrecord.syntax import Parse, Sentence, Token


def times_of(article: Article, parse: Parse) -> tuple[TimeExpression, ...]:
    """The article's time expressions, resolved against its publication date and against each other.

    Nothing is resolved against a publication date that is not known to the day: the expression then keeps what its
    own words say ("June" is XXXX-06).
    """
    when = When(_day_of(article))
    found = []
    for sentence in parse.sentences:
        for form in forms_of(sentence):
            when = replace(when, tense=tense_at(sentence, form.first, form.last))
            found.append(resolve(form, parse.text[form.start : form.end], when))
            when = _told(when, form)
    return tuple(found)


def _day_of(article: Article) -> date | None:
    published = article.published
    return date.fromisoformat(published.date) if published.precision == "day" and published.date else None


def _told(when: When, form: TimeForm) -> When:
    """What the next expressions may be counted from, once this one is told."""
    period, _ = place(form, when)
    if period is None or form.anchor in ("latest", "compared"):
        return when
    if period.unit in ("Q", "HY"):
        return replace(when, latest=period)
    if form.kind == "shift" and form.anchor == "report" and form.shift == 0:
        return when
    return replace(when, story=period)


def date_of(
    article: Article, parse: Parse, mention: EventMention, times: tuple[TimeExpression, ...]
) -> EventDate | None:
    """The date of one mention: the time expression that its words or its clause govern, or None.

    It is never the publication day by default. A caller could miss that an unresolved date has no days:
    its `earliest` is None while its EDTF and its wording stay ("June" of a year unknown).
    """
    sentence = parse.sentences[mention.sentence]
    near = [
        (time, _root(sentence, time)) for time in times if sentence.start <= time.start < sentence.end and time.date
    ]
    trigger = sentence.tokens[mention.token]
    for governs in (_own, _of_clause, _of_outer_clause):
        if found := next((time.date for time, root in near if governs(sentence, trigger, root)), None):
            return found
    return None


def _root(sentence: Sentence, time: TimeExpression) -> Token:
    """The token of a time expression that governs its others."""
    inside = [token for token in sentence.tokens if time.start <= token.start < time.end]
    indexes = {token.i for token in inside}
    return next((t for t in inside if t.head not in indexes or t.head == t.i), inside[0])


def _own(sentence: Sentence, trigger: Token, root: Token) -> bool:
    """The time stands under the trigger with no other clause between ("Tuesday's assault", "was killed on Tuesday")."""
    for ancestor in sentence.ancestors(root):
        if ancestor.i == trigger.i:
            return True
        if ancestor.pos in ("VERB", "AUX"):
            return False
    return False


def _of_clause(sentence: Sentence, trigger: Token, root: Token) -> bool:
    """The trigger is a noun that the time's own verb has as its subject ("the attack occurred on Tuesday")."""
    if trigger.pos == "VERB":
        return False
    verb = _verb_over(sentence, root)
    head = sentence.head(trigger)
    return verb is not None and head is not None and head.i == verb.i and trigger.dep in _SUBJECTS


_SUBJECTS = ("nsubj", "nsubjpass", "attr")


def _of_outer_clause(sentence: Sentence, trigger: Token, root: Token) -> bool:
    """The trigger completes the verb that the time goes with ("moved in October to order it", "fled, leaving ...")."""
    verb = _verb_over(sentence, root)
    return verb is not None and any(link.i == verb.i for link in _completed(sentence, trigger))


def _completed(sentence: Sentence, trigger: Token) -> Iterable[Token]:
    token = trigger
    while token.dep in ("xcomp", "conj", "advcl", "relcl", "acl") and token.pos == "VERB":
        token = sentence.tokens[token.head]
        yield token


def _verb_over(sentence: Sentence, root: Token) -> Token | None:
    return next((t for t in sentence.ancestors(root) if t.pos in ("VERB", "AUX")), None)
