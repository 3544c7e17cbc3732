-- Groups with reasons, duties and whom they guide; area clusters; who is responsible for whom; placement of deputies.
-- Everything is dated: a row is ended with its date and reason, never removed.

-- 大网格长: a deputy as head of a grid. One head at a time.
CREATE TABLE grid_heads (
  id BIGINT PRIMARY KEY,
  grid_id BIGINT NOT NULL REFERENCES regions (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  from_on TEXT NOT NULL,
  to_on TEXT,
  reason TEXT NOT NULL,
  end_reason TEXT,
  CHECK ((to_on IS NULL) = (end_reason IS NULL))
);
CREATE UNIQUE INDEX grid_heads_current ON grid_heads (grid_id) WHERE to_on IS NULL;
CREATE INDEX grid_heads_grid ON grid_heads (grid_id, from_on);
CREATE INDEX grid_heads_person ON grid_heads (person_id);

ALTER TABLE deputy_groups ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE deputy_groups ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE deputy_groups ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
CREATE INDEX deputy_groups_congress ON deputy_groups (congress_id, kind, id);

ALTER TABLE group_members ADD COLUMN role TEXT NOT NULL DEFAULT 'member'
  CHECK (role IN ('convener', 'member', 'lead_leader', 'head', 'deputy_head'));
ALTER TABLE group_members ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE group_members ADD COLUMN end_reason TEXT;
UPDATE group_members SET role = 'convener' WHERE is_convener;

-- What an expertise group takes: fields in words and categories of matters.
CREATE TABLE group_fields (
  group_id BIGINT NOT NULL REFERENCES deputy_groups (id),
  field TEXT NOT NULL,
  PRIMARY KEY (group_id, field)
);

CREATE TABLE group_categories (
  group_id BIGINT NOT NULL REFERENCES deputy_groups (id),
  category_id BIGINT NOT NULL REFERENCES matter_categories (id),
  PRIMARY KEY (group_id, category_id)
);
CREATE INDEX group_categories_category ON group_categories (category_id);

-- 驻站 and 流动联络; the end may be known beforehand.
CREATE TABLE group_venues (
  id BIGINT PRIMARY KEY,
  group_id BIGINT NOT NULL REFERENCES deputy_groups (id),
  venue_id BIGINT NOT NULL REFERENCES venues (id),
  duty TEXT NOT NULL CHECK (duty IN ('resident', 'floating')),
  from_on TEXT NOT NULL,
  to_on TEXT,
  reason TEXT NOT NULL,
  end_reason TEXT,
  CHECK (duty = 'resident' OR to_on IS NOT NULL)
);
CREATE INDEX group_venues_group ON group_venues (group_id, from_on);
CREATE INDEX group_venues_venue ON group_venues (venue_id, from_on);

-- Whom a guidance group guides: a township or sub-district, its congress, or another group.
CREATE TABLE guided_bodies (
  id BIGINT PRIMARY KEY,
  group_id BIGINT NOT NULL REFERENCES deputy_groups (id),
  region_id BIGINT REFERENCES regions (id),
  congress_id BIGINT REFERENCES congresses (id),
  guided_group_id BIGINT REFERENCES deputy_groups (id),
  from_on TEXT NOT NULL,
  to_on TEXT,
  reason TEXT NOT NULL,
  end_reason TEXT,
  CHECK (CASE WHEN region_id IS NULL THEN 0 ELSE 1 END + CASE WHEN congress_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN guided_group_id IS NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX guided_bodies_group ON guided_bodies (group_id, from_on);

-- 片区.
CREATE TABLE area_clusters (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  revision BIGINT NOT NULL
);
CREATE INDEX area_clusters_congress ON area_clusters (congress_id, id);

CREATE TABLE cluster_parts (
  id BIGINT PRIMARY KEY,
  cluster_id BIGINT NOT NULL REFERENCES area_clusters (id),
  region_id BIGINT REFERENCES regions (id),
  venue_id BIGINT REFERENCES venues (id),
  from_on TEXT NOT NULL,
  to_on TEXT,
  reason TEXT NOT NULL,
  end_reason TEXT,
  CHECK ((region_id IS NULL) <> (venue_id IS NULL))
);
CREATE INDEX cluster_parts_cluster ON cluster_parts (cluster_id, from_on);

-- 双包双联双导、双联系、包保、分工联系选民: what a place calls it, what it links, how often there has to be contact.
CREATE TABLE link_mechanisms (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  from_kind TEXT NOT NULL CHECK (from_kind IN ('person', 'deputy')),
  to_kind TEXT NOT NULL CHECK (to_kind IN ('venue', 'person', 'deputy', 'region', 'voters')),
  contacts BIGINT NOT NULL CHECK (contacts BETWEEN 0 AND 99),
  period TEXT NOT NULL CHECK (period IN ('week', 'month', 'quarter', 'year')),
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  revision BIGINT NOT NULL
);
CREATE INDEX link_mechanisms_congress ON link_mechanisms (congress_id, id);

CREATE TABLE responsibility_links (
  id BIGINT PRIMARY KEY,
  mechanism_id BIGINT NOT NULL REFERENCES link_mechanisms (id),
  from_person_id BIGINT NOT NULL REFERENCES people (id),
  to_venue_id BIGINT REFERENCES venues (id),
  to_person_id BIGINT REFERENCES people (id),
  to_region_id BIGINT REFERENCES regions (id),
  to_voters TEXT,
  from_on TEXT NOT NULL,
  to_on TEXT,
  reason TEXT NOT NULL,
  end_reason TEXT,
  CHECK ((to_on IS NULL) = (end_reason IS NULL)),
  CHECK (CASE WHEN to_venue_id IS NULL THEN 0 ELSE 1 END + CASE WHEN to_person_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN to_region_id IS NULL THEN 0 ELSE 1 END + CASE WHEN to_voters IS NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX responsibility_links_mechanism ON responsibility_links (mechanism_id, id);
CREATE INDEX responsibility_links_from ON responsibility_links (from_person_id);

CREATE TABLE link_contacts (
  id BIGINT PRIMARY KEY,
  link_id BIGINT NOT NULL REFERENCES responsibility_links (id),
  on_date TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('visit', 'invited', 'phone', 'online', 'letter', 'activity')),
  what TEXT NOT NULL,
  entered_by BIGINT REFERENCES people (id),
  entered_at BIGINT NOT NULL
);
CREATE INDEX link_contacts_link ON link_contacts (link_id, on_date);

-- 编排代表进站: what is different for one mandate, and the runs in which a proposal was carried out.
CREATE TABLE placement_exceptions (
  mandate_id BIGINT PRIMARY KEY REFERENCES mandates (id),
  venue_id BIGINT REFERENCES venues (id),
  reason TEXT NOT NULL,
  made_by BIGINT REFERENCES people (id),
  made_at BIGINT NOT NULL
);

CREATE TABLE placement_runs (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  made_by BIGINT REFERENCES people (id),
  began_at BIGINT NOT NULL,
  finished_at BIGINT,
  digest BYTEA NOT NULL,
  planned BIGINT NOT NULL,
  placed BIGINT NOT NULL
);
CREATE INDEX placement_runs_congress ON placement_runs (congress_id, id);
CREATE INDEX venue_deputies_mandate ON venue_deputies (mandate_id);
