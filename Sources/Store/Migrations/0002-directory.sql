-- Regions, congresses, people, venues: everything dated, nothing overwritten silently (history is in events).

CREATE TABLE regions (
  id BIGINT PRIMARY KEY,
  parent_id BIGINT REFERENCES regions (id),
  level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 6),
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  position BIGINT NOT NULL,
  valid_from TEXT,
  valid_to TEXT
);
CREATE INDEX regions_parent ON regions (parent_id, position);
CREATE INDEX regions_path ON regions (path);

-- Codes are attributes with validity of their own, never keys.
CREATE TABLE region_codes (
  region_id BIGINT NOT NULL REFERENCES regions (id),
  code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  PRIMARY KEY (region_id, code, valid_from)
);
CREATE INDEX region_codes_code ON region_codes (code);

CREATE TABLE congresses (
  id BIGINT PRIMARY KEY,
  region_id BIGINT NOT NULL REFERENCES regions (id),
  level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 4),
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  parent_id BIGINT REFERENCES congresses (id),
  is_run_here BOOLEAN NOT NULL
);

CREATE TABLE congress_terms (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  number BIGINT NOT NULL,
  began_on TEXT NOT NULL,
  ended_on TEXT,
  UNIQUE (congress_id, number)
);

CREATE TABLE congress_bodies (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  region_id BIGINT REFERENCES regions (id),
  valid_to TEXT
);

CREATE TABLE constituencies (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  name TEXT NOT NULL,
  seats BIGINT NOT NULL CHECK (seats BETWEEN 1 AND 3),
  valid_from TEXT,
  valid_to TEXT
);

CREATE TABLE constituency_regions (
  constituency_id BIGINT NOT NULL REFERENCES constituencies (id),
  region_id BIGINT NOT NULL REFERENCES regions (id),
  PRIMARY KEY (constituency_id, region_id)
);

CREATE TABLE electing_units (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  name TEXT NOT NULL,
  electing_congress_id BIGINT REFERENCES congresses (id),
  valid_to TEXT
);

CREATE TABLE people (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  residence_id BIGINT REFERENCES regions (id),
  workplace TEXT NOT NULL,
  occupation TEXT NOT NULL,
  introduction TEXT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX people_sort ON people (sort_key, id);

CREATE TABLE person_expertise (
  person_id BIGINT NOT NULL REFERENCES people (id),
  field TEXT NOT NULL,
  PRIMARY KEY (field, person_id)
);
CREATE INDEX person_expertise_person ON person_expertise (person_id);

-- Private contact data, encrypted; public only where the person agreed, field by field.
CREATE TABLE person_contacts (
  person_id BIGINT NOT NULL REFERENCES people (id),
  field TEXT NOT NULL CHECK (field IN ('mobile', 'telephone', 'email', 'wechat', 'address')),
  sealed BYTEA NOT NULL,
  key_id BIGINT NOT NULL,
  mask TEXT NOT NULL,
  is_public BOOLEAN NOT NULL,
  agreed_at BIGINT,
  PRIMARY KEY (person_id, field)
);

CREATE TABLE mandates (
  id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES people (id),
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  term_id BIGINT REFERENCES congress_terms (id),
  constituency_id BIGINT REFERENCES constituencies (id),
  electing_unit_id BIGINT REFERENCES electing_units (id),
  stationed_id BIGINT REFERENCES regions (id),
  level BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'ended')),
  reason TEXT,
  began_on TEXT NOT NULL,
  changed_on TEXT,
  CHECK (constituency_id IS NULL OR electing_unit_id IS NULL),
  CHECK ((state = 'active') = (reason IS NULL))
);
CREATE INDEX mandates_person ON mandates (person_id);
CREATE INDEX mandates_congress ON mandates (congress_id, state, person_id);

CREATE TABLE delegations (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  name TEXT NOT NULL,
  valid_to TEXT
);

CREATE TABLE delegation_members (
  delegation_id BIGINT NOT NULL REFERENCES delegations (id),
  mandate_id BIGINT NOT NULL REFERENCES mandates (id),
  is_head BOOLEAN NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  PRIMARY KEY (delegation_id, mandate_id, from_on)
);

CREATE TABLE deputy_groups (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  kind TEXT NOT NULL CHECK (kind IN ('territorial', 'expertise', 'working', 'guidance')),
  name TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT
);

CREATE TABLE group_members (
  group_id BIGINT NOT NULL REFERENCES deputy_groups (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  is_convener BOOLEAN NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  PRIMARY KEY (group_id, person_id, from_on)
);
CREATE INDEX group_members_person ON group_members (person_id);

CREATE TABLE venues (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  region_id BIGINT NOT NULL REFERENCES regions (id),
  kind TEXT NOT NULL CHECK (kind IN ('home', 'studio', 'station', 'point', 'window')),
  tier TEXT NOT NULL CHECK (tier IN ('single', 'central', 'branch')),
  parent_id BIGINT REFERENCES venues (id),
  name TEXT NOT NULL,
  mark TEXT NOT NULL,
  named_after_id BIGINT REFERENCES people (id),
  host TEXT NOT NULL,
  address TEXT NOT NULL,
  longitude_e7 BIGINT,
  latitude_e7 BIGINT,
  telephone TEXT NOT NULL,
  opening_hours TEXT NOT NULL,
  workflow TEXT NOT NULL,
  duties TEXT NOT NULL,
  rules TEXT NOT NULL,
  position BIGINT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  revision BIGINT NOT NULL
);
CREATE INDEX venues_congress ON venues (congress_id, position);

CREATE TABLE venue_deputies (
  venue_id BIGINT NOT NULL REFERENCES venues (id),
  mandate_id BIGINT NOT NULL REFERENCES mandates (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  from_on TEXT NOT NULL,
  to_on TEXT,
  PRIMARY KEY (venue_id, mandate_id, from_on)
);
CREATE INDEX venue_deputies_person ON venue_deputies (person_id);

CREATE TABLE reception_rules (
  id BIGINT PRIMARY KEY,
  venue_id BIGINT NOT NULL REFERENCES venues (id),
  recurrence TEXT NOT NULL CHECK (recurrence IN ('monthly', 'weekly')),
  day BIGINT NOT NULL,
  opens BIGINT NOT NULL,
  closes BIGINT NOT NULL,
  topic TEXT NOT NULL,
  place TEXT NOT NULL,
  valid_to TEXT
);

CREATE TABLE reception_deputies (
  rule_id BIGINT NOT NULL REFERENCES reception_rules (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  PRIMARY KEY (rule_id, person_id)
);
CREATE INDEX reception_deputies_person ON reception_deputies (person_id);

CREATE TABLE handling_units (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  name TEXT NOT NULL,
  telephone TEXT NOT NULL,
  valid_to TEXT
);

CREATE TABLE matter_categories (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  parent_id BIGINT REFERENCES matter_categories (id),
  name TEXT NOT NULL,
  position BIGINT NOT NULL,
  is_active BOOLEAN NOT NULL
);

-- Printed codes: signed, versioned, revocable.
CREATE TABLE codes (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  person_id BIGINT REFERENCES people (id),
  venue_id BIGINT REFERENCES venues (id),
  version BIGINT NOT NULL,
  issued_at BIGINT NOT NULL,
  issued_by BIGINT,
  revoked_at BIGINT,
  revoked_reason TEXT,
  CHECK (person_id IS NULL OR venue_id IS NULL)
);
CREATE INDEX codes_person ON codes (person_id);
CREATE INDEX codes_venue ON codes (venue_id);
