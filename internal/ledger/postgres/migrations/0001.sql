-- Counters, and marks of those who follow the ledger.
CREATE TABLE meta (name TEXT COLLATE "C" PRIMARY KEY, value BIGINT NOT NULL);

-- What has been read, by the hash of name and bytes.
CREATE TABLE inputs (digest BYTEA PRIMARY KEY);

-- A document is an address and a text. The key orders documents by day; seq by when they came.
CREATE TABLE documents (
	key BIGINT PRIMARY KEY,
	id TEXT COLLATE "C" NOT NULL UNIQUE,
	address TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	latest BIGINT NOT NULL,
	corrected BIGINT NOT NULL,
	seq BIGINT NOT NULL UNIQUE,
	story BIGINT NOT NULL,
	day BIGINT NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	outlet TEXT COLLATE "C" NOT NULL,
	agency TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	language TEXT COLLATE "C" NOT NULL,
	coder TEXT COLLATE "C" NOT NULL,
	added TEXT COLLATE "C" NOT NULL
);
CREATE INDEX documents_address ON documents (address);
CREATE INDEX documents_story ON documents (story);

-- The document itself, packed.
CREATE TABLE bodies (key BIGINT PRIMARY KEY, body BYTEA NOT NULL);

-- What records of the newest versions are found and counted by. A record's key is its document's key plus its number.
CREATE TABLE records (
	key BIGINT PRIMARY KEY,
	kind BIGINT NOT NULL,
	local TEXT COLLATE "C" NOT NULL,
	day BIGINT NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	holder TEXT COLLATE "C" NOT NULL,
	issue TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	delta TEXT COLLATE "C" NOT NULL,
	decide TEXT COLLATE "C" NOT NULL,
	story BIGINT NOT NULL
);
CREATE INDEX records_holder ON records (holder, issue, day, key, story, name, role) WHERE kind = 3;
CREATE INDEX records_issue ON records (issue, holder, day, key, story, name, role) WHERE kind = 3;
CREATE INDEX records_name ON records (name, role, holder, day, key, story) WHERE kind = 1 AND name <> '' AND role <> '';
CREATE INDEX records_actor ON records (holder, name, role, day, key, story) WHERE kind = 1 AND name <> '' AND role <> '';

-- Who dealt with whom.
CREATE TABLE pairs (
	a TEXT COLLATE "C" NOT NULL,
	b TEXT COLLATE "C" NOT NULL,
	day BIGINT NOT NULL,
	key BIGINT NOT NULL,
	quad TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	happened BIGINT NOT NULL,
	story BIGINT NOT NULL,
	PRIMARY KEY (a, b, day, key)
);
CREATE INDEX pairs_key ON pairs (key);

-- What tells copies, of the newest versions.
CREATE TABLE fingerprints (key BIGINT PRIMARY KEY, story BIGINT NOT NULL, print BYTEA NOT NULL);

-- By what copies are looked up.
CREATE TABLE prints (hash BIGINT NOT NULL, key BIGINT NOT NULL, PRIMARY KEY (hash, key));
CREATE INDEX prints_key ON prints (key);

-- Words are cut and folded by the ledger, so no configuration of text search is used.
CREATE TABLE document_words (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL);
CREATE TABLE record_words (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL);
CREATE INDEX document_words_terms ON document_words USING GIN (terms);
CREATE INDEX record_words_terms ON record_words USING GIN (terms);

-- What people say of records.
CREATE TABLE corrections (
	number BIGSERIAL PRIMARY KEY,
	document TEXT COLLATE "C" NOT NULL,
	at TEXT COLLATE "C" NOT NULL,
	body TEXT COLLATE "C" NOT NULL
);
CREATE INDEX corrections_document ON corrections (document);
