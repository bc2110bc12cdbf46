"""The register's names in an article, laid over its tokens, each with the one actor that it stands for here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.codebooks.register import Form, Named, Register, Sense
from onrecord.syntax import Parse, Sentence

_CORE = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "attr", "ROOT", "agent", "dative"))
_WORD_AFTER = re.compile(r"[-‐‑–]([A-Za-z]+)")
_DATELINE = re.compile(r"(?:, [^.:\n]{2,40})?\s*(?:\([^)\n]{2,30}\)\s*)?(?::|--|[-–—] )")
_SURNAME = re.compile(r" ([A-Z][a-z]+)\b")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)[-‐‑–]$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A name over tokens `first`..`last` of a sentence, governed through `head`.

    A `loose` tie makes nobody a party ("Iran-backed"); `opens` is the capital that opens a report ("ISLAMABAD:").
    """

    sentence: int
    first: int
    last: int
    head: int
    actor_id: str
    form: Form
    start: int
    end: int
    loose: bool
    opens: bool = False


def marks_of(parse: Parse, register: Register) -> dict[int, list[Mark]]:
    """The marks of each sentence that has some, in order."""
    named = _without_given_names(parse.text, register.names_in(parse.text), register)
    chosen = _chosen(named, register)
    starts = [sentence.start for sentence in parse.sentences]
    marks: dict[int, list[Mark]] = {}
    for name, sense in zip(named, chosen, strict=True):
        position = bisect_right(starts, name.start) - 1
        if sense and position >= 0 and (mark := _mark(parse, parse.sentences[position], name, sense, register)):
            marks.setdefault(position, []).append(mark)
    return marks


def _without_given_names(text: str, named: list[Named], register: Register) -> list[Named]:
    """The names but for those that somebody in the article bears: "Georgia Stevens", and from there on "Georgia"."""
    given = register.phrases("given_names")
    starts = {name.start for name in named}
    borne = {
        text[name.start : name.end]
        for name in named
        if text[name.start : name.end] in given
        and (surname := _SURNAME.match(text, name.end))
        and surname.start(1) not in starts
        and not register.ends_noun(surname[1].lower())
    }
    return [name for name in named if text[name.start : name.end] not in borne] if borne else named


def _chosen(named: Sequence[Named], register: Register) -> list[Sense | None]:
    """One sense each. A name that is weak or that several bear is whoever the article names elsewhere without doubt,
    or whose country it names; nobody where that leaves more than one."""
    sure = {name.senses[0].actor_id for name in named if _is_sure(name)}
    countries = Counter(register.fact(actor, "country") for actor in sure)
    return [name.senses[0] if _is_sure(name) else _likeliest(name.senses, sure, countries, register) for name in named]


def _is_sure(name: Named) -> bool:
    return len(name.senses) == 1 and not name.senses[0].weak


def _likeliest(senses: Sequence[Sense], sure: set[str], countries: Counter[str], register: Register) -> Sense | None:
    states = [sense for sense in senses if register.fact(sense.actor_id, "kind") == "state"]
    for fitting in (
        [sense for sense in senses if sense.actor_id in sure],
        [sense for sense in senses if countries[register.fact(sense.actor_id, "country")]],
        states,
    ):
        if len(fitting) == 1:
            return fitting[0]
    return None


def _mark(parse: Parse, sentence: Sentence, name: Named, sense: Sense, register: Register) -> Mark | None:
    tokens = sentence.tokens
    begins = [token.start for token in tokens]
    first, last = bisect_right(begins, name.start) - 1, bisect_right(begins, name.end - 1) - 1
    if name.end > sentence.end or first < 0:
        return None
    head = head_of(sentence, first, last)
    loose = _is_loose(parse.text, name, register)
    opens = sense.form == "capital" and not parse.text[: name.start].strip() and _opens(parse.text, name)
    return Mark(sentence.index, first, last, head, sense.actor_id, sense.form, name.start, name.end, loose, opens)


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token through which the rest of the sentence governs these; parses break long foreign names."""
    outward = [t for t in sentence.tokens[first : last + 1] if not first <= t.head <= last or t.head == t.i]
    core = [token.i for token in outward if token.dep in _CORE and token.pos != "PUNCT"]
    return core[-1] if core else outward[-1].i if outward else last


def _opens(text: str, name: Named) -> bool:
    return text[name.start : name.end].isupper() or bool(_DATELINE.match(text, name.end))


def _is_loose(text: str, name: Named, register: Register) -> bool:
    after = _WORD_AFTER.match(text, name.end)
    before = _WORD_BEFORE.search(text, max(0, name.start - 12), name.start)
    if after and after[1].lower() in register.phrases("loose_ties"):
        return True
    if before and before[1].lower() in register.phrases("loose_prefixes"):
        return True
    return text[max(0, name.start - 12) : name.start].lower().rpartition(" ")[0].rpartition(" ")[2] in register.phrases(
        "ethnic"
    )


def home_of(marks: Iterable[Mark], register: Register) -> str | None:
    """The country that an article is about, where that is clear: its dateline's, or else one that it names in most
    places, at least half as often again as any other; names weigh double, as "a Polish tourist" may be anywhere."""
    named = [mark for mark in marks if not mark.loose]
    states = [mark for mark in named if register.fact(mark.actor_id, "kind") == "state"]
    counted: Counter[str] = Counter()
    for mark in states or named:
        counted[register.fact(mark.actor_id, "country") or ""] += 1 if mark.form in ("adjective", "people") else 2
    if states and states[0].opens and counted[states[0].actor_id] > 2:
        return states[0].actor_id
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    return ranked[0][0] if register.fact(ranked[0][0], "kind") == "state" else None


def only_state_of(marks: Iterable[Mark], register: Register) -> str | None:
    """The one state that an article names at all, by itself or by those of its own whom it names."""
    close = {register.fact(mark.actor_id, "country"): mark.loose for mark in sorted(marks, key=lambda m: not m.loose)}
    states = [country for country in close if country and register.fact(country, "kind") == "state"]
    return states[0] if len(states) == 1 and not close[states[0]] else None
