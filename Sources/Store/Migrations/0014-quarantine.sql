-- 甄别: matters that a place looks at before they come into its queues; whom a failed try was about; receipts that were
-- replaced, because the browser that held one may still try.

-- Why it was kept apart, as a JSON list; empty for what came in as usual, and once it was released.
ALTER TABLE matters ADD COLUMN held TEXT NOT NULL DEFAULT '[]';
CREATE INDEX matters_held ON matters (counts_from, id) WHERE queue = 'held';

-- The name that a try at signing in was about: unlocking it forgets the tries from all addresses and devices.
ALTER TABLE attempts ADD COLUMN subject_hash BYTEA;
CREATE INDEX attempts_subject ON attempts (subject_hash) WHERE subject_hash IS NOT NULL;

ALTER TABLE matter_capabilities ADD COLUMN replaced_at BIGINT;
