-- Tokens of one's own for applications, and what requests under a key of the application's own were about.

CREATE TABLE api_tokens (
  id BIGINT PRIMARY KEY,
  token_hash BYTEA NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('read', 'work')),
  made_at BIGINT NOT NULL,
  seen_at BIGINT,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX api_tokens_person ON api_tokens (person_id, made_at);

-- An Idempotency-Key stands for one content: the same key with another one is refused.
CREATE TABLE api_requests (
  key_hash BYTEA PRIMARY KEY,
  content_hash BYTEA NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX api_requests_at ON api_requests (at);
