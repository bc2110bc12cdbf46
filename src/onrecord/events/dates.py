"""When an event happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from onrecord.drafts import EventMention, TimeExpression
from onrecord.events.date_settings import Setting, setting_of
from onrecord.expressions.dates import HAPPENING, Timed, TimeForm, When, forms_of, place, resolve, tense_at
from onrecord.records import Article, Event, EventDate, EventType
from onrecord.syntax import Parse, Sentence, Token

NOMINAL = date(2020, 7, 1)
"""The day of a report that stands for any: a Wednesday in the middle of a year."""


def timed_in(parse: Parse) -> tuple[Timed, ...]:
    """The article's time expressions as its words have them, before anyone asks which days they mean."""
    return tuple(
        Timed(form, tense_at(sentence, form.first, form.last))
        for sentence in parse.sentences
        for form in forms_of(sentence)
    )


def times_of(article: Article, timed: Iterable[Timed]) -> tuple[TimeExpression, ...]:
    """The article's time expressions, resolved against its publication date and against each other.

    Nothing is resolved against a publication date that is not known to the day: the expression then keeps what its
    own words say ("June" is XXXX-06). Needs no parse, so that it can be asked again once a date is known.
    """
    when, nominal = When(_day_of(article)), When(NOMINAL)
    found = []
    for form, tense in timed:
        when, nominal = replace(when, tense=tense), replace(nominal, tense=tense)
        text = article.text[form.start : form.end]
        sort = _sort(form, resolve(form, text, nominal).date)
        found.append(replace(resolve(form, text, when), nominal=sort))
        when, nominal = _told(when, form), _told(nominal, form)
    return tuple(found)


def _sort(form: TimeForm, nominal: EventDate | None) -> tuple[str, str, str] | None:
    if nominal is None or nominal.earliest is None or nominal.latest is None:
        return None
    named = "in a year named" if form.year is not None else form.anchor
    return f"{form.kind} {named}", nominal.earliest, nominal.latest


def redated(events: Iterable[Event], known: Mapping[tuple[int, int], EventDate | None]) -> tuple[Event, ...]:
    """The events, dated by the same words as before, whose dates are `known` by their first character and the end."""
    return tuple(replace(event, date=_again(event.date, known)) for event in events)


def _again(date: EventDate | None, known: Mapping[tuple[int, int], EventDate | None]) -> EventDate | None:
    again = known.get((date.start, date.end)) if date else None
    return replace(again, told_in=date.told_in) if date and again else date


def _day_of(article: Article) -> date | None:
    published = article.published
    return date.fromisoformat(published.date) if published.precision == "day" and published.date else None


def _told(when: When, form: TimeForm) -> When:
    """What the next expressions may be counted from, once this one is told."""
    period, _ = place(form, when)
    if period is None or form.anchor in ("latest", "compared", "alike"):
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
    trigger = sentence.tokens[mention.token]
    settings = [(time.date, setting_of(sentence, time)) for time in times if _within(sentence, time) and time.date]
    for governs in (_own, _of_happening, _of_outer_clause):
        found = [(date, s) for date, s in settings if governs(sentence, trigger, s)]
        if found:
            return min(found, key=lambda pair: abs(pair[1].root.i - trigger.i))[0]
    if mention.event_type in SPOKEN:
        return next((date for date, s in settings if _of_saying(sentence, mention, trigger, s)), None)
    return _told_next(parse, mention, times) if mention.event_type in TAKING_PLACE else None


TAKING_PLACE: frozenset[EventType | None] = frozenset(("ASSAULT", "PROTEST"))
"""Types of events of which a report says in a sentence of its own when they happened."""


def _told_next(parse: Parse, mention: EventMention, times: tuple[TimeExpression, ...]) -> EventDate | None:
    """The day of "It happened on Tuesday", "The incident occurred at noon on 3 May" in the sentence that follows."""
    for sentence in parse.sentences[mention.sentence + 1 : mention.sentence + 2]:
        for time in times:
            if _within(sentence, time) and time.date and _is_of_it(sentence, setting_of(sentence, time)):
                return replace(time.date, told_in="paragraph")
    return None


def _is_of_it(sentence: Sentence, setting: Setting) -> bool:
    verb = sentence.tokens[setting.verb] if setting.verb is not None else None
    subject = sentence.kid(verb, "nsubj") if verb and verb.lemma in HAPPENING["of_it"] else None
    return subject is not None and subject.lemma in HAPPENING["it"]


SPOKEN: frozenset[EventType | None] = frozenset(("ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE"))
"""Types of events that are done by speaking: they are dated by the saying."""


def _within(sentence: Sentence, time: TimeExpression) -> bool:
    return sentence.start <= time.start < sentence.end


def _own(sentence: Sentence, trigger: Token, setting: Setting) -> bool:
    """The time stands under the trigger ("Tuesday's assault", "was killed on Tuesday")."""
    return trigger.i in setting.nouns or setting.verb == trigger.i


def _of_happening(sentence: Sentence, trigger: Token, setting: Setting) -> bool:
    """The trigger is what the time's verb lets happen ("the attack occurred on Tuesday", "held talks last week").

    For a verb that is told of the time's noun, the time is the noun's ("Tuesday's attack killed five", "was hurt in
    a shooting on Monday").
    """
    if trigger.pos in ("VERB", "AUX"):
        return any(_is_told_of(sentence, trigger, sentence.tokens[i]) for i in setting.nouns)
    if setting.verb is None:
        return False
    verb = sentence.tokens[setting.verb]
    if verb.dep in ("relcl", "acl") and verb.head == trigger.i:
        return True
    if trigger.head != setting.verb:
        return False
    if trigger.dep in _SUBJECTS:
        return verb.lemma in HAPPENING["happen"] or (trigger.dep == "nsubjpass" and verb.lemma in HAPPENING["do"])
    return trigger.dep == "dobj" and verb.lemma in HAPPENING["do"]


def _is_told_of(sentence: Sentence, verb: Token, noun: Token) -> bool:
    if noun.dep in _SUBJECTS:
        return noun.head == verb.i
    prep = sentence.tokens[noun.head]
    return noun.dep == "pobj" and prep.head == verb.i and prep.lemma in ("in", "during", "after", "by", "at")


_SUBJECTS = ("nsubj", "nsubjpass", "attr")


def _of_outer_clause(sentence: Sentence, trigger: Token, setting: Setting) -> bool:
    """The trigger completes the verb that the time goes with ("moved in October to order it", "fled, leaving ...")."""
    return any(link.i == setting.verb for link in _completed(sentence, trigger))


def _completed(sentence: Sentence, trigger: Token) -> Iterator[Token]:
    """The verbs that a verb is an object, a purpose, a circumstance or a continuation of, with the same subject."""
    token = trigger
    while token.pos == "VERB" and token.dep in ("xcomp", "conj", "advcl"):
        if token.dep != "xcomp" and (token.tag not in _SHARED.get(token.dep, ()) or sentence.kid(token, *_SUBJECTS)):
            return
        token = sentence.tokens[token.head]
        yield token


_SHARED = {"conj": ("VB", "VBD", "VBN", "VBG", "VBZ", "VBP"), "advcl": ("VBG", "VB")}


def _of_saying(sentence: Sentence, mention: EventMention, trigger: Token, setting: Setting) -> bool:
    """The trigger is what its own actor says in the clause of the time ("in a speech last month he said ...")."""
    over = {token.i for token in sentence.ancestors(trigger)}
    if setting.verb not in over:
        return False
    speakers = sentence.kids(sentence.tokens[setting.verb], "nsubj")
    spans = [(t.start, t.end) for speaker in speakers for t in sentence.subtree(speaker)]
    return any(start < party.end and party.start < end for party in mention.actor for start, end in spans)
