package dev.ratchet.bench;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.audit.PostgresRunRecords;
import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.effect.PostgresEffects;
import dev.ratchet.activities.ledger.PostingEffect;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Books with all that they rest on, made by the product's own ports and without Temporal: documents of some 4 KB, trails of some
 * 7 KB in four steps, an order in one of three entries, and a signed consent in one of ten.
 */
final class VerifiedBooks {
    private static final TenantId TENANT = Uploads.TENANT;
    private static final String AGENT = "verified";
    private static final String RULES = "toy rules";
    private static final int GROUP = 80;
    private static final int SUPPLIERS = 50;
    private static final int DAYS = 300;
    private static final String BODY = "{\"text\":\"" + "what was read ".repeat(120) + "\"}";

    private final Capabilities capabilities;
    private final Effects effects;
    private final PostgresRunRecords records;
    private final ApprovalKeys people;
    private final PermissionAttestation workers =
            new PermissionAttestation(AttestationKeys.load(Toy.ATTESTATION_KEY));
    private int booked;

    private VerifiedBooks(Capabilities capabilities, ApprovalKeys people) {
        this.capabilities = capabilities;
        this.people = people;
        this.effects = new PostgresEffects(
                capabilities.database(),
                new AuthorizationCheck.Keys(people.verification(), workers),
                List.of(new PostingEffect()));
        this.records = new PostgresRunRecords(capabilities.database());
    }

    static VerifiedBooks in(Capabilities capabilities, Place place) throws Exception {
        VerifiedBooks books = new VerifiedBooks(
                capabilities, ApprovalKeys.load(Files.readString(place.file("approval-key.pem"))));
        StringBuilder yaml = new StringBuilder("suppliers:\n");
        IntStream.range(0, SUPPLIERS)
                .forEach(n -> yaml.append("  - {id: S" + n + ", name: S, autoPostUpTo: {EUR: 100000.00}}\n"));
        yaml.append("orders:\n");
        IntStream.range(0, SUPPLIERS)
                .forEach(n -> yaml.append("  - {number: PO-" + n + ", supplier: S" + n + ", currency: EUR, total: 900000000.00}\n"));
        yaml.append("people:\n  - {id: boss, roles: [clerk], limit: {EUR: 100000.00}}\n");
        new Uploads(capabilities).with(yaml.toString());
        capabilities.database().jdbi().useHandle(handle -> handle.execute(
                "INSERT INTO rule_book (agent, hash, version, yaml) VALUES (?, ?, '1', ?)",
                AGENT,
                Digest.of(RULES).hex(),
                RULES));
        return books;
    }

    void bookUpTo(int entries) throws Exception {
        while (booked < entries) {
            int size = Math.min(GROUP, entries - booked);
            List<Integer> numbers = IntStream.range(booked, booked + size).boxed().toList();
            book(numbers);
            booked += size;
        }
    }

    private void book(List<Integer> numbers) throws Exception {
        List<DocumentRef> documents = capabilities.contents()
                .putAll(TENANT, numbers.stream().map(n -> SampleInvoices.ubl(n + 1)).toList());
        List<EffectActivities.Request> requests = new ArrayList<>();
        List<Approval> consents = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            requests.add(request(numbers.get(i), documents.get(i), consents));
        }
        store(documents, consents);
        List<EffectActivities.Result> results = effects.performAll(requests);
        List<RunRecord> runs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            runs.add(record(requests.get(i).run(), new Receipt("entry", String.valueOf(Toy.number(results.get(i))))));
        }
        records.recordAll(runs);
    }

    /** Uploads and consents, a round trip for all of a group. */
    private void store(List<DocumentRef> documents, List<Approval> consents) {
        capabilities.database().jdbi().useHandle(handle -> {
            handle.createUpdate("INSERT INTO uploader SELECT :tenant, digest, :person, clock_timestamp()"
                            + " FROM unnest(:digests) AS digest")
                    .bind("tenant", TENANT.value())
                    .bind("person", Uploads.SUBMITTER)
                    .bindArray(
                            "digests",
                            String.class,
                            documents.stream().map(each -> each.digest().hex()).toList())
                    .execute();
            for (Approval each : consents) {
                handle.execute(
                        "INSERT INTO consent VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS timestamptz), CAST(? AS timestamptz), ?, ?)",
                        each.tenant().value(),
                        each.id(),
                        each.workflowId(),
                        each.intent().hex(),
                        each.approver(),
                        each.role(),
                        each.submitter(),
                        each.decidedAt().toString(),
                        each.expiresAt().toString(),
                        each.key(),
                        each.signature());
            }
        });
    }

    private EffectActivities.Request request(int number, DocumentRef document, List<Approval> consents) {
        boolean person = number % 10 == 0;
        int supplier = number % SUPPLIERS;
        long net = 5_000L + number / DAYS;
        Intent intent = new JournalEntry(
                        TENANT,
                        InvoiceFacts.Kind.INVOICE,
                        "S" + supplier,
                        "V-" + number,
                        LocalDate.of(2026, 1, 1).plusDays(number % DAYS),
                        "EUR",
                        document.digest(),
                        number % 3 == 0 ? "PO-" + supplier : null,
                        null,
                        List.of(
                                new JournalEntry.Line("expenses:purchases:S" + supplier, net),
                                new JournalEntry.Line("assets:vat-input", 1_900),
                                new JournalEntry.Line("liabilities:payable:S" + supplier, -net - 1_900)))
                .intent();
        RunRef run = new RunRef(RunRef.workflowId(AGENT, TENANT, document.digest()), "run-" + number / GROUP);
        Digest rules = Digest.of(RULES);
        Authorization authorization = new Authorization.PolicyGrant(intent.digest(), "toy", "1", rules);
        if (person) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            Approval approval = people.sign(new Approval(
                    TENANT,
                    "approval-" + number,
                    run.workflowId(),
                    intent.digest(),
                    "boss",
                    "clerk",
                    Uploads.SUBMITTER,
                    now,
                    now.plus(1, ChronoUnit.DAYS),
                    "",
                    ""));
            consents.add(approval);
            authorization = new Authorization.Approved(intent.digest(), List.of(approval));
        }
        Permission permission = new Permission(intent.digest(), !person, person ? "clerk" : null, "toy", rules, null);
        return new EffectActivities.Request(
                TENANT, run, intent, authorization, workers.attest(AGENT, document, run, permission));
    }

    private static RunRecord record(RunRef run, Receipt receipt) {
        String answer = CanonicalJson.of(Map.of("result", new EffectActivities.Done(receipt)));
        List<StepRecord> steps = IntStream.rangeClosed(1, 4)
                .mapToObj(n -> step(n, n == 4 ? answer : BODY))
                .toList();
        return new RunRecord(summary(run, receipt), 0, "{}", Digest.of("state"), steps);
    }

    private static StepRecord step(int number, String body) {
        return new StepRecord(
                new Step(
                        number,
                        number,
                        number,
                        number,
                        "READ",
                        "rules",
                        "toy",
                        Digest.of("{}"),
                        Step.ACCEPTED,
                        "toy",
                        Digest.of(body),
                        0,
                        0),
                "{}",
                body);
    }

    private static RunSummary summary(RunRef run, Receipt receipt) {
        return new RunSummary(
                TENANT,
                run,
                AGENT,
                "sample.xml",
                Uploads.SUBMITTER,
                List.of(),
                null,
                RunStatus.DONE,
                "POSTED",
                "DONE",
                "BOOKED",
                "booked as " + receipt.text(),
                List.of(),
                "DIRECT",
                "toy",
                "toy",
                receipt,
                null,
                null,
                0,
                0);
    }
}
