-- Published suggestions are in the search index: what was published before is filled in by its timer.

UPDATE registry SET value = '1/fill/suggestions/0'
WHERE name = 'search' AND value = '1' AND EXISTS (SELECT 1 FROM suggestion_publications);

CREATE INDEX suggestion_publications_latest ON suggestion_publications (congress_id, suggestion_id) WHERE is_public;

-- A queue and what it counts are read from its index alone.

DROP INDEX suggestion_clocks_desk;
DROP INDEX suggestion_clocks_unit;
DROP INDEX suggestion_clocks_person;
DROP INDEX suggestion_clocks_congress;
CREATE INDEX suggestion_clocks_desk ON suggestion_clocks (congress_id, desk, due_on, suggestion_id, position, kind, part)
  WHERE desk IS NOT NULL;
CREATE INDEX suggestion_clocks_unit ON suggestion_clocks (unit_id, due_on, suggestion_id, position, kind, part)
  WHERE unit_id IS NOT NULL;
CREATE INDEX suggestion_clocks_person ON suggestion_clocks (person_id, due_on, suggestion_id, position, kind, part)
  WHERE person_id IS NOT NULL;
CREATE INDEX suggestion_clocks_congress ON suggestion_clocks (congress_id, due_on, suggestion_id, position, kind, part);

CREATE INDEX suggestion_parts_drafter ON suggestion_parts (drafter_id, unit_id, suggestion_id) WHERE drafter_id IS NOT NULL;

-- 要求保密, of the suggestion or of one that goes along with it: what lists have to know before they name anybody.

ALTER TABLE suggestions RENAME COLUMN is_confidential TO keeps_proposer;
UPDATE suggestions SET keeps_proposer = TRUE
WHERE id IN (SELECT merged_into_id FROM suggestions WHERE keeps_proposer AND merged_into_id IS NOT NULL);

-- 办理情况报告 counts from this index alone: the rows are long, with the text and the status before what is counted.

DROP INDEX suggestions_year;
CREATE INDEX suggestions_report ON suggestions (congress_id, year, state, submitted_on, handed_over_on, period, category_id,
  overall, number, was_rehandled, is_key, open_promises, id);
