-- Sessions of a congress (次): their meetings, who was there, and leave. Delegations stand in 0002-directory.sql.

CREATE TABLE congress_sessions (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  term_id BIGINT NOT NULL REFERENCES congress_terms (id),
  number BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('regular', 'extraordinary')),
  begins_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  place TEXT NOT NULL,
  secretariat TEXT NOT NULL,
  motions_until BIGINT,
  suggestions_until BIGINT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'open', 'closed', 'cancelled')),
  revision BIGINT NOT NULL,
  CHECK (begins_on <= ends_on)
);
CREATE INDEX congress_sessions_congress ON congress_sessions (congress_id, begins_on);
-- A session that was cancelled leaves its number to the next one.
CREATE UNIQUE INDEX congress_sessions_number ON congress_sessions (term_id, number) WHERE state <> 'cancelled';
-- A congress sits once at a time.
CREATE UNIQUE INDEX congress_sessions_open ON congress_sessions (congress_id) WHERE state = 'open';

CREATE TABLE session_meetings (
  id BIGINT PRIMARY KEY,
  session_id BIGINT NOT NULL REFERENCES congress_sessions (id),
  held_on TEXT NOT NULL,
  -- Minutes since midnight.
  starts BIGINT NOT NULL CHECK (starts BETWEEN 0 AND 1439),
  title TEXT NOT NULL,
  is_plenary BOOLEAN NOT NULL,
  -- Six digits that are shown in the hall while deputies check in.
  word TEXT,
  revision BIGINT NOT NULL
);
CREATE INDEX session_meetings_session ON session_meetings (session_id, held_on, starts, id);

-- One row a deputy and meeting: while a session sits what was ticked, when it closes everybody whom a meeting of all
-- deputies expected. Leave is no status; it follows from what was decided.
CREATE TABLE session_attendance (
  meeting_id BIGINT NOT NULL REFERENCES session_meetings (id),
  mandate_id BIGINT NOT NULL REFERENCES mandates (id),
  status TEXT NOT NULL CHECK (status IN ('present', 'absent')),
  source TEXT NOT NULL CHECK (source IN ('self', 'staff', 'closing')),
  by_person BIGINT REFERENCES people (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (meeting_id, mandate_id)
);
CREATE INDEX session_attendance_mandate ON session_attendance (mandate_id);

CREATE TABLE session_leaves (
  id BIGINT PRIMARY KEY,
  session_id BIGINT NOT NULL REFERENCES congress_sessions (id),
  mandate_id BIGINT NOT NULL REFERENCES mandates (id),
  -- The whole session, or the meetings in session_leave_meetings.
  is_whole BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BIGINT NOT NULL REFERENCES people (id),
  is_late BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'refused', 'withdrawn')),
  decided_at BIGINT,
  decided_by BIGINT REFERENCES people (id),
  decision TEXT,
  revision BIGINT NOT NULL,
  CHECK ((state IN ('approved', 'refused')) = (decided_by IS NOT NULL)),
  CHECK ((state = 'requested') = (decided_at IS NULL))
);
CREATE INDEX session_leaves_session ON session_leaves (session_id, asked_at, id);
CREATE INDEX session_leaves_mandate ON session_leaves (mandate_id, session_id);
-- One open request of a deputy in a session.
CREATE UNIQUE INDEX session_leaves_open ON session_leaves (session_id, mandate_id) WHERE state = 'requested';

CREATE TABLE session_leave_meetings (
  leave_id BIGINT NOT NULL REFERENCES session_leaves (id),
  meeting_id BIGINT NOT NULL REFERENCES session_meetings (id),
  PRIMARY KEY (leave_id, meeting_id)
);
CREATE INDEX session_leave_meetings_meeting ON session_leave_meetings (meeting_id);

CREATE INDEX delegations_congress ON delegations (congress_id);
CREATE INDEX delegation_members_mandate ON delegation_members (mandate_id);

-- The session that a notice is about.
ALTER TABLE notices ADD COLUMN session_id BIGINT REFERENCES congress_sessions (id);
