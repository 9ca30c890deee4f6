-- What models were asked, what they said, what it cost, and the budgets that hold. Amounts are millionths of the accounting
-- currency.

-- What was spent at one level: of a run, of an agent in a month, of a tenant in a month, of a day. key says which. allowed is
-- the limit as the worker knew it that reserved last, for display: each reservation is held against the limit of its worker.
-- Whoever changes several of these locks them in the order RUN, AGENT, TENANT, DAY, after the row of model_call.
CREATE TABLE budget (
    tenant  text   NOT NULL,
    level   text   NOT NULL CHECK (level IN ('RUN', 'AGENT', 'TENANT', 'DAY')),
    key     text   NOT NULL,
    allowed bigint CHECK (allowed >= 0),
    spent   bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
    PRIMARY KEY (tenant, level, key)
);
CREATE FUNCTION refuse_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was spent of % is not taken back', NEW.key USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER spent_only_grows BEFORE UPDATE ON budget
    FOR EACH ROW WHEN (NEW.spent < OLD.spent) EXECUTE FUNCTION refuse_refund();

-- What a person added to a budget: its limit is the worker's and the sum of these.
CREATE TABLE budget_raise (
    tenant text        NOT NULL,
    level  text        NOT NULL CHECK (level IN ('RUN', 'AGENT', 'TENANT', 'DAY')),
    key    text        NOT NULL,
    number bigint      GENERATED ALWAYS AS IDENTITY,
    micros bigint      NOT NULL CHECK (micros > 0),
    person text        NOT NULL,
    why    text        NOT NULL,
    at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, level, key, number)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budget_raise
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What calls that are under way may cost at most. A reservation counts until it is settled, released, or its lease is over.
CREATE TABLE budget_reservation (
    tenant     text        NOT NULL,
    id         text        NOT NULL,
    run        text        NOT NULL,
    agent      text        NOT NULL,
    month      text        NOT NULL,
    day        text        NOT NULL,
    micros     bigint      NOT NULL CHECK (micros >= 0),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- One row for each question that was asked at one turn of one run, under the digest of what was asked. OPEN: holder asks the
-- model, until lease_until at the latest. FREE: the last call came back without an answer. DONE: answered and settled, and
-- that never changes. begun counts the calls; failed those without an answer; lost those whose worker died, with what they
-- may have cost at most; late those that were answered, and paid, after another worker's answer was recorded.
-- begun is 0 where nobody was called yet: no model could be asked. asked and completion are digests in model_content.
-- model_id is what the installation calls the model that answered, model the provider's own name for it. micros is what the
-- tokens cost that the provider counted; where cost is ESTIMATED it did not, and micros is what they may have cost at most.
-- day, of UTC by the database's clock, is that of the latest claim, and of the one that was answered once it is DONE: its budget pays.
CREATE TABLE model_call (
    tenant        text        NOT NULL,
    request       text        NOT NULL,
    workflow_id   text        NOT NULL,
    run_id        text        NOT NULL,
    agent         text        NOT NULL,
    asked         text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('OPEN', 'FREE', 'DONE')),
    holder        text        NOT NULL,
    lease_until   timestamptz NOT NULL,
    reserved      bigint      NOT NULL CHECK (reserved >= 0),
    day           date        NOT NULL,
    begun         int         NOT NULL DEFAULT 1,
    failed        int         NOT NULL DEFAULT 0,
    late          int         NOT NULL DEFAULT 0,
    late_micros   bigint      NOT NULL DEFAULT 0,
    begun_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    ending        text,
    model_id      text,
    model         text,
    input_tokens  bigint,
    cached_tokens bigint,
    output_tokens bigint,
    micros        bigint,
    cost          text        CHECK (cost IN ('KNOWN', 'ESTIMATED')),
    completion    text,
    done_at       timestamptz,
    PRIMARY KEY (tenant, request),
    CHECK ((state = 'DONE') = (ending IS NOT NULL AND model_id IS NOT NULL AND model IS NOT NULL
        AND input_tokens IS NOT NULL AND cached_tokens IS NOT NULL AND output_tokens IS NOT NULL AND micros IS NOT NULL
        AND cost IS NOT NULL AND completion IS NOT NULL AND done_at IS NOT NULL))
);
CREATE INDEX model_call_run ON model_call (tenant, run_id, workflow_id);
CREATE INDEX model_call_day ON model_call (tenant, day);
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON model_call
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_stays BEFORE UPDATE ON model_call
    FOR EACH ROW WHEN (OLD.state = 'DONE' AND (NEW.state, NEW.workflow_id, NEW.run_id, NEW.agent, NEW.asked, NEW.day, NEW.ending,
            NEW.model_id, NEW.model, NEW.input_tokens, NEW.cached_tokens, NEW.output_tokens, NEW.micros, NEW.cost, NEW.completion, NEW.done_at)
        IS DISTINCT FROM (OLD.state, OLD.workflow_id, OLD.run_id, OLD.agent, OLD.asked, OLD.day, OLD.ending,
            OLD.model_id, OLD.model, OLD.input_tokens, OLD.cached_tokens, OLD.output_tokens, OLD.micros, OLD.cost, OLD.completion, OLD.done_at))
    EXECUTE FUNCTION refuse_change();

-- Prompts and completions. Apart from content, because these have an end: nothing that a run or the books refer to for ever
-- may be removed with them. kept_at is when they were last stored.
CREATE TABLE model_content (
    tenant  text        NOT NULL,
    digest  text        NOT NULL,
    bytes   bytea       NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, digest),
    CONSTRAINT model_content_is_its_digest CHECK (digest = encode(sha256(bytes), 'hex'))
);
CREATE INDEX model_content_kept ON model_content (tenant, kept_at);
