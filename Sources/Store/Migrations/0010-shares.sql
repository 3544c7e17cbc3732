-- Counts of what was received on a date: what is owed an answer, what was answered, what was sent up.

INSERT INTO count_totals (scope_kind, scope_id, measure, on_date, value)
SELECT s.scope_kind, s.scope_id, s.measure, s.on_date, COUNT(*) FROM (
  SELECT w.scope_kind, CASE w.scope_kind WHEN 'congress' THEN COALESCE(m.origin_congress_id, m.congress_id)
      WHEN 'venue' THEN CASE WHEN m.origin_congress_id IS NULL THEN m.venue_id ELSE m.origin_venue_id END
      ELSE m.owner_person_id END AS scope_id, w.measure, m.received_on AS on_date
  FROM matters m CROSS JOIN (
    SELECT 'congress' AS scope_kind, 'owed' AS measure
    UNION ALL SELECT 'venue', 'owed' UNION ALL SELECT 'person', 'owed'
    UNION ALL SELECT 'congress', 'owed_answered' UNION ALL SELECT 'venue', 'owed_answered'
    UNION ALL SELECT 'person', 'owed_answered'
    UNION ALL SELECT 'congress', 'sent_up' UNION ALL SELECT 'venue', 'sent_up' UNION ALL SELECT 'person', 'sent_up'
  ) AS w
  WHERE m.channel <> 'deputy' AND (
    (w.measure = 'owed'
      AND (m.first_reply_on IS NOT NULL OR m.state NOT IN ('declined', 'diverted', 'withdrawn')))
    OR (w.measure = 'owed_answered' AND m.first_reply_on IS NOT NULL)
    OR (w.measure = 'sent_up' AND m.escalations <> '[]'))
) AS s
WHERE s.scope_id IS NOT NULL GROUP BY s.scope_kind, s.scope_id, s.measure, s.on_date;

CREATE INDEX matters_sent_up ON matters (counted_congress_id, received_on, id) WHERE escalations <> '[]';

-- The year's matters by category are counted from the index alone.
DROP INDEX matters_received;
CREATE INDEX matters_received ON matters (counted_congress_id, received_on, id, category_id, channel);
