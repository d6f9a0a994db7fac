-- What followers of feeds must not forget. A name is kept as its hash: addresses may be longer than an index takes.
CREATE TABLE notes (kind TEXT COLLATE "C" NOT NULL, name BYTEA NOT NULL, note BYTEA NOT NULL, PRIMARY KEY (kind, name));
