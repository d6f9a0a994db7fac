-- How many positions a holder has on an issue, so that those with most are found without counting all.
CREATE TABLE stands (
	holder TEXT NOT NULL,
	issue TEXT NOT NULL,
	records INTEGER NOT NULL,
	PRIMARY KEY (holder, issue)
) WITHOUT ROWID;
CREATE INDEX stands_issue ON stands (issue, holder, records);
INSERT INTO stands SELECT holder, issue, COUNT(*) FROM records WHERE kind = 3 GROUP BY holder, issue;
