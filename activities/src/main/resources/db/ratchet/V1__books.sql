-- Master data, effects, books and consent of every tenant. Whoever writes here, the database itself keeps the books
-- balanced and chained, and what is append-only unchanged. No function here may be executed by anybody who is not named in
-- afterMigrate__grants.sql: a trigger function in a stranger's trigger would run with the owner's rights on made-up rows.

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

-- Ourselves, by whatever names and tax ids documents call us. name_key is a name without case, punctuation and legal form.
CREATE TABLE company (
    tenant text NOT NULL,
    id     text NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE company_name (
    tenant   text NOT NULL,
    company  text NOT NULL,
    name     text NOT NULL,
    name_key text NOT NULL,
    PRIMARY KEY (tenant, company, name),
    FOREIGN KEY (tenant, company) REFERENCES company ON DELETE CASCADE
);
CREATE INDEX company_name_key ON company_name (tenant, name_key);

CREATE TABLE company_tax_id (
    tenant  text NOT NULL,
    company text NOT NULL,
    tax_id  text NOT NULL,
    PRIMARY KEY (tenant, tax_id, company),
    FOREIGN KEY (tenant, company) REFERENCES company ON DELETE CASCADE
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

-- History of master data: the tables above are written by it and by nothing else. HELD waits for a second person and
-- writes nothing; the other events write the rows in content, CONFIRMED those of the change that it confirms. based_on is
-- the last change that wrote when the differences were found. content has fingerprints and no account numbers, and file is
-- the keyed fingerprint of the file for the same reason.
CREATE TABLE master_data_change (
    tenant      text        NOT NULL,
    number      bigint      NOT NULL CHECK (number > 0),
    at          timestamptz NOT NULL,
    event       text        NOT NULL CHECK (event IN ('BOOTSTRAP', 'APPLIED', 'HELD', 'CONFIRMED')),
    person      text        NOT NULL,
    based_on    bigint      NOT NULL,
    file        text        NOT NULL,
    differences text        NOT NULL,
    content     text        NOT NULL,
    confirms    bigint,
    key         text,
    signature   text,
    prev_hash   text        NOT NULL,
    row_hash    text        NOT NULL,
    PRIMARY KEY (tenant, number),
    CHECK ((event = 'CONFIRMED') = (confirms IS NOT NULL AND key IS NOT NULL AND signature IS NOT NULL))
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON master_data_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Locks the tenant's master data until the transaction ends.
CREATE FUNCTION lock_master_data(whose text) RETURNS void LANGUAGE sql SET search_path = ${schema}, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('ratchet.masterdata:' || whose, 0))
$$;

-- A change follows the last one and stands on what is in force. A confirmation is by another person than the change that it
-- confirms and says the same. Number, time, what it follows and its hash are said by the database and by nobody else.
CREATE FUNCTION chain_master_data() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
    last     master_data_change;
    held     master_data_change;
    in_force bigint;
BEGIN
    IF TG_RELID <> '${schema}.master_data_change'::regclass THEN
        RAISE EXCEPTION 'chain_master_data() is for changes of master data' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM lock_master_data(NEW.tenant);
    SELECT * INTO last FROM master_data_change c WHERE c.tenant = NEW.tenant ORDER BY c.number DESC LIMIT 1;
    SELECT coalesce(max(c.number), 0) INTO in_force FROM master_data_change c
        WHERE c.tenant = NEW.tenant AND c.event <> 'HELD';
    IF NEW.based_on <> in_force THEN
        RAISE EXCEPTION 'this change stands on change %, but change % is in force', NEW.based_on, in_force
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.event = 'BOOTSTRAP' AND EXISTS (SELECT FROM person p WHERE p.tenant = NEW.tenant) THEN
        RAISE EXCEPTION 'there are people already: nothing is a first load any more'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.event = 'CONFIRMED' THEN
        SELECT * INTO held FROM master_data_change c WHERE c.tenant = NEW.tenant AND c.number = NEW.confirms;
        IF held.event IS DISTINCT FROM 'HELD' OR held.based_on <> NEW.based_on OR held.file <> NEW.file
                OR held.differences <> NEW.differences OR held.content <> NEW.content THEN
            RAISE EXCEPTION 'change % does not wait for this confirmation', NEW.confirms
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF held.person = NEW.person THEN
            RAISE EXCEPTION 'change % is of % and needs another person', NEW.confirms, NEW.person
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    NEW.number := coalesce(last.number, 0) + 1;
    NEW.at := clock_timestamp();
    NEW.prev_hash := coalesce(last.row_hash,
        encode(sha256(convert_to('ratchet.masterdata.v1:' || NEW.tenant, 'UTF8')), 'hex'));
    NEW.row_hash := encode(sha256(convert_to(concat(E'ratchet.masterdata.v1\n', hash_field(NEW.tenant),
        hash_field(NEW.number::text), hash_field((extract(epoch FROM NEW.at) * 1000000)::bigint::text),
        hash_field(NEW.event), hash_field(NEW.person), hash_field(NEW.based_on::text), hash_field(NEW.file),
        hash_field(NEW.differences), hash_field(NEW.content), hash_field(NEW.confirms::text), hash_field(NEW.key),
        hash_field(NEW.signature), hash_field(NEW.prev_hash)), 'UTF8')), 'hex');
    RETURN NEW;
END $$;
CREATE TRIGGER chained BEFORE INSERT ON master_data_change FOR EACH ROW EXECUTE FUNCTION chain_master_data();

-- Writes the rows of a change. What it names is inserted or replaced, with all that belongs to it; what it does not name
-- stays. Nobody but this function may write those tables.
CREATE FUNCTION apply_master_data() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
    suppliers json := NEW.content::json -> 'suppliers';
    orders    json := NEW.content::json -> 'orders';
    people    json := NEW.content::json -> 'people';
    companies json := coalesce(NEW.content::json -> 'companies', '[]'::json);
    ids       text[];
BEGIN
    IF TG_RELID <> '${schema}.master_data_change'::regclass THEN
        RAISE EXCEPTION 'apply_master_data() is for changes of master data' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT array_agg(s.id) INTO ids FROM json_to_recordset(suppliers) AS s(id text);
    DELETE FROM supplier_tax_id t WHERE t.tenant = NEW.tenant AND t.supplier = ANY(ids);
    DELETE FROM supplier_account a WHERE a.tenant = NEW.tenant AND a.supplier = ANY(ids);
    DELETE FROM supplier_ceiling c WHERE c.tenant = NEW.tenant AND c.supplier = ANY(ids);
    INSERT INTO supplier (tenant, id, name, active, order_required)
        SELECT NEW.tenant, s.id, s.name, s.active, s."orderRequired"
        FROM json_to_recordset(suppliers) AS s(id text, name text, active boolean, "orderRequired" boolean)
        ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, active = excluded.active,
            order_required = excluded.order_required;
    INSERT INTO supplier_tax_id (tenant, tax_id, supplier)
        SELECT NEW.tenant, t.value, s.id FROM json_to_recordset(suppliers) AS s(id text, "taxIds" json),
            json_array_elements_text(s."taxIds") AS t;
    INSERT INTO supplier_account (tenant, supplier, fingerprint, masked)
        SELECT NEW.tenant, s.id, a.fingerprint, a.masked FROM json_to_recordset(suppliers) AS s(id text, accounts json),
            json_to_recordset(s.accounts) AS a(fingerprint text, masked text);
    INSERT INTO supplier_ceiling (tenant, supplier, currency, minor)
        SELECT NEW.tenant, s.id, c.key, c.value::bigint
        FROM json_to_recordset(suppliers) AS s(id text, ceilings json), json_each_text(s.ceilings) AS c;
    INSERT INTO purchase_order (tenant, number_key, supplier, number, currency, total)
        SELECT NEW.tenant, o.key, o.supplier, o.number, o.currency, o.total
        FROM json_to_recordset(orders) AS o(key text, supplier text, number text, currency text, total bigint)
        ON CONFLICT (tenant, number_key, supplier) DO UPDATE SET number = excluded.number,
            currency = excluded.currency, total = excluded.total;
    SELECT array_agg(p.id) INTO ids FROM json_to_recordset(people) AS p(id text);
    DELETE FROM person_limit l WHERE l.tenant = NEW.tenant AND l.person = ANY(ids);
    INSERT INTO person (tenant, id, roles)
        SELECT NEW.tenant, p.id, p.roles FROM json_to_recordset(people) AS p(id text, roles text[])
        ON CONFLICT (tenant, id) DO UPDATE SET roles = excluded.roles;
    INSERT INTO person_limit (tenant, person, currency, minor)
        SELECT NEW.tenant, p.id, l.key, l.value::bigint
        FROM json_to_recordset(people) AS p(id text, limits json), json_each_text(p.limits) AS l;
    SELECT array_agg(c.id) INTO ids FROM json_to_recordset(companies) AS c(id text);
    DELETE FROM company_name n WHERE n.tenant = NEW.tenant AND n.company = ANY(ids);
    DELETE FROM company_tax_id t WHERE t.tenant = NEW.tenant AND t.company = ANY(ids);
    INSERT INTO company (tenant, id)
        SELECT NEW.tenant, c.id FROM json_to_recordset(companies) AS c(id text) ON CONFLICT DO NOTHING;
    INSERT INTO company_name (tenant, company, name, name_key)
        SELECT NEW.tenant, c.id, n.name, n.key
        FROM json_to_recordset(companies) AS c(id text, names json), json_to_recordset(c.names) AS n(name text, key text);
    INSERT INTO company_tax_id (tenant, company, tax_id)
        SELECT NEW.tenant, c.id, t.value
        FROM json_to_recordset(companies) AS c(id text, "taxIds" json), json_array_elements_text(c."taxIds") AS t;
    RETURN NULL;
END $$;
CREATE TRIGGER applied AFTER INSERT ON master_data_change
    FOR EACH ROW WHEN (NEW.event <> 'HELD') EXECUTE FUNCTION apply_master_data();

-- Effects ----------------------------------------------------------------------------------------------------------

-- What was done, once for ever. Written in the transaction that does it. permission is what a worker attested that the rules
-- permit that run, as canonical JSON, so that it can be checked again at any time.
CREATE TABLE effect (
    tenant       text        NOT NULL,
    intent       text        NOT NULL,
    kind         text        NOT NULL,
    business_key text        NOT NULL,
    workflow_id  text        NOT NULL,
    run_id       text        NOT NULL,
    authority    text        NOT NULL,
    receipt_kind text        NOT NULL,
    receipt_id   text        NOT NULL,
    permission   text        NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (tenant, intent),
    UNIQUE (tenant, kind, business_key)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON effect
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An approval is consumed by the effect that it allowed.
CREATE TABLE authorization_use (
    tenant   text NOT NULL,
    approval text NOT NULL,
    intent   text NOT NULL,
    PRIMARY KEY (tenant, approval),
    FOREIGN KEY (tenant, intent) REFERENCES effect
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON authorization_use
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What was done under these business keys (tenant, kind and business_key are given), locked until the transaction ends:
-- who asks for the same key waits here, and then reads, in a statement of its own, what the other one did. The locks
-- are taken in one order. Two keys of the same hash wait for each other, and that is all.
CREATE FUNCTION lock_effects(asked json) RETURNS SETOF effect
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(k.hash) FROM (
        SELECT DISTINCT hashtextextended(json_build_array(q.tenant, q.kind, q.business_key)::text, 0) AS hash
        FROM json_populate_recordset(NULL::effect, asked) AS q ORDER BY 1) AS k;
    RETURN QUERY SELECT e.* FROM json_populate_recordset(NULL::effect, asked) AS q
        CROSS JOIN LATERAL (
            SELECT * FROM effect d
            WHERE d.tenant = q.tenant AND d.kind = q.kind AND d.business_key = q.business_key LIMIT 1) AS e;
END $$;

-- Ledger -----------------------------------------------------------------------------------------------------------

-- One row per tenant: the last entry. Its lock orders all postings of a tenant.
CREATE TABLE chain_head (
    tenant text   NOT NULL PRIMARY KEY,
    number bigint NOT NULL,
    hash   text   NOT NULL
);

-- A REVERSAL undoes the lines of an INVOICE; the entry after it is of the same intent and takes that one's place. ties is
-- Ties as canonical JSON. on_order is what counts against the order, prepayments what is added to the supplier's; both
-- follow from the rest. Business keys are in the order of their bytes, so that those of one number stand together.
CREATE TABLE entry (
    tenant           text        NOT NULL,
    number           bigint      NOT NULL CHECK (number > 0),
    posted_at        timestamptz NOT NULL,
    date             date        NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('INVOICE', 'CREDIT_NOTE', 'REVERSAL')),
    supplier         text        NOT NULL,
    invoice_number   text        NOT NULL,
    business_key     text        NOT NULL COLLATE "C",
    currency         text        NOT NULL,
    order_number     text,
    order_key        text,
    corrected_number text,
    corrected_key    text,
    size             bigint      NOT NULL CHECK (size > 0),
    on_order         bigint,
    prepayments      bigint,
    ties             text,
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
    UNIQUE (tenant, intent, kind),
    FOREIGN KEY (tenant, supplier) REFERENCES supplier
);
CREATE INDEX entry_corrected ON entry (tenant, corrected_key) WHERE corrected_key IS NOT NULL;
-- With the number at its end the first near entry is the first one in the index, so no plan walks the books for it.
CREATE INDEX entry_near ON entry (tenant, supplier, date, size, currency, kind, number);
-- Only who names an order subtracts what its own run booked on it. The run id comes first: it grows with time, while a
-- workflow id is as random as the digest in it and would put every document of a batch on another page.
CREATE INDEX entry_run ON entry (tenant, run_id, workflow_id) WHERE order_key IS NOT NULL;

-- Lines are written first, and the entry of their number closes over them. So an entry is whole when it is judged, at once
-- and not at the end of the transaction, and nothing that a client can defer or hasten comes between.
CREATE TABLE line (
    tenant   text   NOT NULL,
    entry    bigint NOT NULL,
    position int    NOT NULL CHECK (position > 0),
    account  text   NOT NULL,
    currency text   NOT NULL,
    minor    bigint NOT NULL CHECK (minor <> 0),
    PRIMARY KEY (tenant, entry, position),
    FOREIGN KEY (tenant, entry) REFERENCES entry DEFERRABLE INITIALLY DEFERRED
);

-- Invoices less credit notes so far, per order, so that an order's total costs the same in large books as in empty
-- ones. Kept by the trigger below and by nobody else.
CREATE TABLE order_booked (
    tenant    text   NOT NULL,
    order_key text   NOT NULL,
    supplier  text   NOT NULL,
    currency  text   NOT NULL,
    minor     bigint NOT NULL,
    PRIMARY KEY (tenant, order_key, supplier, currency)
);

-- What a supplier was paid in advance and no invoice has taken up yet. Kept by a trigger like the sums of orders.
CREATE TABLE prepayments_booked (
    tenant   text   NOT NULL,
    supplier text   NOT NULL,
    currency text   NOT NULL,
    minor    bigint NOT NULL,
    PRIMARY KEY (tenant, supplier, currency)
);

-- Which final invoice settled which entry: each is settled once. Kept by a trigger.
CREATE TABLE settlement (
    tenant  text   NOT NULL,
    settled bigint NOT NULL,
    entry   bigint NOT NULL,
    PRIMARY KEY (tenant, settled)
);

-- Which invoices refer to which number, so that one that comes after what refers to it is seen. Kept by a trigger.
CREATE TABLE reference (
    tenant text   NOT NULL,
    key    text   NOT NULL COLLATE "C",
    entry  bigint NOT NULL,
    PRIMARY KEY (tenant, key, entry)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Locks the tenant's books until the transaction ends and answers the last entry. The head of empty books is number 0 and
-- the SHA-256 of 'ratchet.ledger.v1:' and the tenant.
CREATE FUNCTION lock_books(whose text, OUT number bigint, OUT hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
BEGIN
    SELECT h.number, h.hash INTO number, hash FROM chain_head h WHERE h.tenant = whose FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO chain_head
        VALUES (whose, 0, encode(sha256(convert_to('ratchet.ledger.v1:' || whose, 'UTF8')), 'hex'))
        ON CONFLICT DO NOTHING;
        SELECT h.number, h.hash INTO number, hash FROM chain_head h WHERE h.tenant = whose FOR UPDATE;
    END IF;
END $$;

-- Lines come before their entry, or never. Whoever writes some holds the books until the transaction ends, so nobody else's
-- entry can close over them.
CREATE FUNCTION hold_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
    whose  text;
    closed bigint;
BEGIN
    IF TG_RELID <> '${schema}.line'::regclass THEN
        RAISE EXCEPTION 'hold_lines() is for lines' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR whose IN SELECT DISTINCT a.tenant FROM added a ORDER BY 1 LOOP
        PERFORM lock_books(whose);
    END LOOP;
    SELECT min(a.entry) INTO closed FROM added a JOIN chain_head h ON h.tenant = a.tenant AND a.entry <= h.number;
    IF closed IS NOT NULL THEN
        RAISE EXCEPTION 'entry % is closed: its lines were written before it', closed
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER held AFTER INSERT ON line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION hold_lines();

-- One field of what an entry's hash is taken over, as the class Row documents it.
CREATE FUNCTION hash_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN value IS NULL THEN E'-\n' ELSE octet_length(value)::text || ':' || value || E'\n' END
$$;

-- An entry follows the last one, has at least two lines of its currency that sum to zero, and is as large as their debits.
-- When it was posted, what it follows and its hash are said by the database and by nobody else. Only this function moves
-- the head.
CREATE FUNCTION close_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
    head  record;
    lines record;
BEGIN
    IF TG_RELID <> '${schema}.entry'::regclass THEN
        RAISE EXCEPTION 'close_entry() is for entries' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO head FROM lock_books(NEW.tenant);
    IF NEW.number <> head.number + 1 THEN
        RAISE EXCEPTION 'entry % does not follow entry %', NEW.number, head.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT count(*) AS count, sum(l.minor) AS off, sum(l.minor) FILTER (WHERE l.minor > 0) AS debits,
            bool_and(l.currency = NEW.currency) AS same_currency,
            string_agg(hash_field(l.account) || hash_field(l.currency) || hash_field(l.minor::text), ''
                ORDER BY l.position) AS hashed
        INTO lines FROM line l WHERE l.tenant = NEW.tenant AND l.entry = NEW.number;
    IF lines.count < 2 THEN
        RAISE EXCEPTION 'entry % has % lines; it needs at least two', NEW.number, lines.count
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT lines.same_currency THEN
        RAISE EXCEPTION 'entry % has lines of another currency than %', NEW.number, NEW.currency
            USING ERRCODE = 'check_violation';
    END IF;
    IF lines.off <> 0 THEN
        RAISE EXCEPTION 'entry % is off by % minor units of %', NEW.number, lines.off, NEW.currency
            USING ERRCODE = 'check_violation';
    END IF;
    IF lines.debits <> NEW.size THEN
        RAISE EXCEPTION 'entry % has the size % and debits of %', NEW.number, NEW.size, lines.debits
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.posted_at := clock_timestamp();
    NEW.prev_hash := head.hash;
    NEW.row_hash := encode(sha256(convert_to(concat(E'ratchet.entry.v1\n', hash_field(NEW.tenant),
        hash_field(NEW.number::text), hash_field((extract(epoch FROM NEW.posted_at) * 1000000)::bigint::text),
        hash_field(to_char(NEW.date, 'YYYY-MM-DD')), hash_field(NEW.kind), hash_field(NEW.supplier),
        hash_field(NEW.invoice_number), hash_field(NEW.business_key), hash_field(NEW.currency),
        hash_field(NEW.order_number), hash_field(NEW.order_key), hash_field(NEW.corrected_number),
        hash_field(NEW.corrected_key), hash_field(NEW.size::text), hash_field(NEW.on_order::text),
        hash_field(NEW.prepayments::text), hash_field(NEW.ties), hash_field(NEW.document), hash_field(NEW.intent),
        hash_field(NEW.workflow_id), hash_field(NEW.run_id), hash_field(NEW.authority), hash_field(NEW.authorized_by),
        hash_field(NEW.prev_hash), hash_field(lines.count::text), lines.hashed), 'UTF8')), 'hex');
    UPDATE chain_head h SET number = NEW.number, hash = NEW.row_hash WHERE h.tenant = NEW.tenant;
    RETURN NEW;
END $$;
CREATE TRIGGER closed BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION close_entry();

-- Each order once per statement, whatever the number of entries; the lock on the tenant's books orders the writers.
CREATE FUNCTION count_orders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
BEGIN
    IF TG_RELID <> '${schema}.entry'::regclass THEN
        RAISE EXCEPTION 'count_orders() is for entries' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO order_booked AS known
    SELECT tenant, order_key, supplier, currency, sum(CASE kind WHEN 'INVOICE' THEN on_order ELSE -on_order END)
    FROM added WHERE order_key IS NOT NULL
    GROUP BY tenant, order_key, supplier, currency
    ON CONFLICT (tenant, order_key, supplier, currency) DO UPDATE SET minor = known.minor + excluded.minor;
    RETURN NULL;
END $$;
CREATE TRIGGER orders_counted AFTER INSERT ON entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_orders();

-- What entries are to earlier and to later ones.
CREATE FUNCTION tie_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
BEGIN
    IF TG_RELID <> '${schema}.entry'::regclass THEN
        RAISE EXCEPTION 'tie_entries() is for entries' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO prepayments_booked AS known
    SELECT tenant, supplier, currency, sum(prepayments) FROM added WHERE prepayments IS NOT NULL
    GROUP BY tenant, supplier, currency
    ON CONFLICT (tenant, supplier, currency) DO UPDATE SET minor = known.minor + excluded.minor;
    INSERT INTO settlement (tenant, settled, entry)
    SELECT a.tenant, (s.value ->> 'number')::bigint, a.number
    FROM added a, json_array_elements(a.ties::json -> 'settles') AS s WHERE a.ties IS NOT NULL;
    INSERT INTO reference (tenant, key, entry)
    SELECT a.tenant, a.corrected_key, a.number FROM added a WHERE a.kind = 'INVOICE' AND a.corrected_key IS NOT NULL
    UNION
    SELECT a.tenant, k.value, a.number
    FROM added a, json_array_elements_text(a.ties::json -> 'alsoKeys') AS k
    WHERE a.kind = 'INVOICE' AND a.ties IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER tied AFTER INSERT ON entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tie_entries();

-- Approval ---------------------------------------------------------------------------------------------------------

-- What waits for a person. The request is the run with the whole effect; the other columns repeat parts of it.
CREATE TABLE approval_request (
    tenant      text        NOT NULL,
    workflow_id text        NOT NULL,
    run_id      text        NOT NULL,
    agent       text        NOT NULL,
    intent      text,
    role        text        NOT NULL,
    submitter   text        NOT NULL,
    currency    text,
    minor       bigint,
    request     json        NOT NULL,
    opened_at   timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
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

-- Who uploaded what, as authenticated by the gateway. Nobody of them may approve what comes of it.
CREATE TABLE uploader (
    tenant text        NOT NULL,
    digest text        NOT NULL,
    person text        NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (tenant, digest, person)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON uploader
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- First statistics -------------------------------------------------------------------------------------------------

-- PostgreSQL knows nothing of a new table until it has analyzed it, a minute after the first rows at the earliest.
-- Until then every index that begins with the tenant looks alike to it, and whoever looks for one row may walk all rows
-- of the tenant; connections keep such plans. So the two tables that grow with every effect and have more than one
-- index are analyzed before they have rows, on rows like those that will come. They are gone when this migration ends;
-- what was learned of them stays.
DO $$
BEGIN
    ALTER TABLE entry DISABLE TRIGGER USER;
    ALTER TABLE line DISABLE TRIGGER USER;
    ALTER TABLE effect DISABLE TRIGGER USER;
    ALTER TABLE authorization_use DISABLE TRIGGER USER;
    INSERT INTO supplier SELECT 'default', 'example-' || n, 'Example', true, false FROM generate_series(1, 50) AS n;
    INSERT INTO entry (tenant, number, posted_at, date, kind, supplier, invoice_number, business_key, currency,
        order_number, order_key, corrected_number, corrected_key, size, document, intent, workflow_id, run_id, authority,
        authorized_by, prev_hash, row_hash)
    SELECT 'default', n, now(), date '2026-01-01' + n % 300, CASE WHEN n % 20 = 0 THEN 'CREDIT_NOTE' ELSE 'INVOICE' END,
        'example-' || 1 + n % 50, n, 'key' || n, 'EUR', nullif(n % 3, 1), nullif(n % 3, 1),
        CASE WHEN n % 20 = 0 THEN n - 1 END, CASE WHEN n % 20 = 0 THEN 'key' || n - 1 END, 100 + n,
        md5('document' || n), md5('intent' || n), 'invoice/default/' || n, md5('run' || n / 100), 'policy', 'within-ceiling',
        md5('hash' || n - 1), md5('hash' || n)
    FROM generate_series(1, 2000) AS n;
    INSERT INTO effect (tenant, intent, kind, business_key, workflow_id, run_id, authority, receipt_kind, receipt_id,
        permission, at)
    SELECT tenant, intent, 'post_entry', business_key, workflow_id, run_id, authority, 'entry', number, '{}', posted_at
    FROM entry;
    ANALYZE entry, effect;
    TRUNCATE entry, line, effect, authorization_use;
    DELETE FROM supplier WHERE id LIKE 'example-%';
    ALTER TABLE entry ENABLE TRIGGER USER;
    ALTER TABLE line ENABLE TRIGGER USER;
    ALTER TABLE effect ENABLE TRIGGER USER;
    ALTER TABLE authorization_use ENABLE TRIGGER USER;
END $$;
