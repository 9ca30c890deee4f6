-- Indexes that grow at one end, and not everywhere. A workflow id is as random as the digest in it, so a key that begins
-- with it puts every document of a batch on another page of the index; a run id is the same for a whole batch, and those of
-- single runs are given out in the order of time. Each of these is only ever asked for with all that comes before it.

ALTER TABLE trail DROP CONSTRAINT trail_pkey;
ALTER TABLE trail ADD PRIMARY KEY (tenant, run_id, workflow_id, first_step);

-- Only who names an order subtracts what its own run booked on it.
DROP INDEX entry_run;
CREATE INDEX entry_run ON entry (tenant, run_id, workflow_id) WHERE order_key IS NOT NULL;

-- Read backwards.
DROP INDEX run_changed;
CREATE INDEX run_changed ON run (tenant, changed_at);
