-- Lists of what is followed and of what a unit has answered are read in their own order, a page at a time.

ALTER TABLE matter_watchers ADD COLUMN sort_on TEXT NOT NULL DEFAULT '';
UPDATE matter_watchers SET sort_on = (SELECT m.sort_on FROM matters m WHERE m.id = matter_watchers.matter_id);
CREATE INDEX matter_watchers_list ON matter_watchers (kind, by_kind, by_id, sort_on, matter_id);

CREATE INDEX matter_handlings_answered ON matter_handlings (unit_id, answered_on, matter_id, part)
  WHERE state = 'answered';

-- The few sealed ones, to be taken off counts.
CREATE INDEX matters_sealed ON matters (id) WHERE seal IS NOT NULL;
