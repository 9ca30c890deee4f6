-- What the application may do, said again after every migration: nothing in the books can be changed or removed by it.
-- Every function is executable by everybody until that is taken back, and so are temporary tables, on which anybody may put
-- triggers.
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;

GRANT USAGE ON SCHEMA ${schema} TO ${app};

-- Whether the schema is that of the code is asked by processes that cannot migrate.
GRANT SELECT ON flyway_schema_history TO ${app};

-- Master data is written by its history alone, and that numbers, dates and hashes itself.
GRANT SELECT ON supplier, supplier_tax_id, supplier_account, supplier_ceiling, purchase_order, person, person_limit,
    company, company_name, company_tax_id, master_data_change TO ${app};
GRANT INSERT (tenant, event, person, based_on, file, differences, content, confirms, key, signature)
    ON master_data_change TO ${app};
GRANT EXECUTE ON FUNCTION lock_master_data(text) TO ${app};

GRANT SELECT, INSERT ON effect, authorization_use TO ${app};
GRANT EXECUTE ON FUNCTION lock_effects(json) TO ${app};

-- When an entry was posted, what it follows and its hash are the database's.
GRANT SELECT ON entry TO ${app};
GRANT INSERT (tenant, number, date, kind, supplier, invoice_number, business_key, currency, order_number, order_key,
    corrected_number, corrected_key, size, on_order, prepayments, ties, document, intent, workflow_id, run_id, authority, authorized_by)
    ON entry TO ${app};
GRANT SELECT, INSERT ON line TO ${app};
GRANT SELECT ON chain_head, order_booked, prepayments_booked, settlement, reference TO ${app};
GRANT EXECUTE ON FUNCTION lock_books(text) TO ${app};

GRANT SELECT, INSERT, UPDATE, DELETE ON approval_request TO ${app};
GRANT SELECT, INSERT ON consent, uploader TO ${app};

GRANT SELECT, INSERT, UPDATE ON run TO ${app};
GRANT SELECT, INSERT ON trail TO ${app};
GRANT SELECT, INSERT ON rule_book TO ${app};

GRANT SELECT, INSERT ON content TO ${app};

-- When a person raised a budget is the database's. Prompts and completions are the one thing that may be removed: they have
-- a retention.
GRANT SELECT, INSERT, UPDATE ON budget TO ${app};
GRANT SELECT, INSERT (tenant, level, key, micros, person, why) ON budget_raise TO ${app};
GRANT SELECT, INSERT, UPDATE, DELETE ON budget_reservation TO ${app};
GRANT SELECT, INSERT, UPDATE ON model_call TO ${app};
GRANT SELECT, INSERT, UPDATE (kept_at), DELETE ON model_content TO ${app};

-- A body leaves the content store by library_forget() alone. Who removed a document, and when, stays.
GRANT SELECT, INSERT, UPDATE, DELETE ON library_document, library_version, library_left TO ${app};
GRANT SELECT, INSERT, DELETE ON library_content TO ${app};
GRANT SELECT, INSERT (tenant, document, versions, turns, person), UPDATE (finished_at) ON library_removal TO ${app};
GRANT EXECUTE ON FUNCTION library_unneeded(text, text[]), library_forget(text, text[]) TO ${app};

-- Indexes can be made again from the library.
GRANT SELECT, INSERT, UPDATE ON passage_index, passage_generation TO ${app};
GRANT SELECT, INSERT, UPDATE (kept_at), DELETE ON index_content TO ${app};
GRANT SELECT, INSERT, DELETE ON passage TO ${app};

-- Who confirmed an answer is on record for ever; when is the database's.
GRANT SELECT ON verified_answer TO ${app};
GRANT INSERT (tenant, question, person, answer) ON verified_answer TO ${app};

-- When the books were verified is on record for operators.
GRANT SELECT ON verification TO ${app};
GRANT INSERT (tenant, began_at, head, discrepancies) ON verification TO ${app};
-- How operations ended stays; when is the database's.
GRANT SELECT, INSERT (tenant, operation, begun_at, ended, summary) ON operation_result TO ${app};
