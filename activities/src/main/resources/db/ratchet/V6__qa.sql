-- Answers that a person confirmed. question is a digest of its words and of the documents that it is asked of; the one with the
-- highest number counts, as long as every version that it cites is current. answer is canonical JSON.
CREATE TABLE verified_answer (
    tenant   text        NOT NULL,
    question text        NOT NULL,
    number   bigint      GENERATED ALWAYS AS IDENTITY,
    person   text        NOT NULL,
    answer   text        NOT NULL,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, question, number)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON verified_answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
