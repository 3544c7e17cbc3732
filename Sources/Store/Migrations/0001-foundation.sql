-- What every feature stands on: history, seals, counts, keys of requests, messages to be sent, leases, settings, holidays.

-- Append-only. The chain of one record runs over facts and a salted commitment of the words; words and salt can be erased.
CREATE TABLE events (
  id BIGINT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  act TEXT NOT NULL,
  at BIGINT NOT NULL,
  on_date TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('person', 'sender', 'visitor', 'system')),
  actor_id BIGINT,
  on_behalf TEXT,
  facts TEXT NOT NULL,
  words TEXT,
  salt BYTEA,
  commitment BYTEA NOT NULL,
  previous_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  seal_id BIGINT
);
CREATE UNIQUE INDEX events_subject_seq ON events (subject_kind, subject_id, seq);
CREATE INDEX events_unsealed ON events (id) WHERE seal_id IS NULL;
CREATE INDEX events_seal ON events (seal_id) WHERE seal_id IS NOT NULL;

CREATE TABLE seals (
  id BIGINT PRIMARY KEY,
  number BIGINT NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  event_count BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  previous_mac BYTEA NOT NULL,
  mac BYTEA NOT NULL
);

-- Signed changes of counts; a job folds them into count_totals. Readers add both.
CREATE TABLE count_deltas (
  id BIGINT PRIMARY KEY,
  event_id BIGINT NOT NULL,
  measure TEXT NOT NULL,
  on_date TEXT NOT NULL,
  n BIGINT NOT NULL,
  congress_id BIGINT,
  venue_id BIGINT,
  person_id BIGINT,
  code_id BIGINT
);

CREATE TABLE count_totals (
  scope_kind TEXT NOT NULL CHECK (scope_kind IN ('congress', 'venue', 'person', 'code')),
  scope_id BIGINT NOT NULL,
  measure TEXT NOT NULL,
  on_date TEXT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (scope_kind, scope_id, measure, on_date)
);

CREATE TABLE number_series (
  kind TEXT NOT NULL,
  scope_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (kind, scope_id, year)
);

-- The same request sent twice is answered with what the first one did.
CREATE TABLE idempotency_keys (
  key_hash BYTEA PRIMARY KEY,
  result TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);

CREATE TABLE outbox (
  id BIGINT PRIMARY KEY,
  topic TEXT NOT NULL,
  payload TEXT NOT NULL,
  available_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (available_at, id) WHERE done_at IS NULL;

-- Whoever holds a row's lease runs the job; the fence grows with every change of hands.
CREATE TABLE jobs (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  lease_until BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  last_run_at BIGINT NOT NULL
);

CREATE TABLE nodes (
  number BIGINT PRIMARY KEY,
  holder TEXT NOT NULL,
  lease_until BIGINT NOT NULL
);

-- Records name the version they are handled under by its id; the number counts within a congress.
CREATE TABLE settings_versions (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  settings TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by BIGINT,
  made_at BIGINT NOT NULL,
  UNIQUE (congress_id, number)
);

CREATE TABLE holiday_days (
  on_date TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
  name TEXT NOT NULL
);

CREATE TABLE holiday_years (
  year BIGINT PRIMARY KEY,
  source TEXT NOT NULL,
  imported_at BIGINT NOT NULL
);

-- Single values of the installation, such as the version of the holiday table.
CREATE TABLE registry (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Failed tries of secrets, one row each; the key is hashed.
CREATE TABLE attempts (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX attempts_key ON attempts (kind, key_hash, at);
CREATE INDEX attempts_at ON attempts (at);
