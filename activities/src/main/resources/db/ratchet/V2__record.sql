-- The record of runs, the rule books that ruled them, and the contents that they refer to.

-- One row for each run. summary is what people are shown of it, as JSON. start is the state that the run began with, state
-- the digest of the one that it ended or waits with: folding the steps in trail over the one gives the other. last_step and
-- last_at are the number and the workflow's time of the last step, by which a record that arrives late is told.
CREATE TABLE run (
    tenant      text        NOT NULL,
    workflow_id text        NOT NULL,
    run_id      text        NOT NULL,
    agent       text        NOT NULL,
    start       text,
    state       text        NOT NULL,
    summary     text        NOT NULL,
    last_step   int         NOT NULL,
    last_at     bigint      NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant, workflow_id, run_id)
);
-- Read backwards.
CREATE INDEX run_changed ON run (tenant, agent, changed_at);

-- The steps of a run with their bodies, those of one record in one row, as a JSON text that comes back byte for byte. told
-- is the order in which the rows arrived. Steps of the same numbers are told twice when a worker dies: those with the later
-- last_at, the workflow's time of the last of them, are the run's.
-- The key begins with the run id: a workflow id is as random as the digest in it, so a key that begins with it would put
-- each document of a batch on another page of the index.
CREATE TABLE trail (
    tenant      text   NOT NULL,
    workflow_id text   NOT NULL,
    run_id      text   NOT NULL,
    first_step  int    NOT NULL CHECK (first_step > 0),
    last_at     bigint NOT NULL,
    told        bigint GENERATED ALWAYS AS IDENTITY,
    steps       text   NOT NULL,
    PRIMARY KEY (tenant, run_id, workflow_id, first_step, last_at)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every rule book that was ever in force, once. Runs and rulings name it by its hash.
CREATE TABLE rule_book (
    agent   text        NOT NULL,
    hash    text        NOT NULL,
    version text        NOT NULL,
    yaml    text        NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (agent, hash)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_book
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE content (
    tenant text  NOT NULL,
    digest text  NOT NULL,
    bytes  bytea NOT NULL,
    PRIMARY KEY (tenant, digest),
    CONSTRAINT content_is_its_digest CHECK (digest = encode(sha256(bytes), 'hex'))
);

-- Measured by inserting the steps of a plain invoice, 6.6 KB, in microseconds and bytes on disk: lz4 31 and 2,800; not
-- compressed 35 and 8,200; the default 49 and 2,050. Not every server has lz4; where there is none, steps of up to 8 KB stay
-- as they are.
DO $$
BEGIN
    ALTER TABLE trail ALTER COLUMN steps SET COMPRESSION lz4;
    ALTER TABLE run ALTER COLUMN start SET COMPRESSION lz4;
    ALTER TABLE run ALTER COLUMN summary SET COMPRESSION lz4;
    ALTER TABLE content ALTER COLUMN bytes SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    ALTER TABLE trail SET (toast_tuple_target = 8160);
END $$;

-- PostgreSQL knows nothing of a new table until it has analyzed it, a minute after the first rows at the earliest; until
-- then it may walk all runs of a tenant to find one. So run is analyzed on rows like those that will come, which are gone
-- when this migration ends.
INSERT INTO run (tenant, workflow_id, run_id, agent, start, state, summary, last_step, last_at, changed_at)
SELECT 'default', 'invoice/default/' || n, md5('run' || n / 100), 'invoice', '{}', md5('state' || n),
    '{"outcome":"POSTED","why":"booked as entry ' || n || '"}', 4, 0, now() - n * interval '1 second'
FROM generate_series(1, 2000) AS n;
ANALYZE run;
TRUNCATE run;
