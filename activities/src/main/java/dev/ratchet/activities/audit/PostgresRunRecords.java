package dev.ratchet.activities.audit;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Accounts and steps in PostgreSQL. Of two accounts of one run that arrive out of order, the one that saw more steps
 * stays.
 */
public final class PostgresRunRecords implements RunRecords {
    private static final String STEP = """
            INSERT INTO step (tenant, workflow_id, run_id, number, at_millis, phase, planner, proposal, arguments,
                verdict, observation, observed, tokens, micros)
            VALUES (:tenant, :workflow, :run, :number, :atMillis, :phase, :planner, :proposal, :arguments, :verdict,
                :observation, :observed, :tokens, :micros)
            ON CONFLICT (tenant, workflow_id, run_id, number) DO NOTHING""";

    private final Jdbi jdbi;

    public PostgresRunRecords(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void record(Account account) {
        jdbi.useTransaction(handle -> {
            AccountRows.upsert(handle, account);
            steps(handle, account);
        });
    }

    @Override
    public List<Account> latest(TenantId tenant, int most) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery(
                        "SELECT * FROM run WHERE tenant = :tenant ORDER BY changed_at DESC LIMIT :most")) {
            return query.bind("tenant", tenant.value())
                    .bind("most", most)
                    .map((row, context) -> AccountRows.account(row, List.of()))
                    .list();
        }
    }

    @Override
    public Optional<Account> find(TenantId tenant, String workflowId) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT * FROM run WHERE tenant = :tenant AND workflow_id = :workflow
                        ORDER BY changed_at DESC LIMIT 1""")) {
            return query.bind("tenant", tenant.value())
                    .bind("workflow", workflowId)
                    .map((row, context) ->
                            AccountRows.account(row, steps(handle, tenant, workflowId, row.getString("run_id"))))
                    .findOne();
        }
    }

    private static void steps(Handle handle, Account account) {
        if (account.steps().isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(STEP)) {
            for (Step step : account.steps()) {
                batch.bind("tenant", account.tenant().value())
                        .bind("workflow", account.run().workflowId())
                        .bind("run", account.run().runId())
                        .bind("number", step.number())
                        .bind("atMillis", step.atMillis())
                        .bind("phase", step.phase())
                        .bind("planner", step.planner())
                        .bind("proposal", step.proposal())
                        .bind("arguments", step.arguments().hex())
                        .bind("verdict", step.verdict())
                        .bind("observation", step.observation())
                        .bind(
                                "observed",
                                step.observed() == null ? null : step.observed().hex())
                        .bind("tokens", step.tokens())
                        .bind("micros", step.micros())
                        .add();
            }
            batch.execute();
        }
    }

    private static List<Step> steps(Handle handle, TenantId tenant, String workflowId, String runId) {
        try (Query query = handle.createQuery("""
                SELECT * FROM step WHERE tenant = :tenant AND workflow_id = :workflow AND run_id = :run
                ORDER BY number""")) {
            return query.bind("tenant", tenant.value())
                    .bind("workflow", workflowId)
                    .bind("run", runId)
                    .map((row, context) -> AccountRows.step(row))
                    .list();
        }
    }
}
