-- 代表建议、批评和意见. The row repeats of the status what lists and tables sort and count by; the status itself is the
-- evolved value as JSON, never looked into by SQL.

CREATE TABLE suggestions (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  term_id BIGINT REFERENCES congress_terms (id),
  session_id BIGINT REFERENCES congress_sessions (id),
  period TEXT NOT NULL CHECK (period IN ('in_session', 'out_of_session')),
  receiver TEXT NOT NULL CHECK (receiver IN ('secretariat', 'work_body', 'presidium')),
  state TEXT NOT NULL CHECK (state IN ('drafting', 'submitted', 'returned', 'refused', 'letter', 'registered',
    'handling', 'replied', 'studying', 'disputed', 'closed', 'merged', 'split', 'withdrawn', 'discarded')),
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  status TEXT NOT NULL,
  settings_id BIGINT REFERENCES settings_versions (id),
  proposer_id BIGINT NOT NULL REFERENCES people (id),
  delegation_id BIGINT REFERENCES delegations (id),
  category_id BIGINT REFERENCES matter_categories (id),
  number BIGINT,
  -- The calendar year in which it was handed in; drafts have none.
  year BIGINT,
  submitted_on TEXT,
  handed_over_on TEXT,
  closed_on TEXT,
  handling TEXT CHECK (handling IN ('sole', 'lead', 'separate')),
  overall TEXT CHECK (overall IN ('satisfied', 'basic', 'dissatisfied')),
  was_rehandled BOOLEAN NOT NULL,
  is_key BOOLEAN NOT NULL,
  is_confidential BOOLEAN NOT NULL,
  open_promises BIGINT NOT NULL,
  publication TEXT NOT NULL CHECK (publication IN ('none', 'redacted', 'published', 'withheld')),
  merged_into_id BIGINT REFERENCES suggestions (id),
  revision BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  last_hash BYTEA NOT NULL,
  CHECK (number IS NULL OR number > 0)
);
-- Numbers are gap-free and single within the congress, the session and the period.
CREATE UNIQUE INDEX suggestions_number ON suggestions (congress_id, session_id, period, number)
  WHERE number IS NOT NULL AND session_id IS NOT NULL;
CREATE INDEX suggestions_state ON suggestions (congress_id, state, id);
CREATE INDEX suggestions_year ON suggestions (congress_id, year, state);
CREATE INDEX suggestions_term ON suggestions (congress_id, term_id, state);
CREATE INDEX suggestions_proposer ON suggestions (proposer_id, id);
CREATE INDEX suggestions_merged ON suggestions (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Everybody who stands behind one, in the order in which they came.
CREATE TABLE suggestion_people (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  position BIGINT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('lead', 'invited', 'signed', 'declined', 'enterer', 'merged')),
  PRIMARY KEY (suggestion_id, person_id, role)
);
CREATE INDEX suggestion_people_person ON suggestion_people (person_id, suggestion_id);

CREATE TABLE suggestion_parts (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  part BIGINT NOT NULL,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  unit_id BIGINT NOT NULL REFERENCES handling_units (id),
  role TEXT NOT NULL CHECK (role IN ('sole', 'lead', 'co', 'separate')),
  state TEXT NOT NULL CHECK (state IN ('handed_over', 'signed_for', 'return_asked', 'drafted', 'checked', 'answered',
    'opinion_given', 'returned')),
  handed_over_on TEXT NOT NULL,
  reply_due_on TEXT NOT NULL,
  is_extended BOOLEAN NOT NULL,
  drafter_id BIGINT REFERENCES people (id),
  round BIGINT NOT NULL,
  result_class TEXT,
  answered_on TEXT,
  in_time BOOLEAN,
  verdict TEXT NOT NULL,
  overall TEXT CHECK (overall IN ('satisfied', 'basic', 'dissatisfied')),
  PRIMARY KEY (suggestion_id, part)
);
CREATE INDEX suggestion_parts_unit ON suggestion_parts (unit_id, state, suggestion_id);
CREATE INDEX suggestion_parts_congress ON suggestion_parts (congress_id, state, suggestion_id);

-- What is owed, by whom, until when: every queue is a range of these.
CREATE TABLE suggestion_clocks (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  position BIGINT NOT NULL,
  part BIGINT NOT NULL,
  kind TEXT NOT NULL,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  desk TEXT,
  unit_id BIGINT REFERENCES handling_units (id),
  person_id BIGINT REFERENCES people (id),
  -- '9999-12-31' where no rule names a day, so that it stands at the end.
  due_on TEXT NOT NULL,
  PRIMARY KEY (suggestion_id, position),
  CHECK (CASE WHEN desk IS NULL THEN 0 ELSE 1 END + CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN person_id IS NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX suggestion_clocks_desk ON suggestion_clocks (congress_id, desk, due_on, suggestion_id)
  WHERE desk IS NOT NULL;
CREATE INDEX suggestion_clocks_unit ON suggestion_clocks (unit_id, due_on, suggestion_id) WHERE unit_id IS NOT NULL;
CREATE INDEX suggestion_clocks_person ON suggestion_clocks (person_id, due_on, suggestion_id)
  WHERE person_id IS NOT NULL;
CREATE INDEX suggestion_clocks_congress ON suggestion_clocks (congress_id, due_on, suggestion_id);

CREATE TABLE suggestion_matters (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  PRIMARY KEY (suggestion_id, matter_id)
);
CREATE INDEX suggestion_matters_matter ON suggestion_matters (matter_id);

-- 答复函: the newest draft of each round, and the signed letter when there is one.
CREATE TABLE suggestion_letters (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  part BIGINT NOT NULL,
  round BIGINT NOT NULL,
  result_class TEXT NOT NULL,
  body TEXT NOT NULL,
  signed_on TEXT,
  PRIMARY KEY (suggestion_id, part, round)
);

-- The redacted version for everybody.
CREATE TABLE suggestion_publications (
  suggestion_id BIGINT PRIMARY KEY REFERENCES suggestions (id),
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  session_id BIGINT REFERENCES congress_sessions (id),
  period TEXT NOT NULL,
  number BIGINT,
  category_id BIGINT,
  -- Blank where the deputy asked that the name be kept back.
  proposer TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  reply TEXT NOT NULL,
  is_summary BOOLEAN NOT NULL,
  units TEXT NOT NULL,
  result_class TEXT NOT NULL,
  answered_on TEXT,
  overall TEXT,
  is_public BOOLEAN NOT NULL,
  published_at BIGINT NOT NULL
);
CREATE INDEX suggestion_publications_congress ON suggestion_publications (congress_id, published_at, suggestion_id)
  WHERE is_public;

CREATE TABLE suggestion_publication_units (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  unit_id BIGINT NOT NULL REFERENCES handling_units (id),
  PRIMARY KEY (unit_id, suggestion_id)
);

-- Where else it stands: own site, the government's portal.
CREATE TABLE suggestion_outlets (
  suggestion_id BIGINT NOT NULL REFERENCES suggestions (id),
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  on_date TEXT NOT NULL,
  checked_by BIGINT REFERENCES people (id),
  PRIMARY KEY (suggestion_id, position)
);
