"""Views for people who open the file with Datasette or the sqlite3 shell: records with their words, on one line each.

SQLite's own, as `sqlite.py` is. OnRecord itself never reads them; they are made anew after every migration, so a
change of one needs a new revision, whose script may be empty.
"""

from __future__ import annotations

import re

from sqlalchemy.engine import Connection


def _words(start: str, end: str) -> str:
    return f"substr(a.text, {start} + 1, {end} - {start})"


def _names(role: str) -> str:
    return (
        "(SELECT group_concat(p.name, '; ') FROM event_party ep JOIN party p ON p.\"key\" = ep.party"
        f" WHERE ep.event = e.\"key\" AND ep.role = '{role}')"
    )


VIEWS = (
    f"""CREATE VIEW event_told AS
SELECT e.event_id, a.article_id, a.publisher, a.published, e.event_type, e.mode, e.scope, e.modality, e.standing,
  {_names("actor")} AS actor, {_names("recipient")} AS recipient,
  e.date_earliest, e.date_latest, e.date_edtf, pl.name AS place, pl.country, pl.latitude, pl.longitude,
  {_words("ps.start", 'ps."end"')} AS evidence, t.term AS decided_by, e.cues
FROM event e JOIN article a ON a."key" = e.article JOIN passage ps ON ps."key" = e.evidence
JOIN term t ON t."key" = e.decided_by LEFT JOIN place pl ON pl."key" = e.place""",
    f"""CREATE VIEW claim_told AS
SELECT c.claim_id, e.event_id, a.article_id, a.publisher, p.name AS source, p.country AS source_country,
  p.sector AS source_sector, p.naming, c.stance, c.factuality, c.said, {_words("c.cue_start", "c.cue_end")} AS cue,
  {_words("ps.start", 'ps."end"')} AS evidence
FROM claim c JOIN event e ON e."key" = c.event JOIN article a ON a."key" = e.article
JOIN passage ps ON ps."key" = c.evidence LEFT JOIN party p ON p."key" = c.source""",
    f"""CREATE VIEW statement_told AS
SELECT s.statement_id, a.article_id, a.publisher, p.name AS source, p.country AS source_country,
  p.sector AS source_sector, p.naming, s.stance, s.said, {_words("s.cue_start", "s.cue_end")} AS cue,
  (SELECT group_concat({_words("ps.start", 'ps."end"')}, ' … ') FROM statement_content sc
   JOIN passage ps ON ps."key" = sc.passage WHERE sc.statement = s."key") AS content
FROM statement s JOIN article a ON a."key" = s.article LEFT JOIN party p ON p."key" = s.source""",
    f"""CREATE VIEW figure_told AS
SELECT e.event_id, a.article_id, a.publisher, e.event_type, e.standing, f.kind, f.whom, f.side, f.low, f.best, f.high,
  p.name AS source, e.date_earliest, pl.name AS place, pl.country, {_words("f.start", 'f."end"')} AS words
FROM figure f JOIN event e ON e."key" = f.event JOIN article a ON a."key" = e.article
LEFT JOIN claim c ON c."key" = f.claim
LEFT JOIN party p ON p."key" = c.source LEFT JOIN place pl ON pl."key" = e.place""",
    """CREATE VIEW incident_told AS
SELECT i.incident_id, i.event_type, i.mode, i.standing, i.date_earliest, i.date_latest, pl.name AS place, pl.country,
  pl.latitude, pl.longitude, i.independent_sources,
  (SELECT group_concat(p.name, '; ') FROM incident_party ip JOIN party p ON p."key" = ip.party
   WHERE ip.incident = i."key" AND ip.role = 'actor') AS actor,
  (SELECT group_concat(p.name, '; ') FROM incident_party ip JOIN party p ON p."key" = ip.party
   WHERE ip.incident = i."key" AND ip.role = 'recipient') AS recipient,
  (SELECT max(best) FROM incident_figure f WHERE f.incident = i."key" AND f.kind = 'killed' AND f.side = 'victim')
    AS killed,
  (SELECT group_concat(note, '; ') FROM incident_note n WHERE n.incident = i."key" AND n.kind = 'contradiction')
    AS contradictions
FROM incident i LEFT JOIN place pl ON pl."key" = i.place""",
)


def make_views(connection: Connection) -> None:
    """Make the views, in the place of those that are there."""
    for view in VIEWS:
        name = re.findall(r"CREATE VIEW (\w+)", view)[0]
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
        connection.exec_driver_sql(view)
