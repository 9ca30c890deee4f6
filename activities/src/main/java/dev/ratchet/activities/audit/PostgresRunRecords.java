package dev.ratchet.activities.audit;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Accounts and steps in PostgreSQL. Of two accounts of one run that arrive out of order, the one that saw more steps
 * stays.
 */
public final class PostgresRunRecords implements RunRecords {
    private static final Comparator<List<String>> BY_ID = Comparator.<List<String>, String>comparing(id -> id.get(0))
            .thenComparing(id -> id.get(1))
            .thenComparing(id -> id.get(2));

    private final Jdbi jdbi;

    public PostgresRunRecords(Database database) {
        this.jdbi = database.jdbi();
    }

    /**
     * Runs are written in the order of their ids, so that two writers of the same ones wait for each other in one
     * direction only; a run that is named again comes in a later round, because one statement writes a row once.
     */
    @Override
    public void recordAll(List<Account> accounts) {
        List<SortedMap<List<String>, Account>> rounds = new ArrayList<>();
        for (Account account : accounts) {
            List<String> key = List.of(
                    account.tenant().value(),
                    account.run().workflowId(),
                    account.run().runId());
            SortedMap<List<String>, Account> round = rounds.stream()
                    .filter(some -> !some.containsKey(key))
                    .findFirst()
                    .orElseGet(() -> {
                        rounds.add(new TreeMap<>(BY_ID));
                        return rounds.get(rounds.size() - 1);
                    });
            round.put(key, account);
        }
        jdbi.useTransaction(handle -> rounds.forEach(round -> AccountRows.upsert(handle, round.values())));
    }

    /** One index lookup for each id, whatever the planner believes of the number of runs. */
    @Override
    public List<Account> latest(TenantId tenant, List<String> workflowIds) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT latest.* FROM unnest(:workflows) AS asked(id)
                        CROSS JOIN LATERAL (
                            SELECT * FROM run WHERE tenant = :tenant AND workflow_id = asked.id
                            ORDER BY changed_at DESC LIMIT 1) latest""")) {
            return query.bind("tenant", tenant.value())
                    .bindArray(
                            "workflows",
                            String.class,
                            workflowIds.stream().distinct().toList())
                    .map((row, context) -> AccountRows.account(row, List.of()))
                    .list();
        }
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
