-- Where passages are found. Of each document those of one version; their texts are in the content store.

-- Lucene's index of a tenant. snapshot lists the files of the commit that counts, which are in index_content; generation counts the
-- changes that were published. holder may publish the next one until lease_until; a worker that comes too late is refused by its
-- generation. unneeded are blocks of index_content that are about to be in a snapshot, or are in none any more: whoever writes next
-- removes what a worker left that died.
CREATE TABLE passage_index (
    tenant      text        PRIMARY KEY,
    generation  bigint      NOT NULL DEFAULT 0 CHECK (generation >= 0),
    snapshot    text,
    unneeded    text[]      NOT NULL DEFAULT '{}',
    holder      text,
    lease_until timestamptz,
    CHECK ((holder IS NULL) = (lease_until IS NULL)),
    CHECK ((generation = 0) = (snapshot IS NULL))
);

-- Files of Lucene's indexes in blocks. They hold the words of passages, so what no snapshot names any more is removed.
CREATE TABLE index_content (
    tenant  text        NOT NULL,
    digest  text        NOT NULL,
    bytes   bytea       NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, digest),
    CONSTRAINT index_content_is_its_digest CHECK (digest = encode(sha256(bytes), 'hex'))
);
-- Compressed already, as far as they can be.
ALTER TABLE index_content ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- PostgreSQL's own full text search. place is the passage as JSON; words has one column for each analysis that there is.
CREATE TABLE passage (
    tenant   text  NOT NULL,
    document text  NOT NULL,
    number   int   NOT NULL CHECK (number > 0),
    place    text  NOT NULL,
    metadata jsonb NOT NULL,
    english  tsvector NOT NULL,
    german   tsvector NOT NULL,
    standard tsvector NOT NULL,
    PRIMARY KEY (tenant, document, number)
);
CREATE INDEX passage_english ON passage USING gin (english);
CREATE INDEX passage_german ON passage USING gin (german);
CREATE INDEX passage_standard ON passage USING gin (standard);

CREATE TABLE passage_generation (
    tenant     text   PRIMARY KEY,
    generation bigint NOT NULL CHECK (generation > 0)
);
