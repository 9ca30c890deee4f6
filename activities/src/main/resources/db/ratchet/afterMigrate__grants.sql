-- What the application may do, said again after every migration: nothing in the books can be changed or removed by it.
GRANT USAGE ON SCHEMA ${schema} TO ${app};

GRANT SELECT, INSERT, UPDATE, DELETE
    ON supplier, supplier_tax_id, supplier_account, supplier_ceiling, purchase_order, person, person_limit TO ${app};

GRANT SELECT, INSERT ON effect, authorization_use TO ${app};
GRANT EXECUTE ON FUNCTION lock_effects(json) TO ${app};

GRANT SELECT, INSERT ON entry, line TO ${app};
GRANT SELECT ON chain_head, order_booked TO ${app};
GRANT EXECUTE ON FUNCTION lock_books(text) TO ${app};

GRANT SELECT, INSERT, UPDATE, DELETE ON approval_request TO ${app};
GRANT SELECT, INSERT ON consent, uploader TO ${app};

GRANT SELECT, INSERT, UPDATE ON run TO ${app};
GRANT SELECT, INSERT ON trail TO ${app};
GRANT SELECT, INSERT ON rule_book TO ${app};

GRANT SELECT, INSERT ON content TO ${app};
