-- Counters, and marks of those who follow the ledger.
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

-- What has been read, by the hash of name and bytes.
CREATE TABLE inputs (digest BLOB PRIMARY KEY) WITHOUT ROWID;

-- A document is an address and a text. The key orders documents by day; seq by when they came.
CREATE TABLE documents (
	key INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	address TEXT NOT NULL,
	version INTEGER NOT NULL,
	latest INTEGER NOT NULL,
	corrected INTEGER NOT NULL,
	seq INTEGER NOT NULL UNIQUE,
	story INTEGER NOT NULL,
	day INTEGER NOT NULL,
	title TEXT NOT NULL,
	outlet TEXT NOT NULL,
	agency TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	language TEXT NOT NULL,
	coder TEXT NOT NULL,
	added TEXT NOT NULL
);
CREATE INDEX documents_address ON documents (address);
CREATE INDEX documents_story ON documents (story);

-- The document itself, packed.
CREATE TABLE bodies (key INTEGER PRIMARY KEY, body BLOB NOT NULL);

-- What records of the newest versions are found and counted by. A record's key is its document's key plus its number.
CREATE TABLE records (
	key INTEGER PRIMARY KEY,
	kind INTEGER NOT NULL,
	local TEXT NOT NULL,
	day INTEGER NOT NULL,
	type TEXT NOT NULL,
	holder TEXT NOT NULL,
	issue TEXT NOT NULL,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	delta TEXT NOT NULL,
	decide TEXT NOT NULL,
	story INTEGER NOT NULL
);
CREATE INDEX records_holder ON records (holder, issue, day, key, story, name, role) WHERE kind = 3;
CREATE INDEX records_issue ON records (issue, holder, day, key, story, name, role) WHERE kind = 3;
CREATE INDEX records_name ON records (name, role, holder, day, key, story) WHERE kind = 1 AND name <> '' AND role <> '';
CREATE INDEX records_actor ON records (holder, name, role, day, key, story) WHERE kind = 1 AND name <> '' AND role <> '';

-- Who dealt with whom.
CREATE TABLE pairs (
	a TEXT NOT NULL,
	b TEXT NOT NULL,
	day INTEGER NOT NULL,
	key INTEGER NOT NULL,
	quad TEXT NOT NULL,
	type TEXT NOT NULL,
	happened INTEGER NOT NULL,
	story INTEGER NOT NULL,
	PRIMARY KEY (a, b, day, key)
) WITHOUT ROWID;
CREATE INDEX pairs_key ON pairs (key);

-- What tells copies, of the newest versions.
CREATE TABLE fingerprints (key INTEGER PRIMARY KEY, story INTEGER NOT NULL, print BLOB NOT NULL);

-- By what copies are looked up.
CREATE TABLE prints (hash INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (hash, key)) WITHOUT ROWID;
CREATE INDEX prints_key ON prints (key);

-- Words are cut and folded by the ledger, so the index takes what stands between blanks as it is.
CREATE VIRTUAL TABLE document_words USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE record_words USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');

-- What people say of records.
CREATE TABLE corrections (
	number INTEGER PRIMARY KEY AUTOINCREMENT,
	document TEXT NOT NULL,
	at TEXT NOT NULL,
	body TEXT NOT NULL
);
CREATE INDEX corrections_document ON corrections (document);
