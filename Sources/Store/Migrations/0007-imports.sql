-- Rosters from files on their way into the directory: what is to be made, what was found, what was made.

CREATE TABLE import_runs (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  ignored_heads TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('reading', 'checked', 'applying', 'applied', 'undoing', 'undone', 'discarded')),
  row_count BIGINT NOT NULL,
  ready_count BIGINT NOT NULL,
  -- The resume mark: rows up to this position have been gone through.
  done_count BIGINT NOT NULL,
  made_count BIGINT NOT NULL,
  left_count BIGINT NOT NULL,
  made_by BIGINT REFERENCES people (id),
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX import_runs_congress ON import_runs (congress_id, id);
CREATE INDEX import_runs_state ON import_runs (state, changed_at);

-- What is still to be made: encrypted, because telephone numbers are in it, and gone as soon as it is made.
CREATE TABLE import_rows (
  run_id BIGINT NOT NULL REFERENCES import_runs (id),
  position BIGINT NOT NULL,
  row_number BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  key_id BIGINT NOT NULL,
  PRIMARY KEY (run_id, position)
);

CREATE TABLE import_findings (
  run_id BIGINT NOT NULL REFERENCES import_runs (id),
  seq BIGINT NOT NULL,
  row_number BIGINT NOT NULL,
  column_index BIGINT,
  head TEXT NOT NULL,
  fault TEXT NOT NULL,
  is_mended BOOLEAN NOT NULL,
  shown TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
);
CREATE INDEX import_findings_fault ON import_findings (run_id, fault, seq);

CREATE TABLE import_records (
  run_id BIGINT NOT NULL REFERENCES import_runs (id),
  seq BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('made', 'removed', 'kept', 'ended')),
  hangers TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
);
CREATE INDEX import_records_state ON import_records (run_id, state, seq);
