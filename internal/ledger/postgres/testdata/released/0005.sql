SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.readout_drop_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
	DELETE FROM places p USING before b WHERE p.id = b.id;
	RETURN NULL;
END $$;
CREATE FUNCTION public.readout_mend_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
	UPDATE places p SET version = n.version, latest = n.latest, story = n.story FROM now n WHERE p.id = n.id;
	RETURN NULL;
END $$;
CREATE FUNCTION public.readout_put_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
	INSERT INTO places (id, key, address, version, latest, seq, story, day, seen, sent)
		SELECT id, key, address, version, latest, seq, story, day, seen, sent FROM now;
	RETURN NULL;
END $$;
CREATE FUNCTION public.readout_room(k bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
SET default_tablespace = '';
CREATE TABLE public.bodies (
    key bigint NOT NULL,
    body bytea NOT NULL
)
PARTITION BY RANGE (key);
ALTER TABLE ONLY public.bodies ALTER COLUMN body SET STORAGE EXTERNAL;
SET default_table_access_method = heap;
CREATE TABLE public.bodies_2024_05 (
    key bigint NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE ONLY public.bodies_2024_05 ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE public.corrections (
    number bigint NOT NULL,
    document text NOT NULL COLLATE pg_catalog."C",
    at text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.corrections_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.corrections_number_seq OWNED BY public.corrections.number;
CREATE TABLE public.document_words (
    key bigint NOT NULL,
    terms tsvector NOT NULL
)
PARTITION BY RANGE (key);
ALTER TABLE ONLY public.document_words ALTER COLUMN terms SET STORAGE MAIN;
CREATE TABLE public.document_words_2024_05 (
    key bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE ONLY public.document_words_2024_05 ALTER COLUMN terms SET STORAGE MAIN;
CREATE TABLE public.documents (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    latest bigint NOT NULL,
    corrected bigint NOT NULL,
    seq bigint NOT NULL,
    story bigint NOT NULL,
    day bigint NOT NULL,
    title text NOT NULL COLLATE pg_catalog."C",
    outlet text NOT NULL COLLATE pg_catalog."C",
    agency text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    coder text NOT NULL COLLATE pg_catalog."C",
    added text NOT NULL COLLATE pg_catalog."C",
    seen bigint NOT NULL,
    sent bigint NOT NULL
)
PARTITION BY RANGE (key);
CREATE TABLE public.documents_2024_05 (
    key bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    latest bigint NOT NULL,
    corrected bigint NOT NULL,
    seq bigint NOT NULL,
    story bigint NOT NULL,
    day bigint NOT NULL,
    title text NOT NULL COLLATE pg_catalog."C",
    outlet text NOT NULL COLLATE pg_catalog."C",
    agency text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    coder text NOT NULL COLLATE pg_catalog."C",
    added text NOT NULL COLLATE pg_catalog."C",
    seen bigint NOT NULL,
    sent bigint NOT NULL
);
CREATE TABLE public.dyads (
    a text NOT NULL COLLATE pg_catalog."C",
    b text NOT NULL COLLATE pg_catalog."C",
    month bigint NOT NULL,
    quad text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    n bigint NOT NULL
);
CREATE TABLE public.fingerprints (
    key bigint NOT NULL,
    story bigint NOT NULL,
    print bytea NOT NULL
)
PARTITION BY RANGE (key);
CREATE TABLE public.fingerprints_2024_05 (
    key bigint NOT NULL,
    story bigint NOT NULL,
    print bytea NOT NULL
);
CREATE TABLE public.inputs (
    digest bytea NOT NULL
);
CREATE TABLE public.ledger_version (
    one integer NOT NULL,
    version integer NOT NULL
);
CREATE TABLE public.meta (
    name text NOT NULL COLLATE pg_catalog."C",
    value bigint NOT NULL
);
CREATE TABLE public.notes (
    kind text NOT NULL COLLATE pg_catalog."C",
    name bytea NOT NULL,
    note bytea NOT NULL
);
CREATE TABLE public.offices (
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    last bigint NOT NULL,
    n bigint NOT NULL
);
CREATE TABLE public.pairs (
    a text NOT NULL COLLATE pg_catalog."C",
    b text NOT NULL COLLATE pg_catalog."C",
    day bigint NOT NULL,
    key bigint NOT NULL,
    quad text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    happened bigint NOT NULL,
    story bigint NOT NULL
)
PARTITION BY RANGE (key);
CREATE TABLE public.pairs_2024_05 (
    a text NOT NULL COLLATE pg_catalog."C",
    b text NOT NULL COLLATE pg_catalog."C",
    day bigint NOT NULL,
    key bigint NOT NULL,
    quad text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    happened bigint NOT NULL,
    story bigint NOT NULL
);
CREATE TABLE public.places (
    id text NOT NULL COLLATE pg_catalog."C",
    key bigint NOT NULL,
    address text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    latest bigint NOT NULL,
    seq bigint NOT NULL,
    story bigint NOT NULL,
    day bigint NOT NULL,
    seen bigint NOT NULL,
    sent bigint NOT NULL
);
CREATE TABLE public.prints (
    hash bigint NOT NULL,
    key bigint NOT NULL
);
CREATE TABLE public.record_words (
    key bigint NOT NULL,
    terms tsvector NOT NULL
)
PARTITION BY RANGE (key);
ALTER TABLE ONLY public.record_words ALTER COLUMN terms SET STORAGE MAIN;
CREATE TABLE public.record_words_2024_05 (
    key bigint NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE ONLY public.record_words_2024_05 ALTER COLUMN terms SET STORAGE MAIN;
CREATE TABLE public.records (
    key bigint NOT NULL,
    kind bigint NOT NULL,
    local text NOT NULL COLLATE pg_catalog."C",
    day bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    issue text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    delta text NOT NULL COLLATE pg_catalog."C",
    decide text NOT NULL COLLATE pg_catalog."C",
    story bigint NOT NULL,
    counts bigint NOT NULL
)
PARTITION BY RANGE (key);
CREATE TABLE public.records_2024_05 (
    key bigint NOT NULL,
    kind bigint NOT NULL,
    local text NOT NULL COLLATE pg_catalog."C",
    day bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    issue text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    delta text NOT NULL COLLATE pg_catalog."C",
    decide text NOT NULL COLLATE pg_catalog."C",
    story bigint NOT NULL,
    counts bigint NOT NULL
);
CREATE TABLE public.stand_months (
    holder text NOT NULL COLLATE pg_catalog."C",
    issue text NOT NULL COLLATE pg_catalog."C",
    month bigint NOT NULL,
    n bigint NOT NULL
);
CREATE TABLE public.stand_speakers (
    holder text NOT NULL COLLATE pg_catalog."C",
    issue text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    n bigint NOT NULL
);
CREATE TABLE public.stands (
    holder text NOT NULL COLLATE pg_catalog."C",
    issue text NOT NULL COLLATE pg_catalog."C",
    n bigint NOT NULL
);
ALTER TABLE ONLY public.bodies ATTACH PARTITION public.bodies_2024_05 FOR VALUES FROM ('1625093579015716864') TO ('1625161748736638976');
ALTER TABLE ONLY public.document_words ATTACH PARTITION public.document_words_2024_05 FOR VALUES FROM ('1625093579015716864') TO ('1625161748736638976');
ALTER TABLE ONLY public.documents ATTACH PARTITION public.documents_2024_05 FOR VALUES FROM ('1625093579015716864') TO ('1625161748736638976');
ALTER TABLE ONLY public.fingerprints ATTACH PARTITION public.fingerprints_2024_05 FOR VALUES FROM ('1625093579015716864') TO ('1625161748736638976');
ALTER TABLE ONLY public.pairs ATTACH PARTITION public.pairs_2024_05 FOR VALUES FROM ('1625093579015716864') TO ('1625161748736638976');
ALTER TABLE ONLY public.record_words ATTACH PARTITION public.record_words_2024_05 FOR VALUES FROM ('1625093579015716864') TO ('1625161748736638976');
ALTER TABLE ONLY public.records ATTACH PARTITION public.records_2024_05 FOR VALUES FROM ('1625093579015716864') TO ('1625161748736638976');
ALTER TABLE ONLY public.corrections ALTER COLUMN number SET DEFAULT nextval('public.corrections_number_seq'::regclass);
INSERT INTO public.bodies_2024_05 VALUES (1625094410084040704, '\x28b52ffd4400db00350900b2174021406bdb00fb148be48691e050335d694433014d68d5176f18f3539a1f8ae2a8cb01000f0982676675196a309241cce62f793809bb52c11d04c167da5c7421192c1bb5cae5776eb69aa6f1f1991635a736434d3666fdbdf5f84ea9a034fe1de1c0402dc5ef88c601c1f32e6de5d5f4e642f22eeda628eb46bf242148dc41103c67daec4dfe5da0b1f6602be1b8d68317092947036ab065707c3364ff1204cfc92086fe946a8bcf55958d96df112780e0040c244ee2f82515ac4a69cdefc727831ab348fd7e7ca7eab67e0982cf55d5a0fc7efc22e5f2fbf1a95afbf754499ba1e397d5c54fa9b678c5daefe738c72ffa7b73f6f12c97957e083c62a422f11d020c0047b3d35284a81200ccf4fa34e796968c2964280cc1183462ff1bff95f59d331829e2394b0c');
INSERT INTO public.bodies_2024_05 VALUES (1625096824469848064, '\x28b52ffd4400d200f50800b2563d215069db00238ee226baa66c22275ad3c8b45ce4a9990e917e3419217c67c6b95003000d4a82e76675194a70b241cde64f69380e76a54c9b8c36d261d9a85532bf73b3f53c8d8fcfb4a839b5197ab231ebefadc7774a84a5f1ef06050ab516bf230f4382e75ddacaebe9cd46f22eedb628eb463f452140ee48123c67daec4dfe3da0f5c08c8496c3024a604b717c2b64ff9404cfd920477f4ab5c5e7aaca46ccef8903317020041247e2782617ac6a69cfefc767835ab348fd7e7ca7eab67e4a82cf55b5b0fc7e3c2325f3fbf1a95afbf754499ba1e39955c64fa9b678c5daefc701399ed1df9bb38f67c9acf443f0c8c945e233040d0047b3d35284a8120033046266f0a79924b4644c214361087ea011d7dff8afacdd93c148010fa930a8');
INSERT INTO public.bodies_2024_05 VALUES (1625098157821140992, '\x28b52ffd4400d200f50800b2563d21406bdb00fb3a4572c3487aa899ae34a299806633c7166f33b8c532f36b1890dc1c000f4a82e76675195a70b241cde64f79381076a54c9b8c2aa4c3b251ab647ee766eb791a1f9f6951736a33f46463d6df5b8fef94094be3df0f0c166a317e471e8704cfbbb495d7d39b0ac9bbb4dba2ac1bfd14a500b92349f09c69b337f9f780560437125a100d6881adc5f1cd90fd53123c67831cfd29d5169fab2a1b31bf0b1c09822331a03814c733c960554b7b7e3f3e1bd49a45eaf7e33b55b7f553127caeaa86e5f7e31b2999df8f4fd5dabfa74ada0c1dcfac367e4ab5c52bd67e4710c8f18cfede9c7d3c4b66a51f82474e3212df210d0047b3d35284a8120033046266f0a79924b4644c214361087ea011d7dff8afacdd93c1480179969d52');
INSERT INTO public.bodies_2024_05 VALUES (1625101490172370944, '\x28b52ffd4400a301dd0b00f29e532a6087d008fffcf3cfd25806b6d97591b1521635f5464f92b2df7840d70c8500006db0d7112dfbde7e0b44002a12247f0a53cc9d88315954390a53af316352911402d6d0912b62ba4cdfe85451945b7416b3278dafd32c3ae7afd9b36fc0818665aa1885d48d494592800792b3c33c5d0e1b776d91be71020c0be79a1a9a02c99f6b8bce386b6a8f53a63564b04ec329c4793a4d82f103e1386fba1cf45642973534aed5b05c535bc60b28186858601070aeccc48e33f43ca92990fc2d53081d13247faca96d1acaed9e31498e033c10247f8a982ed3371e8069d28886c5eab2484c292cf4295870be12ba6382e44f95b3a871ad86e5cad4d23d691ce13048380c100e8e83f3a40e4fad46c38c9fab721a859d357ebebab6696382e4cad49a688c9f3f204de3e7ba56edb82ea4d69df3c4d4c3b856c3f2e59a71c682719ed4f83edd73a7a9a191919f451dd09b220e0054cb8ae3e2bca85c5309a06dcfaf986c600a5978050b48032cceb05b62b37602d15a62ce60073305c3332f70');
INSERT INTO public.corrections VALUES (1, '60bfc42a16712c82', '2026-11-24T23:23:21Z', '{"document":"60bfc42a16712c82","kind":"position","record":"p1","action":"wrong","before":{"id":"p1","holder":"NOR","evidence":[[0,6]]},"by":"Ann","at":"2026-11-24T23:23:21Z"}');
INSERT INTO public.document_words_2024_05 VALUES (1625096824469848064, '''back'':6 ''it'':7 ''norway'':5 ''§'':1,2,3,4,8');
INSERT INTO public.document_words_2024_05 VALUES (1625101490172370944, '''ase'':5 ''lind'':6 ''met'':7 ''sweden'':8 ''§'':1,2,3,4,9');
INSERT INTO public.document_words_2024_05 VALUES (1625094410084040704, '''back'':6 ''for'':8 ''it'':7 ''norway'':5 ''now'':9 ''§'':1,2,3,4,10');
INSERT INTO public.documents_2024_05 VALUES (1625096824469848064, '79d2120def8fc3cf', '1 0', 1, 1, 0, 2, 2, 20240502, '', '', '', '1 0', 'article', '', 'test', '2026-11-24T23:23:21Z', 1714608000, 1795562601265514);
INSERT INTO public.documents_2024_05 VALUES (1625098157821140992, '150b091812212cfd', '1 1', 1, 0, 0, 3, 3, 20240503, '', '', '', '1 1', 'article', '', 'test', '2026-11-24T23:23:21Z', 1714694400, 1795562601318899);
INSERT INTO public.documents_2024_05 VALUES (1625101490172370944, '98fad758ca41e1ae', '1 1', 2, 1, 0, 4, 4, 20240504, '', '', '', '1 1', 'article', '', 'test', '2026-11-24T23:23:21Z', 1714780800, 1795562601346555);
INSERT INTO public.documents_2024_05 VALUES (1625094410084040704, '60bfc42a16712c82', '0 0', 1, 1, 1, 1, 1, 20240501, '', '', '', '0 0', 'article', '', 'test', '2026-11-24T23:23:21Z', 1714521600, 1795562601191370);
INSERT INTO public.dyads VALUES ('NOR', 'SWE', 202405, 'verbal-cooperation', 'CONSULT', 1);
INSERT INTO public.fingerprints_2024_05 VALUES (1625094410084040704, 1, '\x000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO public.fingerprints_2024_05 VALUES (1625096824469848064, 2, '\x000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO public.fingerprints_2024_05 VALUES (1625101490172370944, 4, '\x0200afe839304dcff9770000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO public.ledger_version VALUES (1, 5);
INSERT INTO public.meta VALUES ('addresses', 3);
INSERT INTO public.meta VALUES ('documents', 4);
INSERT INTO public.meta VALUES ('seq', 4);
INSERT INTO public.meta VALUES ('story', 4);
INSERT INTO public.meta VALUES ('records', 2);
INSERT INTO public.meta VALUES ('stories', 3);
INSERT INTO public.pairs_2024_05 VALUES ('NOR', 'SWE', 20240504, 1625101490172370945, 'verbal-cooperation', 'CONSULT', 1, 4);
INSERT INTO public.places VALUES ('79d2120def8fc3cf', 1625096824469848064, '1 0', 1, 1, 2, 2, 20240502, 1714608000, 1795562601265514);
INSERT INTO public.places VALUES ('150b091812212cfd', 1625098157821140992, '1 1', 1, 0, 3, 3, 20240503, 1714694400, 1795562601318899);
INSERT INTO public.places VALUES ('98fad758ca41e1ae', 1625101490172370944, '1 1', 2, 1, 4, 4, 20240504, 1714780800, 1795562601346555);
INSERT INTO public.places VALUES ('60bfc42a16712c82', 1625094410084040704, '0 0', 1, 1, 1, 1, 20240501, 1714521600, 1795562601191370);
INSERT INTO public.record_words_2024_05 VALUES (1625096824469848065, '''it'':1 ''norway'':3 ''§'':2,4 ''§anor'':6 ''§hnor'':5 ''§iit'':7 ''§tposition'':8 ''§tsupports'':9');
INSERT INTO public.record_words_2024_05 VALUES (1625101490172370945, '''ase'':1 ''lind'':2 ''met'':3 ''sweden'':4 ''§'':5,6,8 ''§anor'':7 ''§aswe'':9 ''§tactual'':10 ''§tcameo·040'':11 ''§tconsult'':13 ''§tevent'':12');
INSERT INTO public.records_2024_05 VALUES (1625096824469848065, 3, 'p1', 20240502, 'supports', 'NOR', 'it', '', '', '', '', 2, 1);
INSERT INTO public.records_2024_05 VALUES (1625101490172370945, 2, 'e1', 20240504, 'CONSULT', '', '', '', '', '', '', 4, 0);
INSERT INTO public.stand_months VALUES ('NOR', 'it', 202405, 1);
INSERT INTO public.stands VALUES ('NOR', 'it', 1);
SELECT pg_catalog.setval('public.corrections_number_seq', 1, true);
ALTER TABLE ONLY public.bodies
    ADD CONSTRAINT bodies_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.bodies_2024_05
    ADD CONSTRAINT bodies_2024_05_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.document_words
    ADD CONSTRAINT document_words_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.document_words_2024_05
    ADD CONSTRAINT document_words_2024_05_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.documents_2024_05
    ADD CONSTRAINT documents_2024_05_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.dyads
    ADD CONSTRAINT dyads_pkey PRIMARY KEY (a, b, month, quad, type);
ALTER TABLE ONLY public.fingerprints
    ADD CONSTRAINT fingerprints_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.fingerprints_2024_05
    ADD CONSTRAINT fingerprints_2024_05_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.inputs
    ADD CONSTRAINT inputs_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.ledger_version
    ADD CONSTRAINT ledger_version_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (kind, name);
ALTER TABLE ONLY public.offices
    ADD CONSTRAINT offices_pkey PRIMARY KEY (name, role, holder);
ALTER TABLE ONLY public.pairs
    ADD CONSTRAINT pairs_pkey PRIMARY KEY (a, b, day, key);
ALTER TABLE ONLY public.pairs_2024_05
    ADD CONSTRAINT pairs_2024_05_pkey PRIMARY KEY (a, b, day, key);
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_seq_key UNIQUE (seq);
ALTER TABLE ONLY public.prints
    ADD CONSTRAINT prints_pkey PRIMARY KEY (hash, key);
ALTER TABLE ONLY public.record_words
    ADD CONSTRAINT record_words_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.record_words_2024_05
    ADD CONSTRAINT record_words_2024_05_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.records_2024_05
    ADD CONSTRAINT records_2024_05_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.stand_months
    ADD CONSTRAINT stand_months_pkey PRIMARY KEY (holder, issue, month);
ALTER TABLE ONLY public.stand_speakers
    ADD CONSTRAINT stand_speakers_pkey PRIMARY KEY (holder, issue, name, role);
ALTER TABLE ONLY public.stands
    ADD CONSTRAINT stands_pkey PRIMARY KEY (holder, issue);
CREATE INDEX corrections_document ON public.corrections USING btree (document);
CREATE INDEX document_words_terms ON ONLY public.document_words USING gin (terms);
CREATE INDEX document_words_2024_05_terms_idx ON public.document_words_2024_05 USING gin (terms);
CREATE INDEX offices_holder ON public.offices USING btree (holder, last DESC, n DESC, name, role);
CREATE INDEX offices_state ON public.offices USING btree (state, last DESC, n DESC, name, role, holder);
CREATE INDEX pairs_key ON ONLY public.pairs USING btree (key);
CREATE INDEX pairs_2024_05_key_idx ON public.pairs_2024_05 USING btree (key);
CREATE INDEX places_address ON public.places USING btree (address);
CREATE INDEX places_story ON public.places USING btree (story);
CREATE INDEX prints_key ON public.prints USING btree (key);
CREATE INDEX record_words_terms ON ONLY public.record_words USING gin (terms);
CREATE INDEX record_words_2024_05_terms_idx ON public.record_words_2024_05 USING gin (terms);
CREATE INDEX records_holder ON ONLY public.records USING btree (holder, day, key, issue) WHERE ((kind = 3) AND (counts = 1));
CREATE INDEX records_2024_05_holder_day_key_issue_idx ON public.records_2024_05 USING btree (holder, day, key, issue) WHERE ((kind = 3) AND (counts = 1));
CREATE INDEX records_stand ON ONLY public.records USING btree (holder, issue, day, key, name, role) WHERE ((kind = 3) AND (counts = 1));
CREATE INDEX records_2024_05_holder_issue_day_key_name_role_idx ON public.records_2024_05 USING btree (holder, issue, day, key, name, role) WHERE ((kind = 3) AND (counts = 1));
CREATE INDEX records_issue ON ONLY public.records USING btree (issue, day, key, holder) WHERE ((kind = 3) AND (counts = 1));
CREATE INDEX records_2024_05_issue_day_key_holder_idx ON public.records_2024_05 USING btree (issue, day, key, holder) WHERE ((kind = 3) AND (counts = 1));
CREATE INDEX records_name ON ONLY public.records USING btree (name, role, holder, day, key, story) WHERE ((kind = 1) AND (name <> ''::text) AND (role <> ''::text));
CREATE INDEX records_2024_05_name_role_holder_day_key_story_idx ON public.records_2024_05 USING btree (name, role, holder, day, key, story) WHERE ((kind = 1) AND (name <> ''::text) AND (role <> ''::text));
CREATE INDEX stand_speakers_most ON public.stand_speakers USING btree (holder, issue, n DESC, name, role);
CREATE INDEX stands_holder ON public.stands USING btree (holder, n DESC, issue);
CREATE INDEX stands_issue ON public.stands USING btree (issue, n DESC, holder);
ALTER INDEX public.bodies_pkey ATTACH PARTITION public.bodies_2024_05_pkey;
ALTER INDEX public.document_words_pkey ATTACH PARTITION public.document_words_2024_05_pkey;
ALTER INDEX public.document_words_terms ATTACH PARTITION public.document_words_2024_05_terms_idx;
ALTER INDEX public.documents_pkey ATTACH PARTITION public.documents_2024_05_pkey;
ALTER INDEX public.fingerprints_pkey ATTACH PARTITION public.fingerprints_2024_05_pkey;
ALTER INDEX public.pairs_key ATTACH PARTITION public.pairs_2024_05_key_idx;
ALTER INDEX public.pairs_pkey ATTACH PARTITION public.pairs_2024_05_pkey;
ALTER INDEX public.record_words_pkey ATTACH PARTITION public.record_words_2024_05_pkey;
ALTER INDEX public.record_words_terms ATTACH PARTITION public.record_words_2024_05_terms_idx;
ALTER INDEX public.records_holder ATTACH PARTITION public.records_2024_05_holder_day_key_issue_idx;
ALTER INDEX public.records_stand ATTACH PARTITION public.records_2024_05_holder_issue_day_key_name_role_idx;
ALTER INDEX public.records_issue ATTACH PARTITION public.records_2024_05_issue_day_key_holder_idx;
ALTER INDEX public.records_name ATTACH PARTITION public.records_2024_05_name_role_holder_day_key_story_idx;
ALTER INDEX public.records_pkey ATTACH PARTITION public.records_2024_05_pkey;
CREATE TRIGGER drop_places AFTER DELETE ON public.documents REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION public.readout_drop_places();
CREATE TRIGGER mend_places AFTER UPDATE ON public.documents REFERENCING NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION public.readout_mend_places();
CREATE TRIGGER put_places AFTER INSERT ON public.documents REFERENCING NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION public.readout_put_places();
