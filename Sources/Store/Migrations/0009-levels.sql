-- Groups that claim, levels above, matters handled together.

ALTER TABLE matters ADD COLUMN origin_congress_id BIGINT;
ALTER TABLE matters ADD COLUMN origin_venue_id BIGINT;
-- Where it is counted over time: the origin's congress, or its own.
ALTER TABLE matters ADD COLUMN counted_congress_id BIGINT;
UPDATE matters SET counted_congress_id = congress_id;
DROP INDEX matters_received;
DROP INDEX matters_answered;
DROP INDEX matters_result;
DROP INDEX matters_feedback;
DROP INDEX matters_ended;
CREATE INDEX matters_received ON matters (counted_congress_id, received_on, id);
CREATE INDEX matters_answered ON matters (counted_congress_id, first_reply_on, id) WHERE first_reply_on IS NOT NULL;
CREATE INDEX matters_result ON matters (counted_congress_id, result_on, id) WHERE result_on IS NOT NULL;
CREATE INDEX matters_feedback ON matters (counted_congress_id, feedback_on, id) WHERE feedback_on IS NOT NULL;
CREATE INDEX matters_ended ON matters (counted_congress_id, ended_on, id) WHERE ended_on IS NOT NULL;
ALTER TABLE matters ADD COLUMN escalations TEXT NOT NULL DEFAULT '[]';
ALTER TABLE matters ADD COLUMN overseer_venue_id BIGINT;
ALTER TABLE matters ADD COLUMN overseer_due_on TEXT;
ALTER TABLE matters ADD COLUMN offered TEXT NOT NULL DEFAULT '[]';
ALTER TABLE matters ADD COLUMN merged_into_id BIGINT;
ALTER TABLE matters ADD COLUMN followers TEXT NOT NULL DEFAULT '[]';
CREATE INDEX matters_overdue ON matters (clock_due_on, id) WHERE clock_due_on IS NOT NULL;
CREATE INDEX matters_merged ON matters (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Who follows a matter that others have: the same as the row's own columns say.
CREATE TABLE matter_watchers (
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  kind TEXT NOT NULL CHECK (kind IN ('offered', 'sent_up', 'overseen')),
  by_kind TEXT NOT NULL CHECK (by_kind IN ('venue', 'congress', 'group', 'mandate')),
  by_id BIGINT NOT NULL,
  PRIMARY KEY (kind, by_kind, by_id, matter_id)
);
CREATE INDEX matter_watchers_matter ON matter_watchers (matter_id);
