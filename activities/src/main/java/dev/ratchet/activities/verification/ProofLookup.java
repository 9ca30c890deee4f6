package dev.ratchet.activities.verification;

import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.approval.Uploaders;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.verification.Proofs.RunRows;
import dev.ratchet.activities.verification.Proofs.Upload;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads what a page of entries rests on: one statement for each table, every row by its key. */
final class ProofLookup {
    private static final String EFFECTS =
            "SELECT intent, permission FROM effect WHERE tenant = :tenant AND intent = ANY(:keys)";

    private static final String USES =
            "SELECT approval, intent FROM authorization_use WHERE tenant = :tenant AND approval = ANY(:keys)";

    private static final String UPLOADS =
            "SELECT digest, person, at FROM uploader WHERE tenant = :tenant AND digest = ANY(:keys)";

    /** LATERAL, so that every run is found by index whatever the planner believes of the size of the tables. */
    private static final String RUNS = """
            SELECT r.workflow_id, r.run_id, r.summary, r.last_step,
                ARRAY(SELECT t.steps FROM trail t
                    WHERE t.tenant = r.tenant AND t.run_id = r.run_id AND t.workflow_id = r.workflow_id
                    ORDER BY t.told) AS steps
            FROM unnest(:workflows, :runs) AS asked(workflow, run)
            CROSS JOIN LATERAL (
                SELECT * FROM run
                WHERE tenant = :tenant AND workflow_id = asked.workflow AND run_id = asked.run) r""";

    private final Handle handle;
    private final TenantId tenant;
    private final ContentStore contents;

    ProofLookup(Handle handle, TenantId tenant, ContentStore contents) {
        this.handle = handle;
        this.tenant = tenant;
        this.contents = contents;
    }

    Proofs of(List<Booked> page) throws IOException {
        List<String> approvals = page.stream()
                .flatMap(booked -> booked.approvals().stream())
                .map(Approval::id)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<Digest> documents = page.stream()
                .flatMap(booked -> Digests.of(booked.row().document()).stream())
                .distinct()
                .toList();
        return new Proofs(
                texts(
                        EFFECTS,
                        page.stream().map(booked -> booked.row().intent()).toList()),
                approvals.isEmpty() ? Map.of() : texts(USES, approvals),
                approvals.isEmpty() ? Map.of() : PostgresApprovals.consents(handle, tenant, approvals),
                uploads(page),
                contents.held(tenant, documents),
                runs(page));
    }

    private Map<String, String> texts(String sql, List<String> keys) {
        Map<String, String> found = new HashMap<>();
        try (Query query = asking(sql, keys)) {
            query.map((row, context) -> found.put(row.getString(1), row.getString(2)))
                    .list();
        }
        return found;
    }

    private Map<String, List<Upload>> uploads(List<Booked> page) {
        List<String> documents = page.stream()
                .flatMap(booked -> Stream.concat(
                        Stream.of(booked.row().document()),
                        Uploaders.document(booked.row().workflowId()).map(Digest::hex).stream()))
                .distinct()
                .toList();
        Map<String, List<Upload>> uploads = new HashMap<>();
        try (Query query = asking(UPLOADS, documents)) {
            query.map((row, context) -> uploads.computeIfAbsent(row.getString("digest"), digest -> new ArrayList<>())
                            .add(new Upload(
                                    row.getString("person"),
                                    row.getObject("at", OffsetDateTime.class).toInstant())))
                    .list();
        }
        return uploads;
    }

    private Map<RunRef, RunRows> runs(List<Booked> page) {
        List<RunRef> asked = page.stream()
                .map(Booked::run)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<RunRef, RunRows> runs = new HashMap<>();
        try (Query query = handle.createQuery(RUNS)) {
            query.bind("tenant", tenant.value())
                    .bindArray(
                            "workflows",
                            String.class,
                            asked.stream().map(RunRef::workflowId).toList())
                    .bindArray(
                            "runs",
                            String.class,
                            asked.stream().map(RunRef::runId).toList())
                    .map((row, context) -> runs.put(
                            new RunRef(row.getString("workflow_id"), row.getString("run_id")),
                            new RunRows(row.getString("summary"), row.getInt("last_step"), List.of((String[])
                                    Objects.requireNonNull(row.getArray("steps"))
                                            .getArray()))))
                    .list();
        }
        return runs;
    }

    private Query asking(String sql, List<String> keys) {
        return handle.createQuery(sql).bind("tenant", tenant.value()).bindArray("keys", String.class, keys);
    }
}
