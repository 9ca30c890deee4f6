-- What a posting looks up costs the same in large books as in empty ones.

-- Invoices less credit notes so far, per order. Kept by the trigger below and by nobody else.
CREATE TABLE order_booked (
    tenant    text   NOT NULL,
    order_key text   NOT NULL,
    supplier  text   NOT NULL,
    currency  text   NOT NULL,
    minor     bigint NOT NULL,
    PRIMARY KEY (tenant, order_key, supplier, currency)
);

INSERT INTO order_booked
SELECT tenant, order_key, supplier, currency, sum(CASE kind WHEN 'INVOICE' THEN size ELSE -size END)
FROM entry WHERE order_key IS NOT NULL
GROUP BY tenant, order_key, supplier, currency;

-- Each order once per statement, whatever the number of entries; the lock on the tenant's books orders the writers.
CREATE FUNCTION count_orders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
BEGIN
    INSERT INTO order_booked AS known
    SELECT tenant, order_key, supplier, currency, sum(CASE kind WHEN 'INVOICE' THEN size ELSE -size END)
    FROM added WHERE order_key IS NOT NULL
    GROUP BY tenant, order_key, supplier, currency
    ON CONFLICT (tenant, order_key, supplier, currency) DO UPDATE SET minor = known.minor + excluded.minor;
    RETURN NULL;
END $$;
CREATE TRIGGER orders_counted AFTER INSERT ON entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_orders();

-- Nothing sums an order's entries any more, but a run's own ones are subtracted when it looks.
DROP INDEX entry_order;
CREATE INDEX entry_run ON entry (tenant, workflow_id, run_id);

-- With the number at its end the first near entry is the first one in the index, so no plan walks the books for it.
DROP INDEX entry_near;
CREATE INDEX entry_near ON entry (tenant, supplier, date, size, currency, kind, number);
