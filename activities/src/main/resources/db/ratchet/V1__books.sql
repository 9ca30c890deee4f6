-- The books of every tenant. Whoever writes here, the database itself keeps them balanced, chained and append-only.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

-- Master data ------------------------------------------------------------------------------------------------------

CREATE TABLE supplier (
    tenant         text    NOT NULL,
    id             text    NOT NULL,
    name           text    NOT NULL,
    active         boolean NOT NULL,
    order_required boolean NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- One tax id names one supplier.
CREATE TABLE supplier_tax_id (
    tenant   text NOT NULL,
    tax_id   text NOT NULL,
    supplier text NOT NULL,
    PRIMARY KEY (tenant, tax_id),
    FOREIGN KEY (tenant, supplier) REFERENCES supplier ON DELETE CASCADE
);
CREATE INDEX supplier_tax_id_supplier ON supplier_tax_id (tenant, supplier);

-- The account number itself is not kept: its fingerprint tells whether it changed, its masked form is shown.
CREATE TABLE supplier_account (
    tenant      text NOT NULL,
    supplier    text NOT NULL,
    fingerprint text NOT NULL,
    masked      text NOT NULL,
    PRIMARY KEY (tenant, supplier, fingerprint),
    FOREIGN KEY (tenant, supplier) REFERENCES supplier ON DELETE CASCADE
);

CREATE TABLE supplier_ceiling (
    tenant   text   NOT NULL,
    supplier text   NOT NULL,
    currency text   NOT NULL,
    minor    bigint NOT NULL CHECK (minor >= 0),
    PRIMARY KEY (tenant, supplier, currency),
    FOREIGN KEY (tenant, supplier) REFERENCES supplier ON DELETE CASCADE
);

-- number_key is the number without spelling, as BusinessKey.number makes it.
CREATE TABLE purchase_order (
    tenant     text   NOT NULL,
    number_key text   NOT NULL,
    supplier   text   NOT NULL,
    number     text   NOT NULL,
    currency   text   NOT NULL,
    total      bigint NOT NULL CHECK (total >= 0),
    PRIMARY KEY (tenant, number_key, supplier),
    FOREIGN KEY (tenant, supplier) REFERENCES supplier
);

CREATE TABLE person (
    tenant text   NOT NULL,
    id     text   NOT NULL,
    roles  text[] NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE person_limit (
    tenant   text   NOT NULL,
    person   text   NOT NULL,
    currency text   NOT NULL,
    minor    bigint NOT NULL CHECK (minor >= 0),
    PRIMARY KEY (tenant, person, currency),
    FOREIGN KEY (tenant, person) REFERENCES person ON DELETE CASCADE
);

-- Ledger -----------------------------------------------------------------------------------------------------------

-- One row per tenant: the last entry. Its lock orders all postings of a tenant.
CREATE TABLE chain_head (
    tenant text   NOT NULL PRIMARY KEY,
    number bigint NOT NULL,
    hash   text   NOT NULL
);

CREATE TABLE entry (
    tenant           text        NOT NULL,
    number           bigint      NOT NULL CHECK (number > 0),
    posted_at        timestamptz NOT NULL,
    date             date        NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('INVOICE', 'CREDIT_NOTE')),
    supplier         text        NOT NULL,
    invoice_number   text        NOT NULL,
    business_key     text        NOT NULL,
    currency         text        NOT NULL,
    order_number     text,
    order_key        text,
    corrected_number text,
    corrected_key    text,
    size             bigint      NOT NULL CHECK (size > 0),
    document         text        NOT NULL,
    intent           text        NOT NULL,
    workflow_id      text        NOT NULL,
    run_id           text        NOT NULL,
    authority        text        NOT NULL,
    authorized_by    text        NOT NULL,
    prev_hash        text        NOT NULL,
    row_hash         text        NOT NULL,
    PRIMARY KEY (tenant, number),
    UNIQUE (tenant, business_key),
    UNIQUE (tenant, intent),
    FOREIGN KEY (tenant, supplier) REFERENCES supplier
);
CREATE INDEX entry_order ON entry (tenant, order_key, supplier) WHERE order_key IS NOT NULL;
CREATE INDEX entry_corrected ON entry (tenant, corrected_key) WHERE corrected_key IS NOT NULL;
CREATE INDEX entry_near ON entry (tenant, supplier, date, size);

CREATE TABLE line (
    tenant   text   NOT NULL,
    entry    bigint NOT NULL,
    position int    NOT NULL CHECK (position > 0),
    account  text   NOT NULL,
    currency text   NOT NULL,
    minor    bigint NOT NULL CHECK (minor <> 0),
    PRIMARY KEY (tenant, entry, position),
    FOREIGN KEY (tenant, entry) REFERENCES entry
);

-- An approval is consumed by the entry that it allowed.
CREATE TABLE authorization_use (
    tenant   text   NOT NULL,
    approval text   NOT NULL,
    entry    bigint NOT NULL,
    PRIMARY KEY (tenant, approval),
    FOREIGN KEY (tenant, entry) REFERENCES entry
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON authorization_use
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Locks the tenant's books until the transaction ends and answers the last entry and the database's clock. The head of
-- empty books is number 0 and the SHA-256 of 'ratchet.ledger.v1:' and the tenant.
CREATE FUNCTION lock_books(whose text, OUT number bigint, OUT hash text, OUT at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
BEGIN
    SELECT h.number, h.hash INTO number, hash FROM chain_head h WHERE h.tenant = whose FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO chain_head
        VALUES (whose, 0, encode(sha256(convert_to('ratchet.ledger.v1:' || whose, 'UTF8')), 'hex'))
        ON CONFLICT DO NOTHING;
        SELECT h.number, h.hash INTO number, hash FROM chain_head h WHERE h.tenant = whose FOR UPDATE;
    END IF;
    at := clock_timestamp();
END $$;

-- Numbers have no gaps and every entry carries the hash of the one before it. Only this function moves the head.
CREATE FUNCTION chain_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
    head record;
BEGIN
    SELECT * INTO head FROM lock_books(NEW.tenant);
    IF NEW.number <> head.number + 1 OR NEW.prev_hash <> head.hash THEN
        RAISE EXCEPTION 'entry % does not follow entry %', NEW.number, head.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE chain_head h SET number = NEW.number, hash = NEW.row_hash WHERE h.tenant = NEW.tenant;
    RETURN NEW;
END $$;
CREATE TRIGGER chained BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION chain_entry();

-- The lines of an entry are written in the transaction that writes the entry, or never.
CREATE FUNCTION line_belongs() RETURNS trigger
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM entry e WHERE e.tenant = NEW.tenant AND e.number = NEW.entry
                 AND e.xmin <> pg_current_xact_id()::xid) THEN
        RAISE EXCEPTION 'entry % is closed: its lines were written with it', NEW.entry
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER belongs BEFORE INSERT ON line FOR EACH ROW EXECUTE FUNCTION line_belongs();

-- Checked when the transaction commits: at least two lines, and in every currency they sum to zero. One check per entry
-- is enough, because its lines are written in the same transaction.
CREATE FUNCTION entry_balances() RETURNS trigger
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
DECLARE
    lines bigint;
    off   record;
BEGIN
    SELECT count(*) INTO lines FROM line l WHERE l.tenant = NEW.tenant AND l.entry = NEW.number;
    IF lines < 2 THEN
        RAISE EXCEPTION 'entry % has % lines; it needs at least two', NEW.number, lines
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT l.currency, sum(l.minor) AS minor INTO off FROM line l
        WHERE l.tenant = NEW.tenant AND l.entry = NEW.number
        GROUP BY l.currency HAVING sum(l.minor) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is off by % minor units of %', NEW.number, off.minor, off.currency
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balances AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION entry_balances();

-- Approval ---------------------------------------------------------------------------------------------------------

CREATE TABLE approval_request (
    tenant         text        NOT NULL,
    workflow_id    text        NOT NULL,
    run_id         text        NOT NULL,
    intent         text,
    role           text        NOT NULL,
    submitter      text        NOT NULL,
    name           text        NOT NULL,
    supplier       text,
    invoice_number text,
    currency       text,
    minor          bigint,
    reasons        text        NOT NULL,
    opened_at      timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant, workflow_id)
);
CREATE INDEX approval_request_opened ON approval_request (tenant, opened_at);

CREATE TABLE consent (
    tenant      text        NOT NULL,
    id          text        NOT NULL,
    workflow_id text        NOT NULL,
    intent      text        NOT NULL,
    approver    text        NOT NULL,
    role        text        NOT NULL,
    submitter   text        NOT NULL,
    decided_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    key         text        NOT NULL,
    signature   text        NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX consent_of ON consent (tenant, workflow_id, intent, approver, expires_at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who uploaded which document, as authenticated by the gateway. Nobody of them may approve what comes of it.
CREATE TABLE brought_in (
    tenant text        NOT NULL,
    digest text        NOT NULL,
    person text        NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (tenant, digest, person)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON brought_in
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Audit ------------------------------------------------------------------------------------------------------------

CREATE TABLE run (
    tenant         text        NOT NULL,
    workflow_id    text        NOT NULL,
    run_id         text        NOT NULL,
    agent          text        NOT NULL,
    document       text        NOT NULL,
    name           text        NOT NULL,
    submitter      text        NOT NULL,
    bundle         text,
    phase          text        NOT NULL,
    outcome        text        NOT NULL,
    code           text        NOT NULL,
    why            text        NOT NULL,
    waiting_for    text,
    route          text,
    route_rule     text,
    supplier       text,
    invoice_number text,
    currency       text,
    minor          bigint,
    entry          bigint,
    tokens         bigint      NOT NULL,
    micros         bigint      NOT NULL,
    last_step      int         NOT NULL,
    changed_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant, workflow_id, run_id)
);
CREATE INDEX run_changed ON run (tenant, changed_at DESC);

CREATE TABLE step (
    tenant      text   NOT NULL,
    workflow_id text   NOT NULL,
    run_id      text   NOT NULL,
    number      int    NOT NULL CHECK (number > 0),
    at_millis   bigint NOT NULL,
    phase       text   NOT NULL,
    planner     text   NOT NULL,
    proposal    text   NOT NULL,
    arguments   text   NOT NULL,
    verdict     text   NOT NULL,
    observation text,
    observed    text,
    tokens      bigint NOT NULL,
    micros      bigint NOT NULL,
    PRIMARY KEY (tenant, workflow_id, run_id, number),
    FOREIGN KEY (tenant, workflow_id, run_id) REFERENCES run
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Content ----------------------------------------------------------------------------------------------------------

CREATE TABLE content (
    tenant text  NOT NULL,
    digest text  NOT NULL,
    bytes  bytea NOT NULL,
    PRIMARY KEY (tenant, digest)
);
