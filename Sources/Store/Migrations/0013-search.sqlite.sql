-- The two indexes of the search: what the workbench finds, what everybody finds. A row is a document; its number is the id
-- of the record. The words were split in Swift before (SearchText), so that the tokenizer has nothing left to decide.

CREATE VIRTUAL TABLE search_staff USING fts5(words, columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_open USING fts5(words, columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');

-- A new installation has nothing to fill it with; elsewhere a timer does (IndexSearch).
INSERT INTO registry (name, value) SELECT 'search', '1' WHERE NOT EXISTS (SELECT 1 FROM people);
