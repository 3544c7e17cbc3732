-- Counts of what was rated and concluded, and of what deputies raised within campaigns.

INSERT INTO count_totals (scope_kind, scope_id, measure, on_date, value)
SELECT s.scope_kind, s.scope_id, s.measure, s.on_date, COUNT(*) FROM (
  SELECT w.scope_kind, CASE w.scope_kind WHEN 'congress' THEN COALESCE(m.origin_congress_id, m.congress_id)
      WHEN 'venue' THEN CASE WHEN m.origin_congress_id IS NULL THEN m.venue_id ELSE m.origin_venue_id END
      ELSE m.owner_person_id END AS scope_id, k.measure,
    CASE k.measure WHEN 'raised_in_campaign' THEN m.received_on ELSE m.feedback_on END AS on_date
  FROM matters m CROSS JOIN (
    SELECT 'congress' AS scope_kind UNION ALL SELECT 'venue' UNION ALL SELECT 'person'
  ) AS w CROSS JOIN (
    SELECT 'concluded' AS measure UNION ALL SELECT 'raised_concluded' UNION ALL SELECT 'raised_in_campaign'
  ) AS k
  WHERE (k.measure = 'raised_in_campaign' AND m.channel = 'deputy' AND m.campaign_id IS NOT NULL)
    OR (k.measure <> 'raised_in_campaign' AND (m.channel = 'deputy') = (k.measure = 'raised_concluded')
      AND m.feedback_source = 'sender' AND m.state IN ('closed', 'archived'))
) AS s
WHERE s.scope_id IS NOT NULL GROUP BY s.scope_kind, s.scope_id, s.measure, s.on_date;

-- Totals that came back to nothing are taken out by whoever folds: they are found by this.
CREATE INDEX count_totals_nothing ON count_totals (scope_id) WHERE value = 0;
