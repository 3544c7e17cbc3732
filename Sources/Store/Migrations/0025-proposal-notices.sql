-- The suggestion or the motion that a notice is about; of both the title is read where its reader sees it.
ALTER TABLE notices ADD COLUMN suggestion_id BIGINT REFERENCES suggestions (id);
ALTER TABLE notices ADD COLUMN motion_id BIGINT REFERENCES motions (id);
