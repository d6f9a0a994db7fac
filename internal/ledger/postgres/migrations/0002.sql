-- How many positions a holder has on an issue, so that those with most are found without counting all.
CREATE TABLE stands (
	holder TEXT COLLATE "C" NOT NULL,
	issue TEXT COLLATE "C" NOT NULL,
	records BIGINT NOT NULL,
	PRIMARY KEY (holder, issue)
);
CREATE INDEX stands_issue ON stands (issue, holder, records);
INSERT INTO stands SELECT holder, issue, COUNT(*) FROM records WHERE kind = 3 GROUP BY holder, issue;
