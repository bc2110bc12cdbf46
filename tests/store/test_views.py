from typing import Any

from making.incidents import incident_of
from making.maker import Maker
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.write import Writer


def rows(database: Database, view: str) -> list[Any]:
    with database.reading() as connection:
        return list(connection.exec_driver_sql(f"SELECT * FROM {view} ORDER BY 1"))


def test_the_views_show_records_with_their_words(database: Database, writer: Writer, maker: Maker) -> None:
    made = list(maker.readings(5))
    writer.write(made)
    writer.replace_incidents((), [incident_of(made, 1)])
    for row, event in zip(rows(database, "event_told"), query.events(database), strict=True):
        names = "; ".join(party.name for party in event.actor)
        assert (row.event_id, row.evidence, row.actor or "") == (event.event_id, event.evidence.text, names)
        assert row.place == (event.place.name if event.place else None)
    for row, claim in zip(rows(database, "claim_told"), query.claims(database), strict=True):
        assert (row.claim_id, row.evidence) == (claim.claim_id, claim.evidence.text)
        assert (row.source, row.cue) == (claim.source and claim.source.name, claim.cue and claim.cue.text)
    for row, statement in zip(rows(database, "statement_told"), query.statements(database), strict=True):
        assert (row.content, row.cue) == (" … ".join(span.text for span in statement.content), statement.cue.text)
    figures = [(told.event.event_id, told.figure.text, told.figure.best) for told in query.figures(database)]
    assert [(row.event_id, row.words, row.best) for row in rows(database, "figure_told")] == figures
    (incident,) = query.incidents(database)
    (row,) = rows(database, "incident_told")
    assert (row.incident_id, row.killed, row.contradictions) == (incident.incident_id, 4, incident.contradictions[0])
