-- 议案. The row repeats of the status what lists sort and count by; the status itself is the evolved value as JSON, never
-- looked into by SQL.

CREATE TABLE motions (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  term_id BIGINT REFERENCES congress_terms (id),
  session_id BIGINT REFERENCES congress_sessions (id),
  state TEXT NOT NULL CHECK (state IN ('drafting', 'submitted', 'with_committee', 'on_agenda',
    'to_committee_after_session', 'became_suggestion', 'considered', 'adopted', 'not_adopted', 'withdrawn',
    'implementing', 'reported', 'discarded')),
  -- 案由, 案据, 方案.
  cause TEXT NOT NULL,
  grounds TEXT NOT NULL,
  plan TEXT NOT NULL,
  -- What everybody reads, once it is public.
  public_text TEXT NOT NULL,
  status TEXT NOT NULL,
  proposer_id BIGINT NOT NULL REFERENCES people (id),
  delegation_id BIGINT REFERENCES delegations (id),
  number BIGINT,
  submitted_on TEXT,
  is_public BOOLEAN NOT NULL,
  suggestion_id BIGINT REFERENCES suggestions (id),
  revision BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  last_hash BYTEA NOT NULL,
  CHECK (number IS NULL OR (number > 0 AND session_id IS NOT NULL)),
  CHECK ((state = 'became_suggestion') = (suggestion_id IS NOT NULL))
);
-- Numbers are gap-free and single within the session.
CREATE UNIQUE INDEX motions_number ON motions (session_id, number) WHERE number IS NOT NULL;
CREATE INDEX motions_congress ON motions (congress_id, id);
CREATE INDEX motions_state ON motions (congress_id, state, id);
CREATE INDEX motions_proposer ON motions (proposer_id, id);
CREATE INDEX motions_public ON motions (id) WHERE is_public;
CREATE INDEX motions_suggestion ON motions (suggestion_id) WHERE suggestion_id IS NOT NULL;

-- Everybody who stands behind one, in the order in which they were asked.
CREATE TABLE motion_people (
  motion_id BIGINT NOT NULL REFERENCES motions (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  position BIGINT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('lead', 'invited', 'signed', 'declined', 'enterer')),
  PRIMARY KEY (motion_id, person_id, role)
);
CREATE INDEX motion_people_person ON motion_people (person_id, role, motion_id);
