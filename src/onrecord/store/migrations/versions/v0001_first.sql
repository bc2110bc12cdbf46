CREATE TABLE article (
  "key" INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  text TEXT NOT NULL,
  origin TEXT NOT NULL,
  url TEXT,
  publisher TEXT,
  title TEXT,
  language TEXT,
  published TEXT,
  published_precision TEXT NOT NULL,
  published_basis TEXT NOT NULL,
  dateline_place TEXT,
  dateline_text TEXT,
  same_text_as TEXT,
  supersedes TEXT,
  withdrawn BOOLEAN NOT NULL,
  unread_reason TEXT,
  coder_version TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (article_id)
);;
CREATE INDEX article_published ON article (published);;
CREATE INDEX article_publisher ON article (publisher);;
CREATE INDEX article_unread ON article (unread_reason) WHERE unread_reason IS NOT NULL;;
CREATE INDEX article_same_text_as ON article (same_text_as) WHERE same_text_as IS NOT NULL;;
CREATE TABLE party (
  "key" INTEGER NOT NULL,
  digest BIGINT NOT NULL,
  name TEXT NOT NULL,
  actor_id TEXT,
  country TEXT,
  sector TEXT,
  naming TEXT NOT NULL,
  text TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (digest)
);;
CREATE TABLE place (
  "key" INTEGER NOT NULL,
  digest BIGINT NOT NULL,
  name TEXT NOT NULL,
  admin1 TEXT,
  country TEXT,
  latitude FLOAT,
  longitude FLOAT,
  geonames_id INTEGER,
  precision TEXT NOT NULL,
  runner_up TEXT,
  folded TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (digest)
);;
CREATE TABLE term (
  "key" INTEGER NOT NULL,
  digest BIGINT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (digest)
);;
CREATE TABLE coder (
  "key" INTEGER NOT NULL,
  digest BIGINT NOT NULL,
  version TEXT NOT NULL,
  codebook TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (digest)
);;
CREATE TABLE actor (
  "key" INTEGER NOT NULL,
  digest BIGINT NOT NULL,
  actor_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  PRIMARY KEY ("key"),
  UNIQUE (digest)
);;
CREATE INDEX actor_actor_id ON actor (actor_id);;
CREATE TABLE judgement (
  "key" INTEGER NOT NULL,
  judgement_id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  verdict TEXT NOT NULL,
  field TEXT,
  value TEXT,
  reason TEXT,
  PRIMARY KEY ("key"),
  UNIQUE (judgement_id)
);;
CREATE TABLE run (
  "key" INTEGER NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  coder_version TEXT NOT NULL,
  inputs TEXT,
  stored INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  PRIMARY KEY ("key")
);;
CREATE TABLE log (
  "key" INTEGER NOT NULL,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  PRIMARY KEY ("key")
);;
CREATE TABLE published_evidence (
  article INTEGER NOT NULL,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (article, position),
  FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE TABLE reading_version (
  article INTEGER NOT NULL,
  coder_version TEXT NOT NULL,
  replaced_at TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (article, coder_version),
  FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);;
CREATE TABLE passage (
  "key" INTEGER NOT NULL,
  article INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  FOREIGN KEY(article) REFERENCES article ("key") DEFERRABLE INITIALLY DEFERRED
);;
CREATE INDEX passage_article ON passage (article);;
CREATE TABLE statement (
  "key" INTEGER NOT NULL,
  statement_id TEXT NOT NULL,
  article INTEGER NOT NULL,
  source INTEGER,
  source_start INTEGER,
  source_end INTEGER,
  cue_start INTEGER,
  cue_end INTEGER,
  stance TEXT NOT NULL,
  said TEXT,
  via INTEGER,
  decided_by INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (statement_id),
  FOREIGN KEY(article) REFERENCES article ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(source) REFERENCES party ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(via) REFERENCES statement ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(decided_by) REFERENCES term ("key") DEFERRABLE INITIALLY DEFERRED
);;
CREATE INDEX statement_source ON statement (source);;
CREATE INDEX statement_via ON statement (via) WHERE via IS NOT NULL;;
CREATE INDEX statement_stance ON statement (stance);;
CREATE INDEX statement_article ON statement (article);;
CREATE TABLE incident (
  "key" INTEGER NOT NULL,
  incident_id TEXT NOT NULL,
  event_type TEXT,
  mode TEXT,
  date_earliest TEXT,
  date_latest TEXT,
  date_edtf TEXT,
  date_precision TEXT,
  date_basis TEXT,
  date_start INTEGER,
  date_end INTEGER,
  date_text TEXT,
  place INTEGER,
  place_margin FLOAT,
  place_start INTEGER,
  place_end INTEGER,
  place_text TEXT,
  standing TEXT NOT NULL,
  independent_sources INTEGER NOT NULL,
  stale BOOLEAN NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (incident_id),
  FOREIGN KEY(place) REFERENCES place ("key") DEFERRABLE INITIALLY DEFERRED
);;
CREATE INDEX incident_date ON incident (date_earliest, date_latest);;
CREATE INDEX incident_standing ON incident (standing);;
CREATE INDEX incident_stale ON incident ("key") WHERE stale;;
CREATE INDEX incident_event_type_date ON incident (event_type, date_earliest);;
CREATE INDEX incident_place ON incident (place) WHERE place IS NOT NULL;;
CREATE TABLE article_actor (
  article INTEGER NOT NULL,
  position INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  PRIMARY KEY (article, position),
  FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(actor) REFERENCES actor ("key") DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX article_actor_actor ON article_actor (actor);;
CREATE TABLE actor_name (
  actor INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (actor, position),
  FOREIGN KEY(actor) REFERENCES actor ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE TABLE actor_role (
  actor INTEGER NOT NULL,
  position INTEGER NOT NULL,
  office TEXT NOT NULL,
  "of" TEXT,
  sector TEXT,
  since TEXT,
  until TEXT,
  PRIMARY KEY (actor, position),
  FOREIGN KEY(actor) REFERENCES actor ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE TABLE affiliation (
  actor INTEGER NOT NULL,
  position INTEGER NOT NULL,
  "to" TEXT NOT NULL,
  kind TEXT NOT NULL,
  basis TEXT NOT NULL,
  source TEXT,
  factuality TEXT NOT NULL,
  since TEXT,
  until TEXT,
  article_id TEXT,
  evidence_start INTEGER,
  evidence_end INTEGER,
  evidence_text TEXT,
  PRIMARY KEY (actor, position),
  FOREIGN KEY(actor) REFERENCES actor ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX affiliation_article ON affiliation (article_id) WHERE article_id IS NOT NULL;;
CREATE TABLE judgement_subject (
  judgement INTEGER NOT NULL,
  position INTEGER NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (judgement, position),
  FOREIGN KEY(judgement) REFERENCES judgement ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX judgement_subject_subject ON judgement_subject (subject);;
CREATE TABLE statement_content (
  statement INTEGER NOT NULL,
  position INTEGER NOT NULL,
  passage INTEGER NOT NULL,
  PRIMARY KEY (statement, position),
  FOREIGN KEY(statement) REFERENCES statement ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(passage) REFERENCES passage ("key") DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX statement_content_passage ON statement_content (passage);;
CREATE TABLE event (
  "key" INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  article INTEGER NOT NULL,
  trigger_start INTEGER,
  trigger_end INTEGER,
  event_type TEXT,
  mode TEXT,
  cameo TEXT,
  scope TEXT NOT NULL,
  modality TEXT NOT NULL,
  standing TEXT NOT NULL,
  date_earliest TEXT,
  date_latest TEXT,
  date_edtf TEXT,
  date_precision TEXT,
  date_basis TEXT,
  date_start INTEGER,
  date_end INTEGER,
  place INTEGER,
  place_margin FLOAT,
  place_start INTEGER,
  place_end INTEGER,
  about INTEGER,
  happening INTEGER,
  evidence INTEGER NOT NULL,
  coder INTEGER NOT NULL,
  decided_by INTEGER NOT NULL,
  cues TEXT,
  unmerged BOOLEAN NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (event_id),
  FOREIGN KEY(article) REFERENCES article ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(place) REFERENCES place ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(about) REFERENCES event ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(happening) REFERENCES event ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(evidence) REFERENCES passage ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(coder) REFERENCES coder ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(decided_by) REFERENCES term ("key") DEFERRABLE INITIALLY DEFERRED
);;
CREATE INDEX event_article ON event (article);;
CREATE INDEX event_date ON event (date_earliest, date_latest);;
CREATE INDEX event_standing ON event (standing);;
CREATE INDEX event_unmerged ON event ("key") WHERE unmerged;;
CREATE INDEX event_event_type_date ON event (event_type, date_earliest);;
CREATE INDEX event_happening ON event (happening) WHERE happening IS NOT NULL;;
CREATE INDEX event_place ON event (place) WHERE place IS NOT NULL;;
CREATE INDEX event_about ON event (about) WHERE about IS NOT NULL;;
CREATE INDEX event_evidence ON event (evidence);;
CREATE TABLE incident_party (
  incident INTEGER NOT NULL,
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  party INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (incident, role, position),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(party) REFERENCES party ("key") DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX incident_party_party ON incident_party (party);;
CREATE TABLE incident_article (
  incident INTEGER NOT NULL,
  position INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (incident, position),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX incident_article_article ON incident_article (article);;
CREATE TABLE incident_part (
  incident INTEGER NOT NULL,
  position INTEGER NOT NULL,
  part TEXT NOT NULL,
  PRIMARY KEY (incident, position),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX incident_part_part ON incident_part (part);;
CREATE TABLE incident_note (
  incident INTEGER NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (incident, kind, position),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE TABLE incident_figure (
  "key" INTEGER NOT NULL,
  incident INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  whom TEXT,
  side TEXT NOT NULL,
  low BIGINT,
  best BIGINT,
  high BIGINT,
  PRIMARY KEY ("key"),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);;
CREATE INDEX incident_figure_incident ON incident_figure (incident);;
CREATE TABLE responsibility (
  "key" INTEGER NOT NULL,
  incident INTEGER NOT NULL,
  position INTEGER NOT NULL,
  party TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY ("key"),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);;
CREATE INDEX responsibility_incident ON responsibility (incident);;
CREATE TABLE incident_change (
  incident INTEGER NOT NULL,
  position INTEGER NOT NULL,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  article_id TEXT,
  PRIMARY KEY (incident, position),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE TABLE event_party (
  event INTEGER NOT NULL,
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  party INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (event, role, position),
  CONSTRAINT role_is_known CHECK (role IN ('actor', 'recipient')),
  FOREIGN KEY(event) REFERENCES event ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(party) REFERENCES party ("key") DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX event_party_party ON event_party (party);;
CREATE TABLE event_context (
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (event, position),
  FOREIGN KEY(event) REFERENCES event ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE TABLE more_evidence (
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  passage INTEGER NOT NULL,
  PRIMARY KEY (event, position),
  FOREIGN KEY(event) REFERENCES event ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(passage) REFERENCES passage ("key") DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX more_evidence_passage ON more_evidence (passage);;
CREATE TABLE claim (
  "key" INTEGER NOT NULL,
  claim_id TEXT NOT NULL,
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  statement INTEGER,
  source INTEGER,
  source_start INTEGER,
  source_end INTEGER,
  cue_start INTEGER,
  cue_end INTEGER,
  stance TEXT NOT NULL,
  factuality TEXT NOT NULL,
  said TEXT,
  evidence INTEGER NOT NULL,
  decided_by INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (claim_id),
  FOREIGN KEY(event) REFERENCES event ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(statement) REFERENCES statement ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(source) REFERENCES party ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(evidence) REFERENCES passage ("key") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(decided_by) REFERENCES term ("key") DEFERRABLE INITIALLY DEFERRED
);;
CREATE INDEX claim_statement ON claim (statement) WHERE statement IS NOT NULL;;
CREATE INDEX claim_evidence ON claim (evidence);;
CREATE INDEX claim_source ON claim (source) WHERE source IS NOT NULL;;
CREATE INDEX claim_event ON claim (event);;
CREATE TABLE incident_event (
  incident INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (incident, position),
  FOREIGN KEY(incident) REFERENCES incident ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(event) REFERENCES event ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX incident_event_event ON incident_event (event);;
CREATE TABLE sourced_figure (
  incident_figure INTEGER NOT NULL,
  position INTEGER NOT NULL,
  source TEXT,
  publisher TEXT,
  low BIGINT,
  best BIGINT,
  high BIGINT,
  said TEXT,
  article INTEGER NOT NULL,
  PRIMARY KEY (incident_figure, position),
  FOREIGN KEY(incident_figure) REFERENCES incident_figure ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(article) REFERENCES article ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX sourced_figure_article ON sourced_figure (article);;
CREATE TABLE figure (
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  whom TEXT,
  side TEXT NOT NULL,
  low BIGINT,
  best BIGINT,
  high BIGINT,
  claim INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (event, position),
  FOREIGN KEY(event) REFERENCES event ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(claim) REFERENCES claim ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX figure_kind ON figure (kind);;
CREATE INDEX figure_claim ON figure (claim) WHERE claim IS NOT NULL;;
CREATE TABLE responsibility_claim (
  responsibility INTEGER NOT NULL,
  position INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (responsibility, position),
  FOREIGN KEY(responsibility) REFERENCES responsibility ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(claim) REFERENCES claim ("key") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;;
CREATE INDEX responsibility_claim_claim ON responsibility_claim (claim);;
CREATE VIRTUAL TABLE article_fts
        USING fts5(title, text, content="article", content_rowid = 'key', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2');;
CREATE TRIGGER article_fts_insert AFTER INSERT ON article BEGIN
       INSERT INTO article_fts (rowid, title, text) VALUES (new.key, new.title, new.text); END;;
CREATE TRIGGER article_fts_delete AFTER DELETE ON article BEGIN
       INSERT INTO article_fts (article_fts, rowid, title, text)
       VALUES ('delete', old.key, old.title, old.text); END;;
CREATE TRIGGER article_fts_update AFTER UPDATE OF title, text ON article BEGIN
       INSERT INTO article_fts (article_fts, rowid, title, text)
       VALUES ('delete', old.key, old.title, old.text);
       INSERT INTO article_fts (rowid, title, text) VALUES (new.key, new.title, new.text); END;;
CREATE VIEW passage_words AS SELECT passage.key AS key, substr(text, passage.start + 1, passage."end" - passage.start) AS words
        FROM passage JOIN article ON article.key = passage.article;;
CREATE VIRTUAL TABLE passage_fts
        USING fts5(words, content="passage_words", content_rowid = 'key', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2');;
CREATE TRIGGER passage_fts_insert AFTER INSERT ON passage BEGIN
        INSERT INTO passage_fts (rowid, words) SELECT new.key, substr(text, new.start + 1, new."end" - new.start) FROM article
        WHERE article.key = new.article; END;;
CREATE TRIGGER passage_fts_delete BEFORE DELETE ON passage BEGIN
        INSERT INTO passage_fts (passage_fts, rowid, words)
        SELECT 'delete', old.key, substr(text, old.start + 1, old."end" - old.start) FROM article WHERE article.key = old.article; END;;
