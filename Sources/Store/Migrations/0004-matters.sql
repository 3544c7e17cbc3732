-- Matters: the row caches the status that the events give; lists and queues read only the row.

CREATE TABLE matters (
  id BIGINT PRIMARY KEY,
  receipt TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  category_id BIGINT REFERENCES matter_categories (id),
  reply_way TEXT NOT NULL,
  is_minor BOOLEAN NOT NULL,
  entered_by BIGINT REFERENCES people (id),
  previous_id BIGINT REFERENCES matters (id),
  settings_id BIGINT REFERENCES settings_versions (id),
  revision BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  last_hash BYTEA NOT NULL,

  -- The levels it was made under stay with it when regions merge.
  province_id BIGINT,
  prefecture_id BIGINT,
  county_id BIGINT,
  township_id BIGINT,
  village_id BIGINT,
  grid_id BIGINT,

  state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'with_unit', 'awaiting_supplement', 'result_recorded', 'replied',
    'dissatisfied', 'closed', 'declined', 'diverted', 'withdrawn', 'archived')),
  queue TEXT NOT NULL,
  sort_on TEXT NOT NULL,
  clock_due_on TEXT,
  resume_state TEXT,
  round BIGINT NOT NULL,
  channel TEXT NOT NULL,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  venue_id BIGINT REFERENCES venues (id),
  owner_kind TEXT NOT NULL CHECK (owner_kind IN ('venue', 'deputy', 'group', 'desk')),
  owner_mandate_id BIGINT REFERENCES mandates (id),
  owner_person_id BIGINT REFERENCES people (id),
  owner_group_id BIGINT REFERENCES deputy_groups (id),
  previous_owner TEXT,
  handlings TEXT NOT NULL,
  grade TEXT,
  urgency TEXT NOT NULL,
  visibility TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  counts_from TEXT NOT NULL,
  round_from TEXT NOT NULL,
  accept_from TEXT NOT NULL,
  pauses TEXT NOT NULL,
  accept_due_on TEXT NOT NULL,
  accept_due_open BOOLEAN NOT NULL,
  reply_due_on TEXT NOT NULL,
  reply_due_open BOOLEAN NOT NULL,
  divert_due_on TEXT NOT NULL,
  feedback_due_on TEXT,
  feedback_due_open BOOLEAN NOT NULL,
  closable_after TEXT,
  closable_open BOOLEAN NOT NULL,
  accepted_at BIGINT,
  outcome TEXT,
  result_at BIGINT,
  result_on TEXT,
  first_reply_at BIGINT,
  first_reply_on TEXT,
  first_reply_in_time BOOLEAN,
  last_reply_at BIGINT,
  last_reply_on TEXT,
  reply_entered BOOLEAN NOT NULL,
  feedback_source TEXT,
  feedback_attitude TEXT,
  feedback_result TEXT,
  feedback_overall TEXT,
  feedback_at BIGINT,
  feedback_on TEXT,
  feedback_flagged BOOLEAN NOT NULL,
  ended_at BIGINT,
  ended_on TEXT,
  archive_venue_id BIGINT,
  archive_congress_id BIGINT,
  archive_year BIGINT,
  archive_number BIGINT,
  seal TEXT,
  publication TEXT NOT NULL,
  redacted_by BIGINT,
  has_objection BOOLEAN NOT NULL,
  objections TEXT NOT NULL,
  is_erased BOOLEAN NOT NULL,
  UNIQUE (archive_venue_id, archive_year, archive_number),
  UNIQUE (archive_congress_id, archive_year, archive_number),
  CHECK ((owner_kind = 'deputy') = (owner_mandate_id IS NOT NULL)),
  CHECK (seal IS NULL OR venue_id IS NULL),
  CHECK ((archive_number IS NULL) = (archive_venue_id IS NULL AND archive_congress_id IS NULL)),
  CHECK ((state = 'archived') = (archive_number IS NOT NULL)),
  CHECK (state <> 'archived' OR (first_reply_at IS NOT NULL AND feedback_source IS NOT NULL))
);
-- Queues: the level's id, the queue, the sort key, the id.
CREATE INDEX matters_venue_queue ON matters (venue_id, queue, sort_on, id);
CREATE INDEX matters_congress_queue ON matters (congress_id, queue, sort_on, id);
CREATE INDEX matters_owner_queue ON matters (owner_person_id, queue, sort_on, id) WHERE owner_person_id IS NOT NULL;
CREATE INDEX matters_venue_clock ON matters (venue_id, clock_due_on, id) WHERE clock_due_on IS NOT NULL;
CREATE INDEX matters_congress_clock ON matters (congress_id, clock_due_on, id) WHERE clock_due_on IS NOT NULL;
CREATE INDEX matters_owner_clock ON matters (owner_person_id, clock_due_on, id)
  WHERE clock_due_on IS NOT NULL AND owner_person_id IS NOT NULL;
CREATE INDEX matters_group_queue ON matters (owner_group_id, queue, sort_on, id) WHERE owner_group_id IS NOT NULL;
CREATE INDEX matters_group_clock ON matters (owner_group_id, clock_due_on, id)
  WHERE clock_due_on IS NOT NULL AND owner_group_id IS NOT NULL;
-- The few sealed ones among a congress's many.
CREATE INDEX matters_desk_queue ON matters (congress_id, queue, sort_on, id)
  WHERE seal IS NOT NULL OR owner_kind = 'desk';
CREATE INDEX matters_desk_clock ON matters (congress_id, clock_due_on, id)
  WHERE clock_due_on IS NOT NULL AND (seal IS NOT NULL OR owner_kind = 'desk');
-- Lists behind the numbers.
CREATE INDEX matters_lapsing ON matters (accept_due_on, id)
  WHERE queue = 'to_accept' AND owner_kind IN ('deputy', 'group');
CREATE INDEX matters_received ON matters (congress_id, received_on, id);
CREATE INDEX matters_answered ON matters (congress_id, first_reply_on, id) WHERE first_reply_on IS NOT NULL;
CREATE INDEX matters_result ON matters (congress_id, result_on, id) WHERE result_on IS NOT NULL;
CREATE INDEX matters_feedback ON matters (congress_id, feedback_on, id) WHERE feedback_on IS NOT NULL;
CREATE INDEX matters_ended ON matters (congress_id, ended_on, id) WHERE ended_on IS NOT NULL;

CREATE TABLE matter_contacts (
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  position BIGINT NOT NULL,
  name_sealed BYTEA,
  phone_sealed BYTEA,
  guardian_sealed BYTEA,
  key_id BIGINT NOT NULL,
  name_mask TEXT NOT NULL,
  phone_mask TEXT NOT NULL,
  phone_index BYTEA,
  PRIMARY KEY (matter_id, position)
);
CREATE INDEX matter_contacts_phone ON matter_contacts (phone_index) WHERE phone_index IS NOT NULL;

-- The lookup code of a receipt and the links that open it, hashed; a re-issue replaces them all. The primary link is the
-- receipt's own, the others were given to devices that looked the matter up by number and code.
CREATE TABLE matter_receipts (
  matter_id BIGINT PRIMARY KEY REFERENCES matters (id),
  lookup_hash BYTEA NOT NULL,
  issued_at BIGINT NOT NULL
);

CREATE TABLE matter_capabilities (
  capability_hash BYTEA PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  is_primary BOOLEAN NOT NULL,
  issued_at BIGINT NOT NULL
);
CREATE INDEX matter_capabilities_matter ON matter_capabilities (matter_id);

CREATE TABLE matter_files (
  id BIGINT PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  position BIGINT NOT NULL,
  is_from_sender BOOLEAN NOT NULL,
  main_sha256 TEXT NOT NULL,
  thumb_sha256 TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  at BIGINT NOT NULL,
  is_erased BOOLEAN NOT NULL
);
CREATE INDEX matter_files_matter ON matter_files (matter_id, position);
CREATE INDEX matter_files_main ON matter_files (main_sha256);
CREATE INDEX matter_files_thumb ON matter_files (thumb_sha256);

-- Photos that came with a form which had to be shown again; used up or thrown away after a day.
CREATE TABLE pending_uploads (
  id BIGINT PRIMARY KEY,
  main_sha256 TEXT NOT NULL,
  thumb_sha256 TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX pending_uploads_at ON pending_uploads (at);

-- People who must not see a matter: the accused, and those with an interest in it.
CREATE TABLE matter_exclusions (
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  PRIMARY KEY (matter_id, person_id)
);
CREATE INDEX matter_exclusions_person ON matter_exclusions (person_id, matter_id);

-- The units' parts in a matter as their queues read them: the same values as in the row's own column.
CREATE TABLE matter_handlings (
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  part BIGINT NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES handling_units (id),
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  is_lead BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'signed_for', 'return_asked', 'disputed', 'drafted', 'answered',
    'returned', 'recalled')),
  sent_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  drafter_id BIGINT REFERENCES people (id),
  answered_on TEXT,
  in_time BOOLEAN,
  PRIMARY KEY (matter_id, part)
);
CREATE INDEX matter_handlings_unit ON matter_handlings (unit_id, state, due_on, matter_id, part);
CREATE INDEX matter_handlings_drafter ON matter_handlings (drafter_id, state, due_on, matter_id, part)
  WHERE drafter_id IS NOT NULL;
CREATE INDEX matter_handlings_disputed ON matter_handlings (congress_id, due_on, matter_id, part)
  WHERE state = 'disputed';

-- Acts that staff entered on a deputy's word.
CREATE TABLE matter_entered_acts (
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  seq BIGINT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES people (id),
  objected BOOLEAN NOT NULL,
  PRIMARY KEY (matter_id, seq)
);
CREATE INDEX matter_entered_acts_person ON matter_entered_acts (person_id, matter_id);

-- The redacted version for everybody; nothing private is ever in here.
CREATE TABLE matter_publications (
  matter_id BIGINT PRIMARY KEY REFERENCES matters (id),
  congress_id BIGINT NOT NULL,
  venue_id BIGINT,
  person_id BIGINT,
  category_id BIGINT,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  place TEXT NOT NULL,
  reply TEXT NOT NULL,
  form_of_address TEXT NOT NULL,
  is_public BOOLEAN NOT NULL,
  published_at BIGINT NOT NULL
);
CREATE INDEX matter_publications_congress ON matter_publications (congress_id, published_at, matter_id)
  WHERE is_public;
CREATE INDEX matter_publications_person ON matter_publications (person_id, published_at, matter_id)
  WHERE is_public AND person_id IS NOT NULL;
CREATE INDEX matter_publications_venue ON matter_publications (venue_id, published_at, matter_id)
  WHERE is_public AND venue_id IS NOT NULL;

CREATE TABLE matter_publication_files (
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  file_id BIGINT NOT NULL REFERENCES matter_files (id),
  position BIGINT NOT NULL,
  PRIMARY KEY (matter_id, file_id)
);
