-- Messages that leave the system: who agreed, what is on its way, what is grouped, what people were reminded of.

-- A sender wants messages about his matter; ended when he says so on his receipt.
CREATE TABLE message_consents (
  matter_id BIGINT PRIMARY KEY REFERENCES matters (id),
  given_at BIGINT NOT NULL,
  ended_at BIGINT
);

-- What holds for a resident's number, whichever matters name it. The number itself is not here: its keyed fingerprint is.
CREATE TABLE message_numbers (
  number_index BYTEA PRIMARY KEY,
  stop_code TEXT NOT NULL UNIQUE,
  greeted_at BIGINT,
  stopped_at BIGINT,
  used_at BIGINT NOT NULL
);

-- One message by one channel. It names whom it goes to and never the address; words are made when it is sent.
CREATE TABLE messages (
  id BIGINT PRIMARY KEY,
  -- Our id at the gateway or the relay: the same for every try.
  reference TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
  kind TEXT NOT NULL,
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  matter_id BIGINT REFERENCES matters (id),
  person_id BIGINT REFERENCES people (id),
  number_index BYTEA,
  mask TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'uncertain', 'failed', 'dropped')),
  reason TEXT,
  attempts BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  -- The day of the last try.
  tried_on TEXT,
  CHECK ((matter_id IS NULL) <> (person_id IS NULL)),
  CHECK ((state = 'dropped') = (reason IS NOT NULL))
);
CREATE INDEX messages_waiting ON messages (channel, due_at, id) WHERE state = 'queued';
CREATE INDEX messages_under_way ON messages (channel, changed_at, id) WHERE state = 'sending';
CREATE INDEX messages_listed ON messages (congress_id, state, id);
CREATE INDEX messages_number ON messages (number_index, tried_on) WHERE number_index IS NOT NULL;
CREATE INDEX messages_matter ON messages (matter_id, kind) WHERE matter_id IS NOT NULL;
CREATE INDEX messages_person ON messages (person_id, channel, state) WHERE person_id IS NOT NULL;
CREATE INDEX messages_changed ON messages (changed_at);

-- Notices on their way into a digest; with a message they are part of it.
CREATE TABLE message_items (
  id BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL REFERENCES people (id),
  channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
  notice_id BIGINT NOT NULL REFERENCES notices (id),
  congress_id BIGINT NOT NULL REFERENCES congresses (id),
  group_word TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  message_id BIGINT REFERENCES messages (id)
);
CREATE INDEX message_items_waiting ON message_items (due_at, person_id, channel) WHERE message_id IS NULL;
CREATE INDEX message_items_person ON message_items (person_id, channel) WHERE message_id IS NULL;
CREATE INDEX message_items_message ON message_items (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE message_preferences (
  person_id BIGINT PRIMARY KEY REFERENCES people (id),
  preferences TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- The newest rung of the ladder that was climbed for a date; a rung below it is not climbed any more.
CREATE TABLE reminders (
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  part BIGINT NOT NULL,
  clock TEXT NOT NULL,
  due_on TEXT NOT NULL,
  step BIGINT NOT NULL,
  on_date TEXT NOT NULL,
  PRIMARY KEY (matter_id, part, clock, due_on)
);

-- Of what somebody was reminded on a day; one notice a person and day takes them all.
CREATE TABLE reminder_entries (
  person_id BIGINT NOT NULL REFERENCES people (id),
  on_date TEXT NOT NULL,
  matter_id BIGINT NOT NULL REFERENCES matters (id),
  part BIGINT NOT NULL,
  clock TEXT NOT NULL,
  due_on TEXT NOT NULL,
  step BIGINT NOT NULL,
  late BIGINT NOT NULL,
  notice_id BIGINT REFERENCES notices (id),
  PRIMARY KEY (person_id, on_date, matter_id, part, clock)
);
CREATE INDEX reminder_entries_open ON reminder_entries (on_date, person_id) WHERE notice_id IS NULL;
CREATE INDEX reminder_entries_notice ON reminder_entries (notice_id) WHERE notice_id IS NOT NULL;

CREATE INDEX matters_feedback_due ON matters (feedback_due_on, id) WHERE queue = 'to_feedback';
CREATE INDEX matter_handlings_due ON matter_handlings (due_on, matter_id, part)
  WHERE state IN ('sent', 'signed_for', 'return_asked', 'disputed', 'drafted');
