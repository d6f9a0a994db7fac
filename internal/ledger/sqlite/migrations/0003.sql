-- What followers of feeds must not forget. A name is kept as its hash: addresses may be longer than an index takes.
CREATE TABLE notes (kind TEXT NOT NULL, name BLOB NOT NULL, note BLOB NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
