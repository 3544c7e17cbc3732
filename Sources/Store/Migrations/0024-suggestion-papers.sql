-- Photos and scans of suggestions, the ledger of promises, and the letters about promises that were kept.

CREATE TABLE suggestion_files (
  id BIGINT PRIMARY KEY,
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  position BIGINT NOT NULL,
  main_sha256 TEXT NOT NULL,
  thumb_sha256 TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX suggestion_files_suggestion ON suggestion_files (suggestion_id, id);
CREATE INDEX suggestion_files_main ON suggestion_files (main_sha256);
CREATE INDEX suggestion_files_thumb ON suggestion_files (thumb_sha256);

-- 承诺事项台账: what the status says of each promise of a unit that still has its part.
CREATE TABLE suggestion_promises (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  number BIGINT NOT NULL,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  unit_id BIGINT NOT NULL REFERENCES handling_units (id),
  -- In which the suggestion was handed in.
  year BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'answered', 'rated')),
  due_on TEXT NOT NULL,
  PRIMARY KEY (suggestion_id, number)
);
CREATE INDEX suggestion_promises_congress ON suggestion_promises (congress_id, due_on, suggestion_id, number);
CREATE INDEX suggestion_promises_year ON suggestion_promises (congress_id, year, due_on, suggestion_id, number);
CREATE INDEX suggestion_promises_unit ON suggestion_promises (unit_id, due_on, suggestion_id, number);

-- 再次答复函: the newest draft, and the signed letter when there is one.
CREATE TABLE suggestion_promise_letters (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  promise BIGINT NOT NULL,
  body TEXT NOT NULL,
  signed_on TEXT,
  PRIMARY KEY (suggestion_id, promise)
);

-- 交办清单: by session.
CREATE INDEX suggestions_session ON suggestions (congress_id, session_id, id) WHERE session_id IS NOT NULL;
