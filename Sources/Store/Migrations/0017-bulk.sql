-- Many matters on their way through one act: what was chosen, what is to happen, and what became of each row.

CREATE TABLE bulk_runs (
  id BIGINT PRIMARY KEY,
  act TEXT NOT NULL CHECK (act IN ('assign', 'transfer', 'urge')),
  list TEXT NOT NULL,
  has_more BOOLEAN NOT NULL,
  -- To whom and with which words; the words go when all rows are gone through, they stand in the history of each.
  input TEXT,
  state TEXT NOT NULL CHECK (state IN ('chosen', 'prepared', 'running', 'done')),
  made_by BIGINT NOT NULL REFERENCES people (id),
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  CHECK (input IS NOT NULL OR state = 'chosen')
);
CREATE INDEX bulk_runs_maker ON bulk_runs (made_by, id);
CREATE INDEX bulk_runs_state ON bulk_runs (state, changed_at);

CREATE TABLE bulk_rows (
  run_id BIGINT NOT NULL REFERENCES bulk_runs (id),
  position BIGINT NOT NULL,
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  -- The revision that was seen.
  seen BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'done', 'refused')),
  -- The number of the act in the matter's history.
  seq BIGINT,
  reason TEXT,
  PRIMARY KEY (run_id, position),
  CHECK ((outcome = 'done') = (seq IS NOT NULL)),
  CHECK ((outcome = 'refused') = (reason IS NOT NULL))
);
