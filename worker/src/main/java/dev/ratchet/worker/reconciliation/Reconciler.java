package dev.ratchet.worker.reconciliation;

import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.reconciliation.Comparison;
import dev.ratchet.activities.reconciliation.DifferenceKind;
import dev.ratchet.activities.reconciliation.RecordedStandings;
import dev.ratchet.activities.reconciliation.RecordedState;
import dev.ratchet.activities.reconciliation.ServerRun;
import dev.ratchet.activities.verification.BooksVerifier;
import dev.ratchet.activities.verification.ChainHead;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.worker.restart.Origin;
import dev.ratchet.worker.restart.Restarts;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares runs, record and books of a tenant, and repairs what can be repaired by starting a run again or ending one. */
public final class Reconciler {
    /** How far back when nobody says. */
    public static final Duration LOOK_BACK = Duration.ofDays(30);

    /** A run waits for a person for three weeks at most, so what did not end is younger, or its worker is down. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(22);

    private static final int AT_ONCE = 200;

    /** Runs that wait are asked themselves, which costs a worker some milliseconds each. */
    private static final int MOST_ASKED = 2_000;

    private final TenantId tenant;
    private final ServerRuns server;
    private final RecordedStandings standings;
    private final BooksVerifier verifier;
    private final Set<String> performing;
    private final Repairs repairs;

    /**
     * @param agents by name
     * @param performing names of the agents that do what they are for by an effect
     */
    public Reconciler(
            WorkflowClient client,
            TenantId tenant,
            SortedMap<String, AgentRegistration<?, ?, ?>> agents,
            RecordedStandings standings,
            BooksVerifier verifier,
            Set<String> performing,
            Restarts restarts,
            Approvals approvals) {
        this.tenant = tenant;
        this.server = new ServerRuns(client, tenant, agents.values());
        this.standings = standings;
        this.verifier = verifier;
        this.performing = performing;
        this.repairs = new Repairs(tenant, restarts, approvals);
    }

    /** That the server keeps no list of its runs. */
    public static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1;

        Unsupported(ServerRuns.NotListed cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * @param since runs that ended on the server before are not looked at
     * @param repair whether what can be repaired is repaired
     * @param head that the books must still hold; absent when none was kept
     */
    public ReconcileReport reconcile(Instant since, boolean repair, @Nullable ChainHead head)
            throws Unsupported, IOException {
        try {
            return new Scan(since).report(repair, head);
        } catch (ServerRuns.NotListed e) {
            throw new Unsupported(e);
        }
    }

    /** One look at everything. */
    private final class Scan {
        private final Instant since;
        private final SortedMap<String, Found> found = new TreeMap<>();
        private long asked;
        private long unanswered;

        private Scan(Instant since) {
            this.since = since;
        }

        ReconcileReport report(boolean repair, @Nullable ChainHead head) throws ServerRuns.NotListed, IOException {
            SortedMap<String, ServerRun> listed = server.listed(since);
            Set<String> suspects = new TreeSet<>();
            eachPart(List.copyOf(listed.keySet()), (part, recorded) -> {
                for (String id : part) {
                    if (differs(Objects.requireNonNull(listed.get(id)), recorded.getOrDefault(id, List.of()))) {
                        suspects.add(id);
                    }
                }
            });
            List<String> unfinished =
                    standings.unfinished(tenant, earlier(since, Instant.now().minus(LONGEST_WAIT)));
            unfinished.stream().filter(id -> !listed.containsKey(id)).forEach(suspects::add);
            suspects.forEach(this::lookAgain);
            ServerRuns.Batches batches = batches();
            effects(batches.open());
            requests();
            List<ReconcileReport.Difference> differences = found.values().stream()
                    .limit(ReconcileReport.MOST)
                    .map(each -> repairs.of(each, repair))
                    .toList();
            return new ReconcileReport(
                    since,
                    listed.size(),
                    batches.count(),
                    unfinished.size(),
                    unanswered,
                    found.size(),
                    differences,
                    books(head));
        }

        private boolean differs(ServerRun run, List<RecordedState> recorded) {
            if (Comparison.of(run, recorded).isPresent()) {
                return true;
            }
            if (run.state() != ServerRun.State.WAITING) {
                return false;
            }
            return request(run)
                    .filter(known -> Comparison.of(known, recorded).isPresent())
                    .isPresent();
        }

        private Optional<ServerRun> request(ServerRun waiting) {
            asked++;
            Optional<ServerRun> known = asked > MOST_ASKED ? Optional.empty() : server.asked(waiting);
            unanswered += known.isEmpty() ? 1 : 0;
            return known;
        }

        /** From the server and the database as they are now, not from lists: what was under way meanwhile has settled. */
        private void lookAgain(String id) {
            List<RecordedState> recorded = standings.under(tenant, List.of(id)).getOrDefault(id, List.of());
            Optional<ServerRun> now = server.look(id);
            if (now.isEmpty()) {
                Comparison.unknown(recorded).ifPresent(kind -> add(kind, latest(recorded), origin(id, recorded), 0));
                return;
            }
            ServerRun run = server.chained(now.get());
            ServerRun known =
                    run.state() == ServerRun.State.WAITING ? server.asked(run).orElse(run) : run;
            Comparison.of(known, recorded).ifPresent(kind -> {
                if (kind == DifferenceKind.RECORD_LOST) {
                    lost(known, server.result(id).orElse(null), recorded);
                } else {
                    add(kind, known.run(), origin(id, recorded), 0);
                }
            });
        }

        private void lost(ServerRun run, @Nullable RunSummary result, List<RecordedState> recorded) {
            String id = run.run().workflowId();
            DifferenceKind kind = lost(id, result == null ? null : result.result());
            add(kind, run.run(), origin(id, recorded), result == null ? 0 : result.micros());
        }

        private DifferenceKind lost(String id, @Nullable RunResult result) {
            return Comparison.lost(
                    result != null && result.status() == RunStatus.DONE,
                    performing.contains(RunRef.agent(id)),
                    standings.performed(tenant, List.of(id)).contains(id));
        }

        private RunRef latest(List<RecordedState> recorded) {
            return Comparison.latest(recorded).orElseThrow().summary().run();
        }

        private @Nullable Origin origin(String id, List<RecordedState> recorded) {
            return Comparison.latest(recorded)
                    .map(each -> Origin.of(each.summary()))
                    .orElseGet(() ->
                            server.look(id).map(known -> server.origin(id)).orElse(null));
        }

        private void add(DifferenceKind kind, RunRef run, @Nullable Origin origin, long micros) {
            found.put(run.workflowId(), new Found(kind, run, origin, micros));
        }

        /** Documents that a batch decided, and that have no record since. */
        private ServerRuns.Batches batches() throws ServerRuns.NotListed {
            Map<String, ServerRuns.Decided> decided = new HashMap<>();
            ServerRuns.Batches batches =
                    server.decided(since, each -> decided.put(each.run().run().workflowId(), each));
            eachPart(
                    decided.keySet().stream().sorted().toList(),
                    (part, recorded) -> part.stream()
                            .map(id -> Objects.requireNonNull(decided.get(id)))
                            .filter(each -> !found.containsKey(each.origin().workflowId()))
                            .filter(each -> Comparison.of(
                                            each.run(),
                                            recorded.getOrDefault(each.origin().workflowId(), List.of()))
                                    .isPresent())
                            .filter(each -> server.look(each.origin().workflowId())
                                    .filter(own -> own.state() == ServerRun.State.RUNNING)
                                    .isEmpty())
                            .forEach(each -> add(
                                    lost(each.origin().workflowId(), each.result()),
                                    each.run().run(),
                                    each.origin(),
                                    0)));
            return batches;
        }

        /** A run that performed and that the server has lost cannot record itself; one that starts again finds the effect. */
        private void effects(Set<String> openBatches) {
            for (RunRef run : standings.performedWithoutEnd(tenant, since)) {
                String id = run.workflowId();
                Optional<ServerRun> known = server.look(id);
                boolean underWay = openBatches.contains(run.runId())
                        || known.filter(each -> each.state() == ServerRun.State.RUNNING)
                                .isPresent();
                if (!underWay && !found.containsKey(id)) {
                    List<RecordedState> recorded =
                            standings.under(tenant, List.of(id)).getOrDefault(id, List.of());
                    add(DifferenceKind.EFFECT_NOT_RECORDED, run, origin(id, recorded), 0);
                }
            }
        }

        private void requests() {
            for (RunRef run : standings.staleRequests(tenant)) {
                if (!found.containsKey(run.workflowId())) {
                    List<RecordedState> recorded = standings
                            .under(tenant, List.of(run.workflowId()))
                            .getOrDefault(run.workflowId(), List.of());
                    add(DifferenceKind.REQUEST_STALE, run, origin(run.workflowId(), recorded), 0);
                }
            }
        }
    }

    private interface Part {
        void look(List<String> workflowIds, Map<String, List<RecordedState>> recorded);
    }

    private void eachPart(List<String> workflowIds, Part part) {
        for (int from = 0; from < workflowIds.size(); from += AT_ONCE) {
            List<String> some = workflowIds.subList(from, Math.min(workflowIds.size(), from + AT_ONCE));
            part.look(some, standings.under(tenant, some));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private ReconcileReport.Books books(@Nullable ChainHead head) throws IOException {
        Verification verified = verifier.verify(tenant, head);
        List<String> findings = new ArrayList<>();
        verified.discrepancies().forEach(kind -> findings.add(kind.kind() + " " + kind.count()));
        return new ReconcileReport.Books(
                verified.entries(),
                new BooksHead(verified.head().number(), verified.head().hash()),
                findings);
    }
}
