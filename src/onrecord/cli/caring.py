"""`onrecord stats`, `doctor` and `about`: what is in the record, whether all is well, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from onrecord.cli.options import AsOf, Database
from onrecord.version import VERSION

CREDITS = """
Event types, modes and contexts: PLOVER 2.0 (openeventdata, CC BY-SA 4.0). Event codes: CAMEO (Schrodt 2012).
Parser: spaCy's en_core_web_sm (Explosion, MIT). Attribution: trained from all-MiniLM-L6-v2 (Apache-2.0).
Telephone areas: libphonenumber (Apache-2.0).
Licence of OnRecord: Apache-2.0.
""".strip()


def stats(as_of: AsOf = None, database: Database = None) -> None:
    """Count what is in the record: articles, events by type and standing, publishers, days."""
    from onrecord.cli.opened import opened
    from onrecord.cli.screen import screen
    from onrecord.cli.summaries import summary_of

    with opened(database, as_of=as_of) as record:
        for table in summary_of(record):
            screen().print(table)


def doctor(database: Database = None) -> None:
    """Check database, models, codebooks and gazetteer, and say what is wrong and how to mend it."""
    from onrecord.cli.checkup import checkup

    failed = False
    for name, trouble in checkup(database):
        failed |= trouble is not None
        typer.echo(f"{'trouble' if trouble else 'well   '}  {name}{': ' + trouble if trouble else ''}")
    if failed:
        raise typer.Exit(1)


def about() -> None:
    """Say what OnRecord is, its version, and whose data and work it stands on."""
    for line in _about():
        typer.echo(line)


def _about() -> Iterator[str]:
    from onrecord.expressions.gazetteer_build import CREDITS as PLACES

    yield f"OnRecord {VERSION} keeps a record of what news reports tell, on whose word, and who denies it."
    yield "It takes no side: it reports who says what. Nothing that it reads leaves this machine."
    yield CREDITS
    for whose, terms, where in PLACES:
        yield f"Places: {whose} ({terms}; {where})."
