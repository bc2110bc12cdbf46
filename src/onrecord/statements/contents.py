"""What is said, in the parse: the clause, quotation or object that a cue governs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from onrecord.codebooks.cues import Cue, CueBook
from onrecord.drafts import Offsets
from onrecord.statements.quotes import Quotes
from onrecord.syntax import Parse, Sentence, Token

_SHORT = 16
"""Characters of a quotation that is a turn of phrase, not a speech."""
_TRIM = frozenset(",;:-–—")


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a content, in order, and the quotations that belong to it besides."""

    tokens: tuple[Token, ...]
    quoted: tuple[Offsets, ...] = ()


def contents_of(sentence: Sentence, cue_token: Token, cue: Cue, quotes: Quotes, book: CueBook) -> Content | None:
    """The content of a cue by the places that the codebook allows, or None."""
    if passive(sentence, cue_token):
        return _of_passive(sentence, cue_token, cue, book)
    governed = list(_governed(sentence, cue_token, cue, book))
    if cue.of_words and not any(_is_word(sentence, kid, book) for kid in governed):
        return None
    found = [t for kid in governed for t in sentence.subtree(kid)]
    if found:
        return Content(tuple(found))
    if cue_token.pos != "VERB":
        return None
    if "clause" in cue.content and (around := _around(sentence, cue_token)):
        return Content(tuple(around))
    quoted = _quoted(sentence, cue_token, quotes) if "quote" in cue.content else ()
    return Content((), tuple(quoted)) if quoted else None


def _names_words(noun: Token, book: CueBook) -> bool:
    return noun.lemma in book.said["noun"] or noun.lemma in book.told["noun"]


def _is_word(sentence: Sentence, noun: Token, book: CueBook) -> bool:
    """Whether a noun is somebody's word, which can be taken back."""
    cue = book.said["noun"].get(noun.lemma)
    return cue is not None and cue.voice


def passive(sentence: Sentence, token: Token) -> bool:
    """Whether a verb is passive ("is believed to have fled")."""
    return reduced(sentence, token) or (token.tag == "VBN" and sentence.kid(token, "auxpass") is not None)


def reduced(sentence: Sentence, token: Token) -> bool:
    """Whether a verb is a passive without its auxiliary: "a group believed to be small"."""
    if token.dep not in ("acl", "advcl") or token.tag not in ("VBN", "VBD"):
        return False
    return not sentence.kids(token, "aux", "auxpass", "mark", "agent") and sentence.kid(token, "xcomp") is not None


def _governed(sentence: Sentence, token: Token, cue: Cue, book: CueBook) -> Iterator[Token]:
    """The kids of a cue, and of the noun that belongs to it ("denied responsibility for"), in the places allowed."""
    second = cue.word.partition(" ")[2]
    kids = sentence.kids(token)
    told = "object" not in cue.content and sentence.kid(token, "ccomp") is None
    kids += [k for kid in kids if kid.lemma == second for k in sentence.kids(kid)]
    told = told and token.pos == "VERB"
    addressed = [kid for kid in kids if kid.dep in ("dobj", "dative") and told and not _names_words(kid, book)]
    set_apart = token.pos == "NOUN" or ("clause" in cue.content and not sentence.kids(token, "ccomp", "dobj"))
    apart = [k for kid in kids if kid.dep == "prep" and set_apart for k in sentence.kids(kid, "pobj")]
    kids += [k for noun in (*addressed, *apart) for k in sentence.kids(noun, "relcl", "acl")]
    found = [kid for kid in kids if _allowed(sentence, token, kid, cue)]
    clauses = [kid for kid in found if kid.dep == "ccomp"]
    if len(clauses) > 1 and clauses[-1].i > token.i:
        found = [kid for kid in found if kid.dep != "ccomp" or kid.i > token.i]
    if not found and token.pos == "VERB" and "infinitive" in cue.content:
        found = [kid for kid in kids if kid.dep == "advcl" and kid.tag == "VBG" and kid.i > token.i][:1]
    return iter(found)


def _allowed(sentence: Sentence, token: Token, kid: Token, cue: Cue) -> bool:
    if kid.lemma == cue.word.partition(" ")[2] and kid.dep != "prep":
        return False
    if _place(sentence, kid) in cue.content:
        return True
    if kid.dep not in ("prep", "acl") or not sentence.kids(kid, "pobj", "pcomp", "prep"):
        return False
    return kid.text.lower() in cue.content or (cue.weighs and kid.lemma == "as" and _clausal(sentence, kid))


def _clausal(sentence: Sentence, prep: Token) -> bool:
    """Whether the parse hangs what is weighed under "as" ("dismissed as baseless reports that ...")."""
    noun = sentence.kid(prep, "pobj")
    return noun is not None and any(_place(sentence, kid) == "clause" for kid in sentence.kids(noun))


def _place(sentence: Sentence, kid: Token) -> str:
    """Which of the codebook's places a kid of a cue stands in."""
    if kid.dep in ("ccomp", "parataxis"):
        return "infinitive" if _infinitive(sentence, kid) else "clause"
    if kid.dep in ("acl", "relcl"):
        return _clause_of_noun(sentence, kid)
    if kid.dep == "xcomp":
        return "infinitive"
    return "object" if kid.dep == "dobj" or (kid.dep == "oprd" and kid.pos == "NOUN") else ""


_ANSWERING = frozenset(("reject", "deny", "dismiss", "refute", "dispute", "contest", "repeat", "confirm"))
"""Verbs of which a charge, a report or a claim is the object."""


def _clause_of_noun(sentence: Sentence, kid: Token) -> str:
    """A noun's clause with "that" and a subject of its own says what the noun says; a participle only describes it."""
    if _infinitive(sentence, kid):
        return "infinitive"
    subject = sentence.kid(kid, "nsubj", "nsubjpass")
    if subject and any(mark.lemma == "that" for mark in sentence.kids(kid, "mark")):
        return "clause"
    first = sentence.tokens[kid.head + 1] if kid.head + 1 < len(sentence.tokens) else kid
    # "A charge that the army rejected" says nothing of what the charge is. Where other verbs follow, the parser takes
    # "that" for their object also where it only begins a clause.
    relative = first.head == kid.i and first.dep == "dobj" and kid.lemma in _ANSWERING
    return "clause" if subject and first.lemma == "that" and subject.i != first.i and not relative else ""


def _infinitive(sentence: Sentence, token: Token) -> bool:
    return token.tag == "VB" and any(kid.tag == "TO" for kid in sentence.kids(token, "aux"))


def _of_passive(sentence: Sentence, token: Token, cue: Cue, book: CueBook) -> Content | None:
    if "clause" in cue.content:
        cue = replace(cue, content=cue.content | {"infinitive"})
    subject = sentence.kid(token, "nsubjpass", "nsubj")
    governed = list(_governed(sentence, token, cue, book))
    kids = [*governed, *([subject] if subject and _personal(governed, cue) else [])]
    tokens = sorted({t for kid in kids for t in sentence.subtree(kid)})
    return Content(tuple(tokens)) if tokens else None


def _personal(governed: Sequence[Token], cue: Cue) -> bool:
    """Whether the passive's subject is part of what is said ("he is said to have fled", "the raid was denied")."""
    if governed:
        return any(kid.dep == "xcomp" for kid in governed)
    return "object" in cue.content or "subject" in cue.content


def _around(sentence: Sentence, token: Token) -> list[Token]:
    """The clause that a cue interrupts or follows: "The raid, police said, killed two"."""
    head = sentence.head(token)
    if head is None or head.pos not in ("VERB", "AUX") or sentence.kid(token, "nsubj") is None:
        return []
    if token.dep != "parataxis" and not (token.dep == "ccomp" and _between_commas(sentence, token)):
        return []
    aside = {t.i for t in sentence.subtree(token)}
    return [t for t in sentence.subtree(head) if t.i not in aside]


def _between_commas(sentence: Sentence, token: Token) -> bool:
    words = sentence.subtree(token)
    before, after = words[0].i - 1, words[-1].i + 1
    return (
        before >= 0
        and after < len(sentence.tokens)
        and sentence.tokens[before].text == sentence.tokens[after].text == ","
    )


def _quoted(sentence: Sentence, token: Token, quotes: Quotes) -> list[Offsets]:
    before = quotes.around(sentence.start)
    spans = [*([before] if before else []), *quotes.between(sentence.start + 1, sentence.end)]
    return [span for span in spans if not span[0] <= token.start < span[1] and span[1] - span[0] > _SHORT]


def pieces(parse: Parse, content: Content, taken: Iterable[Offsets], quotes: Quotes) -> tuple[Offsets, ...]:
    """The spans of a content: runs of its words without what is `taken`, each quotation whole."""
    free = [t for t in content.tokens if not any(t.start < end and start < t.end for start, end in taken)]
    within = {quotes.around(start) for start, _ in taken}
    spans = [_whole_quote(span, quotes, within) for span in _runs(free)]
    return _merged(parse.text, [*spans, *content.quoted])


def _runs(tokens: Sequence[Token]) -> Iterator[Offsets]:
    run: list[Token] = []
    for token in tokens:
        if run and token.i != run[-1].i + 1:
            yield from _trimmed(run)
            run = []
        run.append(token)
    yield from _trimmed(run)


def _trimmed(run: list[Token]) -> Iterator[Offsets]:
    while run and (run[-1].text in _TRIM or run[-1].text == "."):
        run.pop()
    while run and run[0].text in _TRIM:
        run.pop(0)
    if any(token.pos != "PUNCT" for token in run):
        yield run[0].start, run[-1].end


def _whole_quote(span: Offsets, quotes: Quotes, cut: Set[Offsets | None]) -> Offsets:
    """The span, wide enough for a quotation that it starts or ends in, unless the cue stands in that quotation."""
    start, end = span
    first, last = quotes.around(start), quotes.around(end - 1)
    if first and first not in cut and first[1] <= end + 2:
        start, end = first[0], max(end, first[1])
    if last and last not in cut:
        end = max(end, last[1])
    return start, end


def _merged(text: str, spans: Iterable[Offsets]) -> tuple[Offsets, ...]:
    merged: list[Offsets] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
