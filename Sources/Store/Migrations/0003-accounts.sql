-- Who may sign in, what offices they hold, and the sign-ins themselves.

CREATE TABLE accounts (
  id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL UNIQUE REFERENCES people (id),
  username TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
  must_change BOOLEAN NOT NULL,
  is_demo BOOLEAN NOT NULL,
  password_changed_at BIGINT NOT NULL
);

CREATE TABLE posts (
  id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  venue_id BIGINT REFERENCES venues (id),
  unit_id BIGINT REFERENCES handling_units (id),
  from_on TEXT NOT NULL,
  to_on TEXT,
  CHECK ((role IN ('chief', 'liaison')) = (venue_id IS NOT NULL)),
  CHECK ((role IN ('unit_registrar', 'unit_drafter', 'unit_head')) = (unit_id IS NOT NULL))
);
CREATE INDEX posts_person ON posts (person_id);
CREATE INDEX posts_venue ON posts (venue_id, role);
CREATE INDEX posts_unit ON posts (unit_id, role) WHERE unit_id IS NOT NULL;
CREATE INDEX posts_congress ON posts (congress_id, role);

CREATE TABLE sign_in_sessions (
  id BIGINT PRIMARY KEY,
  token_hash BYTEA NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL CHECK (kind IN ('password', 'device')),
  began_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  device TEXT NOT NULL,
  pin_until BIGINT NOT NULL
);
CREATE INDEX sign_in_sessions_person ON sign_in_sessions (person_id, began_at);

-- One-time slips that a liaison prints for a deputy: 24 hours, one use.
CREATE TABLE sign_in_slips (
  id BIGINT PRIMARY KEY,
  code_hash BYTEA NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES people (id),
  issued_by BIGINT NOT NULL REFERENCES people (id),
  issued_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX sign_in_slips_person ON sign_in_slips (person_id, issued_at);

CREATE TABLE pins (
  person_id BIGINT PRIMARY KEY REFERENCES people (id),
  pin_hash TEXT NOT NULL,
  set_at BIGINT NOT NULL
);

CREATE TABLE notices (
  id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES people (id),
  matter_id BIGINT,
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT
);
CREATE INDEX notices_person ON notices (person_id, id);
CREATE INDEX notices_unread ON notices (person_id) WHERE read_at IS NULL;
