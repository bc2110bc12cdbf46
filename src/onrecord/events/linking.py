"""Which event a speech act is about, and the roles that the two lend each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from onrecord.codebooks.events import Codebook
from onrecord.events.clauses import complements, subject_of
from onrecord.events.drafting import Draft, is_mutual
from onrecord.events.fillers import Fillers
from onrecord.records import Party
from onrecord.syntax import Sentence, Token

_TOWARDS = frozenset(
    ["dobj", "ccomp", "xcomp", "prep", "nsubjpass", "acl", "dative", "attr", "acomp", "oprd", "pobj", "pcomp", "conj"]
)
"""The first step from a speech act down to what it is about; adverbial and relative clauses lead elsewhere."""
_MOVING = frozenset({"after", "despite", "following", "amid", "under"})
_ELSEWHERE = frozenset(
    ["after", "before", "since", "during", "in", "at", "despite", "following", "by", "until", "amid"]
)


def linked(drafts: list[Draft], codebook: Codebook) -> list[Draft]:
    """Give each speech act of a sentence the event that it is about: the nearest one below it in the parse.

    What is an event only if it is about certain others, and is not, goes.
    """
    _find_about(drafts)
    fitting = [draft for draft in drafts if _fits(draft, codebook)]
    for draft in fitting:
        if draft.about is not None:
            draft.mode = draft.mode or _mode_by(draft.about, codebook.types[draft.type_name].mode_of_about)
    return fitting


def _mode_by(about: Draft, modes: Mapping[str, str]) -> str | None:
    """The mode that an act of speech has from what it is about, by that event's mode or CAMEO code before its type."""
    coding, name = about.match.frame.coding, about.type_name
    keys = (f"{name}.{about.mode}", f"{name}.{coding.cameo}", name)
    return next((modes[key] for key in keys if key in modes), None)


def _find_about(drafts: list[Draft]) -> None:
    owners: dict[int, list[Draft]] = {}
    for draft in drafts:
        for token in {draft.place.i, *(word.i for word in draft.match.own_words())}:
            owners.setdefault(token, []).append(draft)
    nearest: dict[int, tuple[int, Draft]] = {}
    for draft in drafts:
        for owner, steps in _above(draft, owners):
            if id(owner) not in nearest or steps < nearest[id(owner)][0]:
                nearest[id(owner)] = steps, draft
    for draft in drafts:
        if id(draft) in nearest:
            draft.about = nearest[id(draft)][1]


def _fits(draft: Draft, codebook: Codebook) -> bool:
    """Whether it is about what its frame asks for; of frames that differ in that alone, the fitting one is taken."""
    frame = draft.match.frame
    if not frame.coding.about:
        return True
    about = draft.about.type_name if draft.about is not None else ""
    fitting = [sibling for sibling in codebook.siblings(frame) if about in sibling.coding.about]
    if fitting:
        draft.match.frame = fitting[0]
    return bool(fitting)


def _above(draft: Draft, owners: dict[int, list[Draft]]) -> list[tuple[Draft, int]]:
    """The drafts at the nearest token above (an auxiliary stands above its own verb), and how far that is."""
    sentence, token, steps = draft.sentence, draft.place, 0
    if draft.match.frame.shape.kind != "auxiliary":
        beside = [o for o in owners.get(token.i, []) if o.match.frame.shape.kind == "auxiliary"]
        if beside:
            return [(owner, 0) for owner in beside]
    while token.head != token.i and _leads_towards(sentence, token):
        token, steps = sentence.tokens[token.head], steps + 1
        found = [o for o in owners.get(token.i, []) if o is not draft]
        if found:
            return [(owner, steps) for owner in found]
    return []


def _leads_towards(sentence: Sentence, step: Token) -> bool:
    """Whether what stands below is still what the speech act is about; relative and adverbial clauses are not, save
    "called [for the mayor to resign]"."""
    if step.dep == "advcl":
        kids = sentence.kids(step)
        return any(kid.dep == "mark" and kid.lemma == "for" for kid in kids) and any(kid.tag == "TO" for kid in kids)
    if step.dep == "conj" and step.tag[:2] == "VB" and _has_its_own(sentence, step):
        return False
    return step.dep in _TOWARDS and not (step.dep == "prep" and step.lemma in _ELSEWHERE)


def _has_its_own(sentence: Sentence, verb: Token) -> bool:
    """Whether the first of two verbs is about something itself: "[summoned] the envoy and handed him a note"."""
    first = sentence.tokens[verb.head]
    return first.tag[:2] == "VB" and bool(sentence.kids(first, "dobj", "ccomp", "xcomp"))


def lend_roles(drafts: list[Draft], codebook: Codebook, fillers: Fillers) -> None:
    """An event told only as what is demanded, refused or promised has the one who would do it as its actor.

    The other way, a speech act whose recipient is not named is addressed to whoever acts in what it is about. What is
    said to someone is answered by him: who rejects a request is the one who was asked.
    """
    for draft in drafts:
        about, doer = draft.about, codebook.types[draft.type_name].doer_of_about
        if about is None or doer is None or not _is_direct(draft, about):
            continue
        lender = draft.actor if doer == "A" else draft.recipient
        if doer == "A" and _is_word(about, codebook):
            about.recipient = about.recipient or _without(draft.actor, about.actor)
        elif lender and is_mutual(about) and len(about.actor) == 1:
            about.actor = (*_without(lender, about.actor), *about.actor)
        elif lender and not _is_told_to(draft) and (not about.actor or (doer == "R" and _is_infinitive(about))):
            about.actor = _without(lender, about.recipient) or about.actor
    for draft in reversed(drafts):
        about = draft.about
        if about is None or draft.recipient or codebook.types[draft.type_name].doer_of_about is None:
            continue
        if _may_borrow(draft) and _is_direct(draft, about):
            draft.recipient = _without(about.actor, draft.actor) or _without(about.recipient, draft.actor)
    _turn_protests(drafts)
    _address_moved(drafts, codebook, fillers)


def _is_told_to(draft: Draft) -> bool:
    """Whether its recipient only hears of it: "complained [to the council] about a raid" accuses somebody else."""
    preps = {prep for slot in draft.match.frame.shape.slots if slot.role == "R" for prep in slot.preps}
    return draft.type_name == "ACCUSE" and bool(preps) and preps <= {"to", "with"}


def _is_direct(draft: Draft, about: Draft) -> bool:
    """Whether it is about that act itself, and not about something in whose description the act is named."""
    sentence, token = draft.sentence, about.place
    own = {draft.place.i, *(word.i for word in draft.match.words)}
    clause = [t.i for i in own for t in complements(sentence, sentence.tokens[i])]
    chain = {t.i for t in sentence.conjuncts(token)}
    if token.i in own or chain & set(clause):
        return True
    steps = list(islice(sentence.ancestors(token), 4))
    while steps and (steps[0].pos in ("ADP", "PART") or steps[0].dep == "conj" or steps[0].i in clause):
        steps.pop(0)
    return bool(steps) and steps[0].i in own


def _address_moved(drafts: list[Draft], codebook: Codebook, fillers: Fillers) -> None:
    """Words that move someone to act are addressed to him: "[X] gave in after warnings by Y"."""
    for draft in drafts:
        sender = codebook.types[draft.type_name].sender and draft.match.frame.shape.kind == "noun"
        prep = draft.sentence.head(draft.token)
        if not sender or draft.recipient or not draft.actor or prep is None or prep.lemma not in _MOVING:
            continue
        verb = draft.sentence.head(prep)
        subject = subject_of(draft.sentence, verb) if verb is not None and verb.tag[:2] == "VB" else None
        if subject is not None:
            draft.recipient = _without(fillers.actors(draft.sentence, [subject]), draft.actor)


def _turn_protests(drafts: list[Draft]) -> None:
    """A protest is against whoever its demand or complaint is: "marched to demand that [the mayor] resign"."""
    for draft in drafts:
        if draft.type_name != "PROTEST" or draft.recipient:
            continue
        voiced = [d for d in drafts if d.type_name in ("REQUEST", "ACCUSE", "PROTEST", "REJECT") and d is not draft]
        against = [d for d in voiced if d.recipient and d.token.i > draft.token.i and _same(d.actor, draft.actor)]
        draft.recipient = against[0].recipient if against else ()


def _same(these: tuple[Party, ...], those: tuple[Party, ...]) -> bool:
    return not these or bool({p.name for p in these} & {p.name for p in those})


def fill_from_speakers(drafts: list[Draft], codebook: Codebook, fillers: Fillers) -> None:
    """Arrests and bans that officials tell of without saying whose they are, are their own side's.

    A judgement ("the ban was a response to the unwillingness of X to act") is his who pronounces it.
    """
    for draft in drafts:
        if draft.match.frame.shape.kind != "verb":
            continue
        if draft.type_name == "ACCUSE" and (draft.token.lemma == "be" or _accuses_its_own(draft)):
            draft.actor = _without(fillers.speaker(draft.sentence, draft.token), draft.recipient) or draft.actor
        elif draft.type_name == "COERCE" and not draft.actor:
            draft.actor = _own_side(draft, codebook, fillers)


def _accuses_its_own(draft: Draft) -> bool:
    """Whether the parse has a side accuse itself: "the coastguard said the boats fled and [accused] their state"."""
    sides = {party.country for party in draft.actor} - {None}, {party.country for party in draft.recipient} - {None}
    return draft.token.dep == "conj" and bool(sides[0] & sides[1])


def _own_side(draft: Draft, codebook: Codebook, fillers: Fillers) -> tuple[Party, ...]:
    official = codebook.classes["official_sectors"]
    speakers = [p for p in fillers.speaker(draft.sentence, draft.token) if p.sector in official]
    if speakers and not fillers.is_abroad(draft.sentence, speakers[0].country):
        return _without(tuple(speakers), draft.recipient)
    return ()


def _is_word(draft: Draft, codebook: Codebook) -> bool:
    """Whether it is itself something said to somebody, and no mutual act."""
    noun = draft.match.frame.shape.kind == "noun"
    return codebook.types[draft.type_name].sender and noun and not is_mutual(draft)


def _is_infinitive(draft: Draft) -> bool:
    sentence, token = draft.sentence, draft.place
    return token.dep in ("xcomp", "advcl", "acl") and sentence.kid(token, "nsubj", "nsubjpass") is None


def _may_borrow(draft: Draft) -> bool:
    """Whether nobody is addressed in words: "urged [all states] to ..." is, whoever they are."""
    named = draft.match.roles.get("R", [])
    return not named or (draft.about is not None and any(t.i == draft.about.token.i for t in named))


def _without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    known = {(party.actor_id or party.name) for party in others}
    people = [party for party in parties if party.actor_id or party.country or party.sector]
    return tuple(party for party in people if (party.actor_id or party.name) not in known)
