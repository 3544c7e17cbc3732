-- Grids as workplaces: whose worker somebody is, codes of grids, the queues of grids; portraits of deputies.

ALTER TABLE posts ADD COLUMN region_id BIGINT REFERENCES regions (id);
CREATE INDEX posts_region ON posts (region_id, role) WHERE region_id IS NOT NULL;

ALTER TABLE codes ADD COLUMN grid_id BIGINT REFERENCES regions (id);
CREATE INDEX codes_grid ON codes (grid_id) WHERE grid_id IS NOT NULL;

CREATE INDEX matters_grid_queue ON matters (grid_id, queue, sort_on, id) WHERE grid_id IS NOT NULL;
CREATE INDEX matters_grid_clock ON matters (grid_id, clock_due_on, id)
  WHERE clock_due_on IS NOT NULL AND grid_id IS NOT NULL;

-- A public portrait, shown with the deputy's consent; one a person.
CREATE TABLE person_portraits (
  person_id BIGINT PRIMARY KEY REFERENCES people (id),
  main_sha256 TEXT NOT NULL,
  thumb_sha256 TEXT NOT NULL,
  agreed_at BIGINT NOT NULL
);
CREATE INDEX person_portraits_main ON person_portraits (main_sha256);
CREATE INDEX person_portraits_thumb ON person_portraits (thumb_sha256);
