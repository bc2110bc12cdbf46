"""Writes docs/events.md: each event type with its definition, modes, triggers, examples and how many of them are right.

Run as `PYTHONPATH=tests .venv/bin/python -m making.events_page` after the codebook or the coder has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from making.coder_cases import results_by_type
from making.marked_facts import Fact, Facts, not_found
from making.telling import tell_all
from onrecord.articles.parse import Parser
from onrecord.codebooks.crosswalk import plover_modes
from onrecord.codebooks.events import NONE, UNNAMED, Codebook, Frame
from onrecord.codebooks.markup import read_marked
from onrecord.events.examples import Told

PAGE = Path(__file__).parents[2] / "docs" / "events.md"
OPENING = """# The event types and their triggers

Types and modes are PLOVER 2.0's; definitions, triggers and examples are OnRecord's own and stand in
`src/onrecord/codebooks/events/*.toml`. This page is written by `make docs`; do not edit it.

A pattern says what a trigger needs: `A` acts, `R` is acted upon, `B` is the other side of a mutual act; `a|b` are
alternatives, `{class}` any word of a class of the codebook, `R!` has to be there, `DO`, `TO` and `THAT` are clauses. In
an example the **trigger** is in bold and who is who in brackets. Each example is a test: the pattern itself has to
decide, its actors have to be exactly those that are marked, and no marked recipient may be missing. The cases are
sentences of their own in `tests/cases/events`, read in the same way.

An example also marks where this event happened (`place`; no other place name is marked), when (`date`), how many were
killed, arrested and so on, and who says it (`source`) with which words, which have their stance as label. A trigger is
affirmed by the article's own voice unless it is marked otherwise: `attributed`, `alleged`, `denied`, `disputed`,
`unrealised`.

`onrecord codebook show TYPE` prints the same for the codebook in use; to change it, see `onrecord codebook new --help`.
"""
SPECIAL = {UNNAMED: "Happenings without a type", NONE: "Words that look like an event and are none"}
Results = Mapping[str, tuple[int, int]]


def page(book: Codebook, told: list[tuple[Frame, Told]], cases: Results, facts: list[Fact]) -> str:
    """The page as it should be: `told` is what became of each example, `cases` the right ones of how many, a type;
    `facts` is what else the examples mark."""
    faults = {frame.name: one.fault(frame) for frame, one in told}
    parts = [OPENING, *_overview(book, faults, cases), *_marks(facts)]
    for name in [*sorted(book.types.keys() - SPECIAL), *SPECIAL]:
        parts += _section(book, name, faults)
    return "\n".join(parts)


def _overview(book: Codebook, faults: Mapping[str, str | None], cases: Results) -> Iterator[str]:
    yield "| type | triggers | examples right | cases right |\n| --- | --- | --- | --- |"
    for name in [*sorted(book.types.keys() - SPECIAL), *SPECIAL]:
        frames = [frame for frame in book.frames if frame.type_name == name]
        right = sum(faults[frame.name] is None for frame in frames)
        cased = "{} of {}".format(*cases[name]) if name in cases else ""
        yield f"| {SPECIAL.get(name, name)} | {len(frames)} | {right} of {len(frames)} | {cased} |"
    yield ""


def _marks(facts: list[Fact]) -> Iterator[str]:
    yield "| what the examples mark | found as marked |\n| --- | --- |"
    for kind in dict.fromkeys(fact.kind for fact in facts):
        mine = [fact for fact in facts if fact.kind == kind]
        yield f"| {kind} | {sum(fact.fault is None for fact in mine)} of {len(mine)} |"
    yield "\nWhat is not found yet, by its cause:\n"
    faults = {fact.name: fact.fault for fact in facts}
    for cause, names in not_found().items():
        yield f"- {cause}."
        yield from (
            f"  - {read_marked(n.partition(': ')[2]).text} ({n.partition(': ')[0]}: {faults[n]})" for n in names
        )
    yield ""


def _section(book: Codebook, name: str, faults: Mapping[str, str | None]) -> Iterator[str]:
    one = book.types[name]
    yield f"## {SPECIAL.get(name, name)}\n\n{' '.join(one.definition.split())}\n"
    if modes := sorted(mode for type_name, mode in plover_modes() if type_name == name):
        yield f"Modes: {', '.join(modes)}.\n"
    frames = [frame for frame in book.frames if frame.type_name == name]
    yield "| pattern | kind | mode | CAMEO | example |\n| --- | --- | --- | --- | --- |"
    yield from (_row(frame, faults[frame.name]) for frame in frames)
    yield ""


def _row(frame: Frame, fault: str | None) -> str:
    coding = frame.coding
    cells = (f"`{frame.pattern}`", frame.shape.kind, coding.mode or "", coding.cameo or "", _example(frame.example))
    wrong = f" (not yet: {fault})" if fault else ""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + wrong + " |"


def _example(line: str) -> str:
    """The sentence with its trigger in bold and its parties in brackets."""
    marked = read_marked(line)
    labels: dict[tuple[int, int], list[str]] = {}
    for mark in marked.marks:
        labels.setdefault((mark.start, mark.end), []).append(mark.label)
    text = marked.text
    for (start, end), named in sorted(labels.items(), reverse=True):
        words = text[start:end]
        text = text[:start] + (f"[{words} = {' '.join(named)}]" if any(named) else f"**{words}**") + text[end:]
    return text


if __name__ == "__main__":
    codebook, parser = Codebook.load(), Parser()
    examples = tell_all([frame.example for frame in codebook.frames], parser, codebook)
    pairs = list(zip(codebook.frames, examples, strict=True))
    facts = Facts(parser, codebook).told([frame.example for frame in codebook.frames])
    PAGE.write_text(page(codebook, pairs, results_by_type(parser, codebook), facts), encoding="utf-8")
