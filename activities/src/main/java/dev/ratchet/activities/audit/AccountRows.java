package dev.ratchet.activities.audit;

import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Bundle;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Accounts and steps as rows. */
final class AccountRows {
    private static final String UPSERT = """
            INSERT INTO run (tenant, workflow_id, run_id, agent, document, name, submitter, bundle, phase, outcome,
                code, why, waiting_for, route, route_rule, supplier, invoice_number, currency, minor, entry, tokens,
                micros, last_step, changed_at)
            VALUES (:tenant, :workflow, :run, :agent, :document, :name, :submitter, :bundle, :phase, :outcome, :code,
                :why, :waitingFor, :route, :routeRule, :supplier, :invoiceNumber, :currency, :minor, :entry, :tokens,
                :micros, :lastStep, clock_timestamp())
            ON CONFLICT (tenant, workflow_id, run_id) DO UPDATE SET agent = excluded.agent,
                document = excluded.document, name = excluded.name, submitter = excluded.submitter,
                bundle = excluded.bundle, phase = excluded.phase, outcome = excluded.outcome, code = excluded.code,
                why = excluded.why, waiting_for = excluded.waiting_for, route = excluded.route,
                route_rule = excluded.route_rule, supplier = excluded.supplier,
                invoice_number = excluded.invoice_number, currency = excluded.currency, minor = excluded.minor,
                entry = excluded.entry, tokens = excluded.tokens, micros = excluded.micros,
                last_step = greatest(run.last_step, excluded.last_step), changed_at = excluded.changed_at
            WHERE excluded.last_step = 0 OR excluded.last_step >= run.last_step""";

    private AccountRows() {}

    static void upsert(Handle handle, Account account) {
        Money amount = account.amount();
        Bundle bundle = account.bundle();
        try (Update update = handle.createUpdate(UPSERT)) {
            update.bind("tenant", account.tenant().value())
                    .bind("workflow", account.run().workflowId())
                    .bind("run", account.run().runId())
                    .bind("agent", account.agent())
                    .bind("document", account.document().hex())
                    .bind("name", account.name())
                    .bind("submitter", account.submitter())
                    .bind("bundle", bundle == null ? null : Json.write(bundle))
                    .bind("phase", account.phase())
                    .bind("outcome", account.outcome())
                    .bind("code", account.code())
                    .bind("why", account.why())
                    .bind("waitingFor", account.waitingFor())
                    .bind("route", account.route())
                    .bind("routeRule", account.routeRule())
                    .bind("supplier", account.supplierId())
                    .bind("invoiceNumber", account.invoiceNumber())
                    .bind("currency", amount == null ? null : amount.currency())
                    .bind("minor", amount == null ? null : (Long) amount.minor())
                    .bind("entry", account.entry())
                    .bind("tokens", account.tokens())
                    .bind("micros", account.micros())
                    .bind(
                            "lastStep",
                            account.steps().stream()
                                    .mapToInt(Step::number)
                                    .max()
                                    .orElse(0))
                    .execute();
        }
    }

    static Account account(ResultSet row, List<Step> steps) throws SQLException {
        String bundle = row.getString("bundle");
        String currency = row.getString("currency");
        return new Account(
                new TenantId(row.getString("tenant")),
                new RunRef(row.getString("workflow_id"), row.getString("run_id")),
                row.getString("agent"),
                new Digest(row.getString("document")),
                row.getString("name"),
                row.getString("submitter"),
                bundle == null ? null : Json.read(bundle, Bundle.class),
                row.getString("phase"),
                row.getString("outcome"),
                row.getString("code"),
                row.getString("why"),
                row.getString("waiting_for"),
                row.getString("route"),
                row.getString("route_rule"),
                row.getString("supplier"),
                row.getString("invoice_number"),
                currency == null ? null : new Money(currency, row.getLong("minor")),
                row.getObject("entry", Long.class),
                row.getLong("tokens"),
                row.getLong("micros"),
                steps);
    }

    static Step step(ResultSet row) throws SQLException {
        String observed = row.getString("observed");
        return new Step(
                row.getInt("number"),
                row.getLong("at_millis"),
                row.getString("phase"),
                row.getString("planner"),
                row.getString("proposal"),
                new Digest(row.getString("arguments")),
                row.getString("verdict"),
                row.getString("observation"),
                observed == null ? null : new Digest(observed),
                row.getLong("tokens"),
                row.getLong("micros"));
    }
}
