-- How each thing that the installation does about itself ended: what schedules began, and what was done about poison pills.
CREATE TABLE operation_result (
    tenant    text        NOT NULL,
    operation text        NOT NULL,
    number    bigint      GENERATED ALWAYS AS IDENTITY,
    begun_at  timestamptz NOT NULL,
    ended_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended     text        NOT NULL CHECK (ended IN ('DONE', 'FAILED')),
    summary   text        NOT NULL,
    PRIMARY KEY (tenant, operation, number)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operation_result
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
