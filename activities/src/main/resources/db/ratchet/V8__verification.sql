-- When the books were verified, and what came of it. Kept for operators alone: nothing rests on it, and a row that somebody
-- makes up hides only that nobody verified. head is the number of the last entry that was looked at.
CREATE TABLE verification (
    tenant        text        NOT NULL,
    number        bigint      GENERATED ALWAYS AS IDENTITY,
    began_at      timestamptz NOT NULL,
    head          bigint      NOT NULL CHECK (head >= 0),
    discrepancies bigint      NOT NULL CHECK (discrepancies >= 0),
    PRIMARY KEY (tenant, number)
);
CREATE INDEX verification_clean ON verification (tenant, began_at) WHERE discrepancies = 0;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON verification
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
