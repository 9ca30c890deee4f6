package dev.ratchet.activities.audit;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Accounts and steps as rows. */
final class AccountRows {
    private static final String UPSERT = """
            INSERT INTO run (tenant, workflow_id, run_id, agent, document, name, submitter, bundle, phase, outcome,
                code, why, waiting_for, route, route_rule, supplier, invoice_number, currency, minor, entry, tokens,
                micros, last_step, changed_at)
            SELECT tenant, workflow_id, run_id, agent, document, name, submitter, bundle, phase, outcome,
                code, why, waiting_for, route, route_rule, supplier, invoice_number, currency, minor, entry, tokens,
                micros, last_step, clock_timestamp()
            FROM json_populate_recordset(NULL::run, CAST(:runs AS json))
            ON CONFLICT (tenant, workflow_id, run_id) DO UPDATE SET agent = excluded.agent,
                document = excluded.document, name = excluded.name, submitter = excluded.submitter,
                bundle = excluded.bundle, phase = excluded.phase, outcome = excluded.outcome, code = excluded.code,
                why = excluded.why, waiting_for = excluded.waiting_for, route = excluded.route,
                route_rule = excluded.route_rule, supplier = excluded.supplier,
                invoice_number = excluded.invoice_number, currency = excluded.currency, minor = excluded.minor,
                entry = excluded.entry, tokens = excluded.tokens, micros = excluded.micros,
                last_step = greatest(run.last_step, excluded.last_step), changed_at = excluded.changed_at
            WHERE excluded.last_step = 0 OR excluded.last_step >= run.last_step;
            INSERT INTO trail (tenant, workflow_id, run_id, first_step, steps)
            SELECT tenant, workflow_id, run_id, first_step, steps
            FROM json_populate_recordset(NULL::trail, CAST(:trails AS json))
            ON CONFLICT (tenant, workflow_id, run_id, first_step) DO NOTHING""";

    private AccountRows() {}

    /** Columns of {@code run} by their names. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record RunRow(
            String tenant,
            String workflowId,
            String runId,
            String agent,
            String document,
            String name,
            String submitter,
            @Nullable String bundle,
            String phase,
            String outcome,
            String code,
            String why,
            @Nullable String waitingFor,
            @Nullable String route,
            @Nullable String routeRule,
            @Nullable String supplier,
            @Nullable String invoiceNumber,
            @Nullable String currency,
            @Nullable Long minor,
            @Nullable Long entry,
            long tokens,
            long micros,
            int lastStep) {
        static RunRow of(Account account) {
            Money amount = account.amount();
            Bundle bundle = account.bundle();
            return new RunRow(
                    account.tenant().value(),
                    account.run().workflowId(),
                    account.run().runId(),
                    account.agent(),
                    account.document().hex(),
                    account.name(),
                    account.submitter(),
                    bundle == null ? null : Json.write(bundle),
                    account.phase(),
                    account.outcome(),
                    account.code(),
                    account.why(),
                    account.waitingFor(),
                    account.route(),
                    account.routeRule(),
                    account.supplierId(),
                    account.invoiceNumber(),
                    amount == null ? null : amount.currency(),
                    amount == null ? null : (Long) amount.minor(),
                    account.entry(),
                    account.tokens(),
                    account.micros(),
                    account.steps().stream().mapToInt(Step::number).max().orElse(0));
        }
    }

    /** Columns of {@code trail} by their names. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record TrailRow(String tenant, String workflowId, String runId, int firstStep, List<StepRow> steps) {
        static TrailRow of(Account account) {
            return new TrailRow(
                    account.tenant().value(),
                    account.run().workflowId(),
                    account.run().runId(),
                    account.steps().get(0).number(),
                    account.steps().stream().map(StepRow::of).toList());
        }
    }

    /** Columns of {@code step} by their names. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record StepRow(
            int number,
            long atMillis,
            String phase,
            String planner,
            String proposal,
            String arguments,
            String verdict,
            @Nullable String observation,
            @Nullable String observed,
            long tokens,
            long micros) {
        static StepRow of(Step step) {
            Digest observed = step.observed();
            return new StepRow(
                    step.number(),
                    step.atMillis(),
                    step.phase(),
                    step.planner(),
                    step.proposal(),
                    step.arguments().hex(),
                    step.verdict(),
                    step.observation(),
                    observed == null ? null : observed.hex(),
                    step.tokens(),
                    step.micros());
        }
    }

    /** @param accounts of different runs */
    static void upsert(Handle handle, Collection<Account> accounts) {
        List<RunRow> runs = accounts.stream().map(RunRow::of).toList();
        List<TrailRow> trails = accounts.stream()
                .filter(account -> !account.steps().isEmpty())
                .map(TrailRow::of)
                .toList();
        try (Update update = handle.createUpdate(UPSERT)) {
            update.bind("runs", Json.write(runs))
                    .bind("trails", Json.write(trails))
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
