-- 征集活动: what is collected, when, from whom; the campaign that a matter was brought in; its printed codes.

CREATE TABLE campaigns (
  id BIGINT PRIMARY KEY,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  theme TEXT NOT NULL,
  body TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('residents', 'deputies', 'both')),
  -- The words of the channels by which residents take part, a blank between them.
  channels TEXT NOT NULL,
  recurrence TEXT NOT NULL CHECK (recurrence IN ('once', 'quarterly', 'yearly')),
  first_on TEXT NOT NULL,
  last_on TEXT,
  -- Of every quarter, for a campaign that comes each quarter.
  days BIGINT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'stopped')),
  published_at BIGINT,
  stopped_at BIGINT,
  stop_reason TEXT,
  revision BIGINT NOT NULL,
  CHECK ((recurrence = 'quarterly') = (days IS NOT NULL)),
  CHECK (recurrence = 'quarterly' OR last_on IS NOT NULL),
  CHECK (state <> 'published' OR published_at IS NOT NULL),
  CHECK ((state = 'stopped') = (stopped_at IS NOT NULL)),
  CHECK ((stopped_at IS NULL) = (stop_reason IS NULL))
);
CREATE INDEX campaigns_congress ON campaigns (congress_id, id);

CREATE TABLE campaign_regions (
  campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
  region_id BIGINT NOT NULL REFERENCES regions (id),
  PRIMARY KEY (campaign_id, region_id)
);

CREATE TABLE campaign_categories (
  campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
  category_id BIGINT NOT NULL REFERENCES matter_categories (id),
  PRIMARY KEY (campaign_id, category_id)
);

ALTER TABLE matters ADD COLUMN campaign_id BIGINT REFERENCES campaigns (id);
ALTER TABLE matters ADD COLUMN campaign_round BIGINT;
-- What the counts of a campaign are read from; sealed matters are in none.
CREATE INDEX matters_campaign ON matters (campaign_id, campaign_round, channel, category_id)
  WHERE campaign_id IS NOT NULL AND seal IS NULL;
-- A queue narrowed to one campaign.
CREATE INDEX matters_campaign_queue ON matters (campaign_id, queue, sort_on, id) WHERE campaign_id IS NOT NULL;

ALTER TABLE codes ADD COLUMN campaign_id BIGINT REFERENCES campaigns (id);
CREATE INDEX codes_campaign ON codes (campaign_id) WHERE campaign_id IS NOT NULL;
