package dev.ratchet.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.audit.PostgresRunRecords;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.effect.PostgresEffects;
import dev.ratchet.activities.ledger.PostingEffect;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Books of one tenant with all that they rest on, each entry by a run of its own: document and upload, permission, signed consent
 * where a person approves, effect, and the run's record with its trail.
 */
final class BookedRuns {
    static final String UPLOADER = "carol";
    static final String RULES = "the rules";

    private static final String MASTER_DATA = """
            suppliers:
              - {id: ACME, name: Acme, autoPostUpTo: {EUR: 1000.00}}
            orders:
              - {number: PO-7, supplier: ACME, currency: EUR, total: 150.00}
            people:
              - {id: anna, roles: [clerk], limit: {EUR: 5000.00}}
              - {id: bert, roles: [clerk], limit: {EUR: 5000.00}}
            """;

    private final TenantId tenant;
    private final PostgresContentStore contents;
    private final PermissionAttestation workers;
    private final PostgresEffects effects;
    private final PostgresApprovals approvals;
    private final PostgresRunRecords records;

    BookedRuns(Database database, TenantId tenant, ApprovalKeys people, AttestationKeys workers) throws Exception {
        this.tenant = tenant;
        this.contents = new PostgresContentStore(database);
        this.workers = new PermissionAttestation(workers);
        AuthorizationCheck.Keys believed = new AuthorizationCheck.Keys(people.verification(), this.workers);
        this.effects = new PostgresEffects(database, believed, List.of(new PostingEffect()));
        this.approvals = new PostgresApprovals(database, people, believed, effects);
        this.records = new PostgresRunRecords(database);
        TestMasterData.load(database, tenant, MASTER_DATA);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO rule_book (agent, hash, version, yaml) VALUES (?, ?, '1', ?)",
                        agent(),
                        Digest.of(RULES).hex(),
                        RULES));
    }

    /** One for each tenant, so that its rule book is its own. */
    String agent() {
        return "agent-" + tenant;
    }

    RunRef run(String number) {
        return new RunRef(RunRef.workflowId(agent(), tenant, Digest.of("invoice " + number)), "run-" + number);
    }

    /** Books without a person. */
    void granted(String number, long gross, @Nullable String order) throws Exception {
        Intent intent = brought(number, gross, order).intent();
        Authorization grant = new Authorization.PolicyGrant(intent.digest(), "small", "1", Digest.of(RULES));
        perform(number, intent, grant, new Permission(intent.digest(), true, null, "small", Digest.of(RULES), null));
    }

    /** Books with a person's consent, signed as the gateway does. */
    void approved(String number, long gross, String approver) throws Exception {
        Intent intent = brought(number, gross, null).intent();
        Permission permission = new Permission(intent.digest(), false, "clerk", "large", Digest.of(RULES), null);
        RunSummary.Waiting waiting = new RunSummary.Waiting(
                "clerk", intent.digest(), Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS), 1);
        approvals.open(new Opening(
                summary(number, RunStatus.WAITING, null, waiting),
                new ProposedEffect(intent, attested(number, permission))));
        Authorization approved = new Authorization.Approved(
                intent.digest(), List.of(approvals.sign(tenant, run(number).workflowId(), intent.digest(), approver)));
        perform(number, intent, approved, permission);
    }

    private JournalEntry brought(String number, long gross, @Nullable String order) throws Exception {
        DocumentRef document = contents.put(tenant, ("invoice " + number).getBytes(StandardCharsets.UTF_8));
        approvals.uploaded(tenant, document.digest(), UPLOADER);
        long tax = gross * 19 / 119;
        return new JournalEntry(
                tenant,
                Kind.INVOICE,
                "ACME",
                number,
                LocalDate.of(2026, 11, 21),
                "EUR",
                document.digest(),
                order,
                null,
                List.of(
                        new JournalEntry.Line("expenses:purchases:ACME", gross - tax),
                        new JournalEntry.Line("assets:vat-input", tax),
                        new JournalEntry.Line("liabilities:payable:ACME", -gross)));
    }

    private Attested<Permission> attested(String number, Permission permission) {
        DocumentRef intake = new DocumentRef(tenant, Digest.of("invoice " + number), 1);
        return workers.attest(agent(), intake, run(number), permission);
    }

    private void perform(String number, Intent intent, Authorization authorization, Permission permission) {
        Object result =
                effects.perform(new Request(tenant, run(number), intent, authorization, attested(number, permission)));
        assertThat(result).isInstanceOf(Done.class);
        record(number, ((Done) result).receipt());
    }

    /** As a run is recorded that did this. */
    void record(String number, Receipt receipt) {
        String proposal = "{\"name\":\"post_entry\"}";
        String reading = "{\"observation\":\"document_read\"}";
        String answer = CanonicalJson.of(Map.of("observation", "entry_answered", "result", new Done(receipt)));
        records.record(new RunRecord(
                summary(number, RunStatus.DONE, receipt, null),
                0,
                "{}",
                Digest.of("state"),
                List.of(
                        new StepRecord(step(1, "document_read", proposal, reading), proposal, reading),
                        new StepRecord(step(2, "entry_answered", proposal, answer), proposal, answer))));
    }

    private static Step step(int number, String observation, String proposal, String result) {
        return new Step(
                number,
                number,
                number,
                number,
                "READ",
                "rules",
                "post_entry",
                Digest.of(proposal),
                Step.ACCEPTED,
                observation,
                Digest.of(result),
                0,
                0);
    }

    private RunSummary summary(
            String number, RunStatus status, @Nullable Receipt receipt, RunSummary.@Nullable Waiting waiting) {
        return new RunSummary(
                tenant,
                run(number),
                agent(),
                number + ".xml",
                UPLOADER,
                List.of(),
                null,
                status,
                status == RunStatus.DONE ? "POSTED" : status.name(),
                "DONE",
                "BOOKED",
                "booked",
                List.of(),
                null,
                null,
                null,
                receipt,
                waiting,
                null,
                0,
                0);
    }
}
