-- What is asked for most is counted when it is written; the walk over all that was said grows with the ledger. Of the positions of
-- one story with one holder, issue and stance the first counts.
ALTER TABLE records ADD COLUMN counts BIGINT NOT NULL DEFAULT 0;
UPDATE records SET counts = 1 WHERE key IN (SELECT key FROM (SELECT key, ROW_NUMBER() OVER
	(PARTITION BY holder, issue, story, type ORDER BY CASE WHEN day = 0 THEN 1 ELSE 0 END, day, key) AS place FROM records WHERE kind = 3) AS placed WHERE place = 1);
DROP INDEX records_holder;
DROP INDEX records_issue;
DROP INDEX records_actor;
CREATE INDEX records_stand ON records (holder, issue, day, key, name, role) WHERE kind = 3 AND counts = 1;
CREATE INDEX records_holder ON records (holder, day, key, issue) WHERE kind = 3 AND counts = 1;
CREATE INDEX records_issue ON records (issue, day, key, holder) WHERE kind = 3 AND counts = 1;

-- How many statements a holder made on an issue, by month, by speaker.
DROP TABLE stands;
CREATE TABLE stands (holder TEXT COLLATE "C" NOT NULL, issue TEXT COLLATE "C" NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (holder, issue));
CREATE TABLE stand_months (holder TEXT COLLATE "C" NOT NULL, issue TEXT COLLATE "C" NOT NULL, month BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (holder, issue, month));
CREATE TABLE stand_speakers (holder TEXT COLLATE "C" NOT NULL, issue TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, role TEXT COLLATE "C" NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (holder, issue, name, role));
INSERT INTO stands SELECT holder, issue, COUNT(*) FROM records WHERE kind = 3 AND counts = 1 GROUP BY holder, issue;
INSERT INTO stand_months SELECT holder, issue, day / 100, COUNT(*) FROM records WHERE kind = 3 AND counts = 1 AND day > 0 GROUP BY holder, issue, day / 100;
INSERT INTO stand_speakers SELECT holder, issue, name, role, COUNT(*) FROM records WHERE kind = 3 AND counts = 1 AND name <> '' GROUP BY holder, issue, name, role;
CREATE INDEX stands_holder ON stands (holder, n DESC, issue);
CREATE INDEX stands_issue ON stands (issue, n DESC, holder);
CREATE INDEX stand_speakers_most ON stand_speakers (holder, issue, n DESC, name, role);

-- In how many stories one dealt with the other in a month.
CREATE TABLE dyads (a TEXT COLLATE "C" NOT NULL, b TEXT COLLATE "C" NOT NULL, month BIGINT NOT NULL, quad TEXT COLLATE "C" NOT NULL, type TEXT COLLATE "C" NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (a, b, month, quad, type));
INSERT INTO dyads SELECT a, b, day / 100, quad, type, COUNT(DISTINCT story) FROM pairs WHERE happened = 1 GROUP BY a, b, day / 100, quad, type;

-- In how many stories somebody was called so, and the last day of it. The state is the holder without its sector.
CREATE TABLE offices (name TEXT COLLATE "C" NOT NULL, role TEXT COLLATE "C" NOT NULL, holder TEXT COLLATE "C" NOT NULL, state TEXT COLLATE "C" NOT NULL, last BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (name, role, holder));
INSERT INTO offices SELECT name, role, holder, SPLIT_PART(holder, '.', 1), MAX(day), COUNT(DISTINCT story) FROM records
	WHERE kind = 1 AND name <> '' AND role <> '' GROUP BY name, role, holder;
CREATE INDEX offices_holder ON offices (holder, last DESC, n DESC, name, role);
CREATE INDEX offices_state ON offices (state, last DESC, n DESC, name, role, holder);

-- How much there is.
INSERT INTO meta (name, value) SELECT 'documents', COUNT(*) FROM documents;
INSERT INTO meta (name, value) SELECT 'addresses', COUNT(*) FROM documents WHERE latest = 1;
INSERT INTO meta (name, value) SELECT 'stories', COUNT(DISTINCT story) FROM documents WHERE latest = 1;
INSERT INTO meta (name, value) SELECT 'records', COUNT(*) FROM records;
