-- What grows is parted by month of publication: what is written now fits the memory, and a question with days looks at these
-- alone. A key begins with the day, counted from the first of year 1; the lower 41 bits are the document's.
--
-- What is looked up without a day stays in one piece each: places, inputs, prints, and what is counted.

ALTER TABLE documents RENAME TO whole_documents;
ALTER TABLE bodies RENAME TO whole_bodies;
ALTER TABLE records RENAME TO whole_records;
ALTER TABLE pairs RENAME TO whole_pairs;
ALTER TABLE fingerprints RENAME TO whole_fingerprints;
ALTER TABLE document_words RENAME TO whole_document_words;
ALTER TABLE record_words RENAME TO whole_record_words;
ALTER INDEX documents_pkey RENAME TO whole_documents_pkey;
ALTER INDEX bodies_pkey RENAME TO whole_bodies_pkey;
ALTER INDEX records_pkey RENAME TO whole_records_pkey;
ALTER INDEX pairs_pkey RENAME TO whole_pairs_pkey;
ALTER INDEX fingerprints_pkey RENAME TO whole_fingerprints_pkey;
ALTER INDEX document_words_pkey RENAME TO whole_document_words_pkey;
ALTER INDEX record_words_pkey RENAME TO whole_record_words_pkey;
DROP INDEX documents_address, documents_story, records_stand, records_holder, records_issue, records_name, pairs_key, document_words_terms, record_words_terms;

-- Of two texts of one address the newer one is that of the page seen later (seen: when it was fetched, else its day, in seconds from 1970;
-- 0 unknown), and of two seen at once the one sent later (sent: microseconds from 1970; of what is older than this column, its seq).
CREATE TABLE documents (
	key BIGINT PRIMARY KEY,
	id TEXT COLLATE "C" NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	latest BIGINT NOT NULL,
	corrected BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	story BIGINT NOT NULL,
	day BIGINT NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	outlet TEXT COLLATE "C" NOT NULL,
	agency TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	language TEXT COLLATE "C" NOT NULL,
	coder TEXT COLLATE "C" NOT NULL,
	added TEXT COLLATE "C" NOT NULL,
	seen BIGINT NOT NULL,
	sent BIGINT NOT NULL
) PARTITION BY RANGE (key);

CREATE TABLE bodies (key BIGINT PRIMARY KEY, body BYTEA NOT NULL) PARTITION BY RANGE (key);
ALTER TABLE bodies ALTER body SET STORAGE EXTERNAL; -- it is packed

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
	story BIGINT NOT NULL,
	counts BIGINT NOT NULL
) PARTITION BY RANGE (key);
CREATE INDEX records_stand ON records (holder, issue, day, key, name, role) WHERE kind = 3 AND counts = 1;
CREATE INDEX records_holder ON records (holder, day, key, issue) WHERE kind = 3 AND counts = 1;
CREATE INDEX records_issue ON records (issue, day, key, holder) WHERE kind = 3 AND counts = 1;
CREATE INDEX records_name ON records (name, role, holder, day, key, story) WHERE kind = 1 AND name <> '' AND role <> '';

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
) PARTITION BY RANGE (key);
CREATE INDEX pairs_key ON pairs (key);

CREATE TABLE fingerprints (key BIGINT PRIMARY KEY, story BIGINT NOT NULL, print BYTEA NOT NULL) PARTITION BY RANGE (key);

CREATE TABLE document_words (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL) PARTITION BY RANGE (key);
CREATE TABLE record_words (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL) PARTITION BY RANGE (key);
-- Words stay in their rows: elsewhere, the planner would not know what it costs to read them all.
ALTER TABLE document_words ALTER terms SET STORAGE MAIN;
ALTER TABLE record_words ALTER terms SET STORAGE MAIN;
CREATE INDEX document_words_terms ON document_words USING GIN (terms);
CREATE INDEX record_words_terms ON record_words USING GIN (terms);

-- Where a document is, by what is known of it without its day. Triggers keep it as documents are.
CREATE TABLE places (
	id TEXT COLLATE "C" PRIMARY KEY,
	key BIGINT NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	latest BIGINT NOT NULL,
	seq BIGINT NOT NULL UNIQUE,
	story BIGINT NOT NULL,
	day BIGINT NOT NULL,
	seen BIGINT NOT NULL,
	sent BIGINT NOT NULL
);
CREATE INDEX places_address ON places (address);
CREATE INDEX places_story ON places (story);

CREATE FUNCTION readout_put_places() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO places (id, key, address, version, latest, seq, story, day, seen, sent)
		SELECT id, key, address, version, latest, seq, story, day, seen, sent FROM now;
	RETURN NULL;
END $$;
CREATE FUNCTION readout_mend_places() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
	UPDATE places p SET version = n.version, latest = n.latest, story = n.story FROM now n WHERE p.id = n.id;
	RETURN NULL;
END $$;
CREATE FUNCTION readout_drop_places() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM places p USING before b WHERE p.id = b.id;
	RETURN NULL;
END $$;
CREATE TRIGGER put_places AFTER INSERT ON documents REFERENCING NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION readout_put_places();
CREATE TRIGGER mend_places AFTER UPDATE ON documents REFERENCING NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION readout_mend_places();
CREATE TRIGGER drop_places AFTER DELETE ON documents REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION readout_drop_places();

-- readout_room makes the partitions that a key belongs to: of its month from 1990 to 2049, else of all that is earlier, later or
-- without a day, so that pages with false days do not make thousands. There is no default partition: with one, the newest
-- month could not be looked at before the others. A table is filled in beside readers and writers, who do not wait: attaching
-- locks out nobody but another one who attaches.
CREATE FUNCTION readout_room(k BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
	year1 CONSTANT DATE := '0001-01-01';
	month DATE;
	part TEXT;
	first TEXT; -- of the keys
	above TEXT; -- them all
	t TEXT;
BEGIN
	IF k >> 41 = 0 THEN
		part := 'undated'; first := '0'; above := (1::BIGINT << 41)::TEXT;
	ELSE
		month := date_trunc('month', year1 + (k >> 41)::INT - 1)::DATE;
		IF month < '1990-01-01' THEN
			part := 'before_1990'; first := (1::BIGINT << 41)::TEXT; above := (('1990-01-01'::DATE - year1 + 1)::BIGINT << 41)::TEXT;
		ELSIF month >= '2050-01-01' THEN
			part := 'from_2050'; first := (('2050-01-01'::DATE - year1 + 1)::BIGINT << 41)::TEXT; above := 'MAXVALUE';
		ELSE
			part := to_char(month, 'YYYY_MM');
			first := ((month - year1 + 1)::BIGINT << 41)::TEXT;
			above := (((month + INTERVAL '1 month')::DATE - year1 + 1)::BIGINT << 41)::TEXT;
		END IF;
	END IF;
	PERFORM pg_advisory_xact_lock(x'726561646f7570'::BIGINT); -- the letters of "readoup": one maker at a time
	FOREACH t IN ARRAY ARRAY['documents', 'bodies', 'records', 'pairs', 'fingerprints', 'document_words', 'record_words'] LOOP
		IF to_regclass(t || '_' || part) IS NULL THEN
			EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', t || '_' || part, t);
			EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', t, t || '_' || part, first, above);
		END IF;
	END LOOP;
END $$;

SELECT readout_room(min(key)) FROM whole_documents GROUP BY CASE WHEN key >> 41 = 0 THEN NULL ELSE date_trunc('month', '0001-01-01'::DATE + (key >> 41)::INT - 1) END;
-- What was newer stays newer.
INSERT INTO documents SELECT d.*, max(CASE WHEN day = 0 THEN 0 ELSE ((key >> 41) - 719163) * 86400 END) OVER (PARTITION BY address ORDER BY version), seq FROM whole_documents d;
INSERT INTO bodies SELECT * FROM whole_bodies;
INSERT INTO records SELECT * FROM whole_records;
INSERT INTO pairs SELECT * FROM whole_pairs;
INSERT INTO fingerprints SELECT * FROM whole_fingerprints;
INSERT INTO document_words SELECT * FROM whole_document_words;
INSERT INTO record_words SELECT * FROM whole_record_words;
DROP TABLE whole_documents, whole_bodies, whole_records, whole_pairs, whole_fingerprints, whole_document_words, whole_record_words;
