package dev.ratchet.activities.approval;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Claim;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** What waits, and the signed consents, in PostgreSQL. Time is the database's. */
public final class PostgresApprovals implements Approvals {
    /** A consent not used by then must be given again. */
    static final Duration VALID = Duration.ofHours(24);

    private static final String SIGNED = """
            SELECT * FROM consent WHERE tenant = :tenant AND workflow_id = :workflow AND intent = :intent
                AND approver = :approver AND expires_at > :now ORDER BY expires_at DESC LIMIT 1""";

    private static final String INSERT = """
            INSERT INTO consent (tenant, id, workflow_id, intent, approver, role, submitter, decided_at, expires_at,
                key, signature)
            VALUES (:tenant, :id, :workflow, :intent, :approver, :role, :submitter, :decidedAt, :expiresAt, :key,
                :signature)""";

    private final Jdbi jdbi;
    private final ApprovalKeys keys;
    private final VerificationKeys believed;
    private final RequestRules rules;

    /**
     * @param keys that sign what people say here
     * @param believed whose signatures count; of the people and of the workers, who say what the rules permit
     */
    public PostgresApprovals(
            Database database, ApprovalKeys keys, AuthorizationCheck.Keys believed, EffectDescriptions descriptions) {
        this.jdbi = database.jdbi();
        this.keys = keys;
        this.believed = believed.people();
        this.rules = new RequestRules(believed.workers(), descriptions);
    }

    @Override
    public void uploaded(TenantId tenant, Digest digest, String person) {
        jdbi.useHandle(handle -> Uploaders.record(handle, tenant, digest, person));
    }

    @Override
    public boolean hasUploaded(TenantId tenant, Digest digest, String person) {
        return jdbi.withHandle(handle -> Uploaders.of(handle, tenant, digest)).contains(person);
    }

    @Override
    public boolean broughtIn(TenantId tenant, Digest digest) {
        return !jdbi.withHandle(handle -> Uploaders.of(handle, tenant, digest)).isEmpty();
    }

    @Override
    public void open(Opening opening) {
        Opening checked = new Opening(rules.checked(opening).run(), opening.effect());
        jdbi.useHandle(handle -> Requests.open(handle, checked));
    }

    @Override
    public void close(Closing closing) {
        jdbi.useHandle(handle -> Requests.close(handle, closing.tenant(), closing.run()));
    }

    @Override
    public List<ApprovalRequest> waiting(TenantId tenant) {
        return jdbi.withHandle(handle -> Requests.waiting(handle, tenant)).stream()
                .flatMap(opening -> believed(opening).stream())
                .filter(request -> request.run().tenant().equals(tenant))
                .toList();
    }

    /** Empty when somebody who can write to the database put it there. */
    private Optional<ApprovalRequest> believed(Opening opening) {
        try {
            return Optional.of(rules.checked(opening));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Approval sign(TenantId tenant, String workflowId, Digest intent, String approver) throws Refused {
        return jdbi.inTransaction(handle -> sign(handle, tenant, workflowId, intent, approver));
    }

    private Approval sign(Handle handle, TenantId tenant, String workflowId, Digest intent, String approver)
            throws Refused {
        Optional<Opening> opening = asking(handle, tenant, workflowId);
        DecisionRules.Known known = known(handle, tenant, workflowId, approver);
        Instant now = known.now();
        ConsentRules.Asked asked =
                ConsentRules.require(opening, intent, approver, known.uploaders(), known.person(), now);
        Optional<Approval> signed = signed(handle, tenant, workflowId, intent, approver, now)
                .filter(consent -> keys.verification().signed(consent));
        if (signed.isPresent()) {
            return signed.get();
        }
        Approval approval = keys.sign(unsigned(asked, intent, approver, now));
        insert(handle, approval);
        return approval;
    }

    /** What waits under this id; locked until the transaction ends. */
    private Optional<Opening> asking(Handle handle, TenantId tenant, String workflowId) {
        return Requests.lock(handle, tenant, workflowId)
                .flatMap(opening -> believed(opening).map(request -> new Opening(request.run(), opening.effect())))
                .filter(opening -> opening.run().tenant().equals(tenant)
                        && opening.run().workflowId().equals(workflowId));
    }

    private static DecisionRules.Known known(Handle handle, TenantId tenant, String workflowId, String person) {
        return new DecisionRules.Known(
                now(handle),
                Uploaders.document(workflowId)
                        .map(document -> Uploaders.of(handle, tenant, document))
                        .orElse(Set.of()),
                PostgresMasterData.person(handle, tenant, person));
    }

    @Override
    public PersonStatement state(TenantId tenant, String workflowId, PersonStatement.Words words, String person)
            throws Refused {
        return jdbi.inTransaction(handle -> state(handle, tenant, workflowId, words, person));
    }

    private PersonStatement state(
            Handle handle, TenantId tenant, String workflowId, PersonStatement.Words words, String person)
            throws Refused {
        Spoken spoken = spoken(handle, tenant, workflowId, words.kind(), person);
        RunSummary.Waiting waiting = spoken.waiting();
        Instant stated = spoken.now().truncatedTo(ChronoUnit.SECONDS);
        return keys.sign(new PersonStatement(
                tenant,
                spoken.run(),
                words.kind(),
                words.why(),
                words.proposal(),
                waiting.request(),
                person,
                stated,
                earlier(stated.plus(VALID), waiting.until().truncatedTo(ChronoUnit.SECONDS)),
                "",
                ""));
    }

    @Override
    public void requireMayPropose(TenantId tenant, String workflowId, String person) throws Refused {
        jdbi.inTransaction(handle -> spoken(handle, tenant, workflowId, PersonStatement.Kind.PROPOSE, person));
    }

    /** To what somebody speaks, and when. */
    private record Spoken(RunRef run, RunSummary.Waiting waiting, Instant now) {}

    private Spoken spoken(Handle handle, TenantId tenant, String workflowId, PersonStatement.Kind kind, String person)
            throws Refused {
        Optional<RunSummary> run = asking(handle, tenant, workflowId).map(Opening::run);
        RunSummary.Waiting waiting = run.map(RunSummary::waiting).orElse(null);
        if (waiting == null) {
            throw new Refused(Refusal.NOT_WAITING.because());
        }
        DecisionRules.Known known = known(handle, tenant, workflowId, person);
        if (!known.now().isBefore(waiting.until())) {
            throw new Refused(Refusal.REQUEST_EXPIRED.because(waiting.until()));
        }
        EffectActivities.Refused no = DecisionRules.refuse(kind, person, known, waiting);
        if (no != null) {
            throw new Refused(no);
        }
        return new Spoken(run.get().run(), waiting, known.now());
    }

    @Override
    public Optional<EffectActivities.Refused> refuse(Claim claim) {
        return Optional.ofNullable(jdbi.withHandle(handle -> DecisionRules.refuse(
                claim,
                known(handle, claim.tenant(), claim.run().workflowId(), DecisionRules.person(claim.decision())),
                believed)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Approval unsigned(ConsentRules.Asked asked, Digest intent, String approver, Instant now) {
        Instant decided = now.truncatedTo(ChronoUnit.SECONDS);
        return new Approval(
                asked.run().tenant(),
                UUID.randomUUID().toString(),
                asked.run().workflowId(),
                intent,
                approver,
                asked.waiting().role(),
                asked.run().submitter(),
                decided,
                earlier(decided.plus(VALID), asked.waiting().until().truncatedTo(ChronoUnit.SECONDS)),
                "",
                "");
    }

    private static Instant now(Handle handle) {
        try (Query query = handle.createQuery("SELECT clock_timestamp()")) {
            return query.mapTo(OffsetDateTime.class).one().toInstant();
        }
    }

    private static Optional<Approval> signed(
            Handle handle, TenantId tenant, String workflowId, Digest intent, String approver, Instant now) {
        try (Query query = handle.createQuery(SIGNED)) {
            return query.bind("tenant", tenant.value())
                    .bind("workflow", workflowId)
                    .bind("intent", intent.hex())
                    .bind("approver", approver)
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .map((row, context) -> approval(row))
                    .findOne();
        }
    }

    private static void insert(Handle handle, Approval approval) {
        try (Update update = handle.createUpdate(INSERT)) {
            update.bind("tenant", approval.tenant().value())
                    .bind("id", approval.id())
                    .bind("workflow", approval.workflowId())
                    .bind("intent", approval.intent().hex())
                    .bind("approver", approval.approver())
                    .bind("role", approval.role())
                    .bind("submitter", approval.submitter())
                    .bind("decidedAt", approval.decidedAt().atOffset(ZoneOffset.UTC))
                    .bind("expiresAt", approval.expiresAt().atOffset(ZoneOffset.UTC))
                    .bind("key", approval.key())
                    .bind("signature", approval.signature())
                    .execute();
        }
    }

    /** Each of these that is on record, under its id; empty when what is on record is no consent. */
    public static Map<String, Optional<Approval>> consents(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, Optional<Approval>> consents = new HashMap<>();
        try (Query query = handle.createQuery("SELECT * FROM consent WHERE tenant = :tenant AND id = ANY(:ids)")) {
            query.bind("tenant", tenant.value())
                    .bindArray("ids", String.class, ids)
                    .map((row, context) -> consents.put(row.getString("id"), readable(row)))
                    .list();
        }
        return consents;
    }

    private static Optional<Approval> readable(ResultSet row) throws SQLException {
        try {
            return Optional.of(approval(row));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Approval approval(ResultSet row) throws SQLException {
        return new Approval(
                new TenantId(row.getString("tenant")),
                row.getString("id"),
                row.getString("workflow_id"),
                new Digest(row.getString("intent")),
                row.getString("approver"),
                row.getString("role"),
                row.getString("submitter"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getString("key"),
                row.getString("signature"));
    }
}
