-- Of two texts of one address the newer one is that of the page seen later (seen: when it was fetched, else its day, in seconds from 1970;
-- 0 unknown), and of two seen at once the one sent later (sent: microseconds from 1970; of what is older than this column, its seq).
ALTER TABLE documents ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
UPDATE documents SET sent = seq, seen = CASE WHEN day = 0 THEN 0 ELSE ((key >> 41) - 719163) * 86400 END;
-- What was newer stays newer.
UPDATE documents SET seen = (SELECT MAX(o.seen) FROM documents o WHERE o.address = documents.address AND o.version <= documents.version) WHERE version > 1;
