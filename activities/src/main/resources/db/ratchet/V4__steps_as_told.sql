-- The steps of a run are kept as they are told, those of one account in one row. As a row each they were the dearest thing
-- that a simple document wrote: the key of three texts in every row and in the index, and a look at the run for each.

CREATE TABLE trail (
    tenant      text NOT NULL,
    workflow_id text NOT NULL,
    run_id      text NOT NULL,
    first_step  int  NOT NULL CHECK (first_step > 0),
    steps       json NOT NULL,
    PRIMARY KEY (tenant, workflow_id, run_id, first_step)
);

INSERT INTO trail
SELECT tenant, workflow_id, run_id, min(number), json_agg(json_build_object(
    'number', number, 'at_millis', at_millis, 'phase', phase, 'planner', planner, 'proposal', proposal,
    'arguments', arguments, 'verdict', verdict, 'observation', observation, 'observed', observed,
    'tokens', tokens, 'micros', micros) ORDER BY number)
FROM step GROUP BY tenant, workflow_id, run_id;

DROP TABLE step;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A row each again, for whoever asks.
CREATE VIEW step AS
SELECT t.tenant, t.workflow_id, t.run_id, s.*
FROM trail t CROSS JOIN LATERAL json_to_recordset(t.steps) AS s(
    number int, at_millis bigint, phase text, planner text, proposal text, arguments text, verdict text,
    observation text, observed text, tokens bigint, micros bigint);
