"""Writes the page of the documentation that shows the latest result of `speed.py`."""

import json
from pathlib import Path
from typing import Any

BENCH = Path(__file__).parent
PAGE = BENCH.parent / "docs" / "speed.md"
TEXT = """# Speed

Made by `make bench`, which measures the bare parser (spaCy's small model, tagger and parser) and the whole reading of
the same articles by turns, in one process on one core, in seconds of CPU time. The reading takes an article from the
file to the database: inputs, clean-up, parse, every stage, store. Memory and starting times are of fresh processes.
Run it on your own reports with `.venv/bin/python bench/speed.py --texts FILE.jsonl`.

| {when} | |
| --- | --- |
| machine | {cpu}, {cores} cores, Python {python}, spaCy {spacy} |
| OnRecord | {onrecord} |
| articles | {articles}, {texts}; {words:,} words measured |
| bare parser | {bare_parser_words_a_second:,} words a second a core |
| whole reading | {reading_words_a_second:,} words a second a core |
| reading / bare parser | {times_the_bare_parser:.2f} times its time (half the batches: {low:.2f} to {high:.2f}) |
| memory at its peak | {peak_memory_mb:.0f} MB |
| `onrecord --help` | {help_cpu_seconds:.2f} s of CPU time |
| first article stored | after {first_article_cpu_seconds:.1f} s of CPU time, {first_article_seconds:.1f} s in all |
| database | {database_mb_per_thousand_articles:.1f} MB a thousand articles |

Where the reading's time goes:

| stage | share | times the bare parser |
| --- | --- | --- |
{stages}
"""


DESK = """
## The desk

Made by `make bench-desk` over a made-up record of {incidents:,} incidents out of {events:,} events. {readers} readers
open pages at random, {pause_seconds} s apart on average, beside an `onrecord read` that writes into the same record
({written_meanwhile:,} articles meanwhile). The aim is {aim_ms} ms for 95 of 100 answers of every page.
{load}
The first paint of the desk moves {paint_kb:,} kB; with the map and all that it needs, {map_kb:,} kB.

| {when}, {seconds:.0f} s, {a_second} answers a second | half under | 95 of 100 under | the first ever |
| --- | --- | --- | --- |
{pages}
"""


OTHERS_SLOW = """\
The load average was {load_average} on {cores} cores; what is beyond some three of it was other work on the machine,
which slows every answer."""
BEFORE_OTHERS = """\
The load average was {load_average} on {cores} cores, most of it other work on the machine; the desk, its readers and
the read beside it ran before that work (`chrt -r 5`), as they would on a machine of their own."""


def desk(result: dict[str, Any]) -> str:
    """The part of the page on the desk."""
    pages = "\n".join(
        f"| {name} | {one['p50']:,.0f} ms | {one['p95']:,.0f} ms | {result['first_answer_ms'].get(name, 0):,} ms |"
        for name, one in result["pages"].items()
        if "p50" in one
    )
    sizes: dict[str, Any] = {
        "load": (BEFORE_OTHERS if result.get("before_other_work") else OTHERS_SLOW).format(
            load_average=result["load_average"], cores=result["machine"]["cores"]
        ),
        "paint_kb": round(result["first_paint_bytes"] / 1000),
        "map_kb": round(result["with_map_bytes"] / 1000),
    }
    return DESK.format(**{**result, **sizes, "when": result["when"][:10], "pages": pages})


def page(result: dict[str, Any]) -> str:
    """The page's text for one result."""
    stages = "\n".join(
        f"| {name} | {stage['share']:.1%} | {stage['times_the_bare_parser']:.3f} |"
        for name, stage in result["stages"].items()
    )
    low, high = result["times_the_bare_parser_middle_half"]
    when = result["when"][:10]
    return TEXT.format(**{**result, **result["machine"], "when": when, "low": low, "high": high, "stages": stages})


NEWS = """
On {articles} {texts} ({words:,} words, {when}) the whole reading took
{times_the_bare_parser:.2f} times the bare parser's time, {reading_words_a_second:,} words a second a core: statements
{attribute:.2f}, merging {merge:.2f} times. The made-up reports above are nearly alike, and so compared much more.
"""


def news(result: dict[str, Any]) -> str:
    """What real reports take, which are less alike than made-up ones (`speed.py --texts`, kept as news.json)."""
    of = {name.split(": ")[-1]: stage["times_the_bare_parser"] for name, stage in result["stages"].items()}
    return NEWS.format(**{**result, "when": result["when"][:10], "attribute": of["attribute"], "merge": of["merge"]})


ORDERS = ("in no order", "in order of time")
GROWTH = """
## Growth

Made by `make bench-growth`: seconds of CPU time for storing and merging a thousand more reports of a made-up war, by
how many the record has already. [Incidents](incidents.md) says what they stand for.

{table}
"""


def table(result: dict[str, Any]) -> str:
    """The result as a table in Markdown."""
    lines = [
        f"| articles, {result['when'][:10]} | {result['added']:,} more {ORDERS[0]}, s | {ORDERS[1]}, s | F1 of pairs"
        " | record, MB | memory, MB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for size, one in result["sizes"].items():
        taken = (f"{one[order]:.1f}" if order in one else "not measured" for order in ORDERS)
        rest = f"{one['f1']:.3f}", f"{one['megabytes']:,}", f"{one['peak_mb']:,}"
        lines.append(f"| {int(size):,} | {' | '.join((*taken, *rest))} |")
    return "\n".join(lines)


def growth(result: dict[str, Any]) -> str:
    """The part of the page on growth."""
    return GROWTH.format(table=table(result))


def whole() -> str:
    """The page of the latest results."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (BENCH / "results").glob("*.json")}
    parts = (make(found[name]) for name, make in _PARTS.items() if name in found)
    return "".join(parts)


_PARTS = {"latest": page, "news": news, "growth": growth, "desk": desk}


if __name__ == "__main__":
    PAGE.write_text(whole(), encoding="utf-8")
