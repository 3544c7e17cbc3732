-- What of a matter was erased, requests of people about their own data (个人信息保护法 44 to 50), legal holds, retention.

ALTER TABLE matters ADD COLUMN contact_erased BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE matters ADD COLUMN photos_erased BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE matters ADD COLUMN published_erased BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE matters SET contact_erased = TRUE, photos_erased = TRUE, published_erased = TRUE WHERE is_erased;
-- Ended matters of which something is left that can go.
CREATE INDEX matters_retention ON matters (congress_id, ended_on, id)
  WHERE ended_on IS NOT NULL AND NOT (contact_erased AND is_erased AND photos_erased AND published_erased);

-- A contact that was erased needs no key.
UPDATE matter_contacts SET key_id = 0 WHERE name_sealed IS NULL AND phone_sealed IS NULL AND guardian_sealed IS NULL;
-- Which rows still name an old key.
CREATE INDEX matter_contacts_key ON matter_contacts (key_id, matter_id, position);

CREATE TABLE information_requests (
  id BIGINT PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  kind TEXT NOT NULL CHECK (kind IN ('copy', 'correction', 'deletion')),
  state TEXT NOT NULL CHECK (state IN ('open', 'granted', 'partly', 'refused', 'withdrawn')),
  asked_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  due_open BOOLEAN NOT NULL,
  settled_at BIGINT,
  -- The legal ground on which it was refused, or not granted whole.
  ground TEXT,
  -- What a correction is to put in place, sealed; gone once it is settled.
  sealed BYTEA,
  key_id BIGINT NOT NULL,
  fields TEXT NOT NULL,
  revision BIGINT NOT NULL,
  CHECK ((state = 'open') = (settled_at IS NULL)),
  CHECK (sealed IS NULL OR state = 'open')
);
CREATE UNIQUE INDEX information_requests_open ON information_requests (matter_id, kind) WHERE state = 'open';
CREATE INDEX information_requests_matter ON information_requests (matter_id, id);
CREATE INDEX information_requests_queue ON information_requests (due_on, id) WHERE state = 'open';
CREATE INDEX information_requests_settled ON information_requests (settled_at, id) WHERE settled_at IS NOT NULL;

-- 保全: what it covers is not erased until it is lifted. A matter, or all of a venue, category and period.
CREATE TABLE legal_holds (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  matter_id BIGINT REFERENCES matters (id),
  venue_id BIGINT REFERENCES venues (id),
  category_id BIGINT REFERENCES matter_categories (id),
  from_on TEXT,
  through_on TEXT,
  reason TEXT NOT NULL,
  placed_by BIGINT REFERENCES people (id),
  placed_at BIGINT NOT NULL,
  lifted_by BIGINT REFERENCES people (id),
  lifted_at BIGINT,
  lift_reason TEXT,
  CHECK (matter_id IS NOT NULL OR venue_id IS NOT NULL OR category_id IS NOT NULL OR from_on IS NOT NULL
    OR through_on IS NOT NULL),
  CHECK ((lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE INDEX legal_holds_congress ON legal_holds (congress_id, id);
CREATE INDEX legal_holds_open ON legal_holds (congress_id) WHERE lifted_at IS NULL;

-- Somebody has seen how much would be erased under these rules: without that nothing is.
CREATE TABLE retention_confirmations (
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  settings_number BIGINT NOT NULL,
  rules TEXT NOT NULL,
  counts TEXT NOT NULL,
  confirmed_by BIGINT REFERENCES people (id),
  confirmed_at BIGINT NOT NULL,
  PRIMARY KEY (congress_id, settings_number)
);
