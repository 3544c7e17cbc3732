-- How sign-ins are guarded and what is kept of them; work that changes hands; regions that merge.

CREATE TABLE security_versions (
  number BIGINT PRIMARY KEY,
  settings TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by BIGINT REFERENCES people (id),
  made_at BIGINT NOT NULL
);

-- The passwords before the present one: not to be taken again.
CREATE TABLE former_passwords (
  id BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  password_hash TEXT NOT NULL
);
CREATE INDEX former_passwords_account ON former_passwords (account_id, id);

-- What an auditor searches. A line with an event only points to the history, where the facts stand; sign-ins have no
-- history and keep their few facts here, as long as the settings say.
CREATE TABLE audit_lines (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  act TEXT NOT NULL,
  actor_id BIGINT,
  person_id BIGINT,
  event_id BIGINT,
  facts TEXT NOT NULL
);
CREATE INDEX audit_lines_at ON audit_lines (at, id);
CREATE INDEX audit_lines_kind ON audit_lines (kind, at, id);
CREATE INDEX audit_lines_actor ON audit_lines (actor_id, at, id) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_lines_person ON audit_lines (person_id, at, id) WHERE person_id IS NOT NULL;

INSERT INTO audit_lines (id, at, kind, act, actor_id, person_id, event_id, facts)
  SELECT id, at, 'reveal', act, actor_id, NULL, id, '{}' FROM events WHERE subject_kind = 'matter' AND act = 'reveal';
INSERT INTO audit_lines (id, at, kind, act, actor_id, person_id, event_id, facts)
  SELECT id, at, 'settings', act, actor_id, NULL, id, '{}' FROM events WHERE subject_kind IN ('settings', 'holidays');
INSERT INTO audit_lines (id, at, kind, act, actor_id, person_id, event_id, facts)
  SELECT id, at, CASE WHEN act LIKE 'grant %' OR act LIKE 'end %' THEN 'post' ELSE 'account' END, act, actor_id,
    subject_id, id, '{}' FROM events WHERE subject_kind = 'account';

-- Open work on its way from one person to the next, in steps with a mark where to go on.
CREATE TABLE hand_overs (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('mandate', 'drafter')),
  mandate_id BIGINT REFERENCES mandates (id),
  unit_id BIGINT REFERENCES handling_units (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  successor_id BIGINT REFERENCES people (id),
  reason TEXT NOT NULL,
  ordered_by BIGINT REFERENCES people (id),
  ordered_at BIGINT NOT NULL,
  after_id BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  done_at BIGINT,
  CHECK ((kind = 'mandate') = (mandate_id IS NOT NULL)),
  CHECK ((kind = 'drafter') = (unit_id IS NOT NULL))
);
CREATE INDEX hand_overs_open ON hand_overs (id) WHERE done_at IS NULL;
CREATE INDEX hand_overs_person ON hand_overs (person_id, id);

-- What a region, venue or unit was merged into.
CREATE TABLE region_merges (
  id BIGINT PRIMARY KEY,
  into_id BIGINT NOT NULL REFERENCES regions (id),
  on_date TEXT NOT NULL,
  reason TEXT NOT NULL,
  plan TEXT NOT NULL,
  ordered_by BIGINT REFERENCES people (id),
  ordered_at BIGINT NOT NULL,
  after_id BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX region_merges_open ON region_merges (id) WHERE done_at IS NULL;

CREATE TABLE region_successions (
  region_id BIGINT PRIMARY KEY REFERENCES regions (id),
  successor_id BIGINT NOT NULL REFERENCES regions (id),
  merge_id BIGINT NOT NULL REFERENCES region_merges (id),
  on_date TEXT NOT NULL
);
CREATE INDEX region_successions_successor ON region_successions (successor_id);

CREATE TABLE venue_successions (
  venue_id BIGINT PRIMARY KEY REFERENCES venues (id),
  successor_id BIGINT NOT NULL REFERENCES venues (id),
  merge_id BIGINT NOT NULL REFERENCES region_merges (id)
);

CREATE TABLE unit_successions (
  unit_id BIGINT PRIMARY KEY REFERENCES handling_units (id),
  successor_id BIGINT NOT NULL REFERENCES handling_units (id),
  merge_id BIGINT NOT NULL REFERENCES region_merges (id)
);

-- Matters by the township that they were made under.
CREATE INDEX matters_township ON matters (congress_id, township_id, received_on);

-- Whom a notice is about, when it is about no matter.
ALTER TABLE notices ADD COLUMN about_id BIGINT REFERENCES people (id);

-- What people edit says which version they saw.
ALTER TABLE regions ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE congresses ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE constituencies ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE delegations ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE handling_units ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE matter_categories ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE mandates ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
