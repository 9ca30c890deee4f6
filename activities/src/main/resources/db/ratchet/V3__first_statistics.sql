-- PostgreSQL knows nothing of a new table until it has analyzed it, a minute after the first rows at the earliest. Until
-- then every index that begins with the tenant looks alike to it, and whoever looks for one row may walk all books of the
-- tenant; connections keep such plans. So the two tables with more than one index are analyzed before they have rows, on
-- rows like those that will come. They are gone when this migration ends; what was learned of them stays.

DO $$
BEGIN
    IF EXISTS (SELECT FROM entry) THEN
        RETURN;
    END IF;
    ALTER TABLE entry DISABLE TRIGGER USER;
    ALTER TABLE line DISABLE TRIGGER USER;
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
    ANALYZE entry;
    TRUNCATE entry, line, authorization_use;
    DELETE FROM supplier WHERE id LIKE 'example-%';
    ALTER TABLE entry ENABLE TRIGGER USER;
    ALTER TABLE line ENABLE TRIGGER USER;
    ALTER TABLE authorization_use ENABLE TRIGGER USER;
END $$;

DO $$
BEGIN
    IF EXISTS (SELECT FROM run) THEN
        RETURN;
    END IF;
    ALTER TABLE step DISABLE TRIGGER USER;
    INSERT INTO run (tenant, workflow_id, run_id, agent, document, name, submitter, phase, outcome, code, why, tokens,
        micros, last_step, changed_at)
    SELECT 'default', 'invoice/default/' || n, md5('run' || n / 100), 'invoice', md5('document' || n), n || '.xml', 'example',
        'ENDED', 'POSTED', 'BOOKED', 'booked as entry ' || n, 0, 0, 4, now() - n * interval '1 second'
    FROM generate_series(1, 2000) AS n;
    ANALYZE run;
    TRUNCATE run, step;
    ALTER TABLE step ENABLE TRIGGER USER;
END $$;
