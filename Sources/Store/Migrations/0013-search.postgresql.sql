-- The two indexes of the search: what the workbench finds, what everybody finds. A row is a document; its number, named as
-- in SQLite's full-text tables, is the id of the record. The words were split in Swift before (SearchText).

CREATE TABLE search_staff (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX search_staff_words ON search_staff USING GIN (words);
CREATE TABLE search_open (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX search_open_words ON search_open USING GIN (words);

-- A new installation has nothing to fill it with; elsewhere a timer does (IndexSearch).
INSERT INTO registry (name, value) SELECT 'search', '1' WHERE NOT EXISTS (SELECT 1 FROM people);
