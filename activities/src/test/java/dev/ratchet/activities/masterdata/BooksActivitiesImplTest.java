package dev.ratchet.activities.masterdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.policy.AgentRules;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.activities.policy.PostgresRuleBooks;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.FactType;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With an agent's rules that are simpler than the real one's: the route is the supplier's state, policy the amount. */
class BooksActivitiesImplTest {
    private static final RuleFacts FACTS = new RuleFacts(
            new TreeMap<>(Map.of("supplier", FactType.TEXT)), new TreeMap<>(Map.of("amount", FactType.NUMBER)));

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final AttestationKeys KEYS = AttestationKeys.generate();
    private static final DocumentRef DOCUMENT = new DocumentRef(TENANT, Digest.of("document"), 7);
    private static final RunRef RUN = new RunRef(RunRef.workflowId("bills", TENANT, DOCUMENT.digest()), "run");
    private static TestDatabase test;

    @BeforeAll
    static void open() throws Exception {
        test = new TestDatabase();
        TestMasterData.load(test.database(), TENANT, """
                        suppliers:
                          - {id: ACME, name: Acme, taxIds: [DE1]}
                          - {id: GONE, name: Gone, taxIds: [DE2], active: false}
                        """);
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static CompiledRules.Decided rule(CompiledRules rules, Query query, @Nullable BooksFacts books) {
        return rules.decide(
                new TreeMap<>(Map.of(
                        "supplier",
                        books == null ? "not asked" : books.supplier().name())),
                query.invoice() == null
                        ? null
                        : new TreeMap<>(Map.of("amount", query.invoice().gross())));
    }

    private static BooksActivitiesImpl books(int upTo) throws InvalidRules {
        AgentRules rules = AgentRules.of("bills", FACTS, "bills.yaml", """
                version: up-to-%1$s
                routing:
                  - {id: known, when: supplier == "KNOWN", then: DIRECT, why: known}
                  - {id: gone, when: supplier == "INACTIVE", then: REFUSE, why: gone}
                  - {id: other, when: "true", then: REASON, why: not asked or unknown}
                policy:
                  - {id: small, when: amount <= %1$s, then: ALLOW, why: small}
                  - {id: large, when: "true", then: APPROVE, with: {role: clerk}, why: large}
                """.formatted(upTo));
        PinnedRules pinned = new PinnedRules(
                new PostgresRuleBooks(test.database(), List.of(rules)),
                (agent, book) -> Bundle.of(agent, "build-7", Map.of(), Map.of(), book.book()));
        return new BooksActivitiesImpl(
                "bills",
                TestMasterData.in(test.database()),
                (tenant, invoices) -> invoices.stream()
                        .map(invoice -> TestMasterData.sentBy(SENDERS.getOrDefault(invoice, List.of())))
                        .toList(),
                pinned,
                BooksActivitiesImplTest::rule,
                KEYS,
                CLOCK);
    }

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00.5Z"), ZoneOffset.UTC);

    /** Tax ids of who sent an invoice, by its digest. */
    private static final Map<Digest, List<String>> SENDERS =
            Stream.of("DE1", "DE2", "DE3").collect(Collectors.toMap(Digest::of, List::of));

    private static InvoiceFacts invoice(long gross) {
        return new InvoiceFacts(
                InvoiceFacts.Kind.INVOICE,
                "",
                InvoiceFacts.Source.UBL,
                "RE-1",
                LocalDate.of(2026, 11, 21),
                "EUR",
                gross,
                0,
                gross,
                0,
                0,
                gross,
                null,
                List.of(),
                List.of(),
                1,
                List.of(),
                List.of(),
                List.of());
    }

    private static DocumentReading reading(@Nullable String taxId, long gross) {
        return taxId == null
                ? new DocumentReading.Text(Digest.of("text"), InvoiceFacts.Source.TEXT, 10)
                : new DocumentReading.Structured(invoice(gross), Digest.of(taxId), List.of());
    }

    private static Query query(@Nullable String taxId, long gross, @Nullable Digest rules) {
        return new Query(
                RUN,
                DOCUMENT,
                new DocumentAttestation(KEYS).reading(TENANT, DOCUMENT.digest(), reading(taxId, gross)),
                null,
                null,
                rules);
    }

    @Test
    void anInvoiceIsHeldAgainstTheBooksAndWhatTheySayIsRuled() throws Exception {
        Consultation known = books(100).consult(query("DE1", 100, null));
        assertThat(known.consulted().books())
                .isNotNull()
                .returns("ACME", BooksFacts::supplierId)
                .returns(BooksFacts.Supplier.KNOWN, BooksFacts::supplier);
        assertThat(known.consulted().route()).returns("known", Ruling::rule);
        assertThat(known.consulted().policy()).returns("small", Ruling::rule);
        assertThat(known.bundle())
                .returns("bills", Bundle::agent)
                .returns("build-7", Bundle::build)
                .returns("up-to-100", Bundle::rules);
        Consulted gone = books(100).consult(query("DE2", 101, null)).consulted();
        assertThat(gone.route()).returns("gone", Ruling::rule);
        assertThat(gone.policy()).returns("large", Ruling::rule);
    }

    @Test
    void whileNothingIsKnownOfTheInvoiceOnlyTheRouteIsAnswered() throws Exception {
        Consulted nothing = books(100).consult(query(null, 0, null)).consulted();
        assertThat(nothing.books()).isNull();
        assertThat(nothing.policy()).isNull();
        assertThat(nothing.route()).returns("other", Ruling::rule);
    }

    @Test
    void manyAreAnsweredEachByItsOwnFactsInTheirOrder() throws Exception {
        BooksActivitiesImpl books = books(100);
        List<Query> queries = List.of(
                query("DE2", 7, null),
                query(null, 0, null),
                query("DE1", 101, null),
                query(null, 0, null),
                query("DE1", 99, null));
        assertThat(books.consultAll(books.inForce(), queries))
                .isEqualTo(queries.stream()
                        .map(query -> books.consult(query).consulted())
                        .toList())
                .extracting(each -> each.route().rule())
                .containsExactly("gone", "other", "known", "other", "known");
    }

    @Test
    void aRunIsHeldToTheRulesThatItWasRuledByFirst() throws Exception {
        Digest first = books(200).consult(query("DE1", 150, null)).bundle().rulesHash();
        BooksActivitiesImpl later = books(50);
        assertThat(later.consult(query("DE1", 150, null)).consulted().policy()).returns("large", Ruling::rule);
        Consultation held = later.consult(query("DE1", 150, first));
        assertThat(held.consulted().policy()).returns("small", Ruling::rule);
        assertThat(held.bundle()).returns(first, Bundle::rulesHash).returns("up-to-200", Bundle::rules);
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> later.consult(query("DE1", 150, Digest.of("never in force"))))
                .returns(FailureType.BAD_INPUT.name(), ApplicationFailure::getType)
                .withMessageContaining("agent 'bills' never had a rule book");
    }

    private static void assertNotTaken(Query query, String why) {
        assertThatThrownBy(() -> books(100).consult(query))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.BAD_INPUT.name());
                    assertThat(failure.getOriginalMessage()).contains(why);
                });
    }

    /** A workflow of somebody's own can say anything; only what a worker read of that very document is believed. */
    @Test
    void whatNoWorkerReadInTheDocumentIsNotTaken() throws Exception {
        Query good = query("DE1", 100, null);
        DocumentReading madeUp = reading("DE1", 4_000_000);
        DocumentRef other = new DocumentRef(TENANT, Digest.of("another document"), 7);
        String why = "the reading of ";
        assertNotTaken(with(DOCUMENT, new Attested<>(madeUp, good.reading().mac())), why);
        assertNotTaken(with(DOCUMENT, new Attested<>(madeUp, "not base64")), why);
        assertNotTaken(
                with(
                        DOCUMENT,
                        new DocumentAttestation(AttestationKeys.generate()).reading(TENANT, DOCUMENT.digest(), madeUp)),
                why);
        assertNotTaken(with(other, good.reading()), why);
        Attested<FieldReading> fields = new DocumentAttestation(KEYS)
                .fields(TENANT, other.digest(), new FieldReading.Proven(invoice(4_000_000), Digest.of("DE1"), null));
        assertNotTaken(new Query(RUN, DOCUMENT, good.reading(), fields, null, null), "the fields of ");
    }

    /** Whatever the rule book says of the amount. */
    @Test
    void whatOnePersonSaysAnotherMustConsentTo() throws Exception {
        DocumentReading text = new DocumentReading.Text(Digest.of("text"), InvoiceFacts.Source.TEXT, 20);
        DocumentAttestation attestation = new DocumentAttestation(KEYS);
        Attested<FieldReading> fields = attestation.fields(
                TENANT,
                DOCUMENT.digest(),
                new FieldReading.Proven(
                        invoice(100), Digest.of("DE1"), new FieldReading.Vouched("petra", List.of("gross"))));
        Query query =
                new Query(RUN, DOCUMENT, attestation.reading(TENANT, DOCUMENT.digest(), text), fields, null, null);
        assertThat(books(100).consult(query).consulted().permission().value())
                .returns(false, Permission::withoutPerson)
                .returns("petra", Permission::notBy);
    }

    private static Query with(DocumentRef document, Attested<DocumentReading> reading) {
        return new Query(RUN, document, reading, null, null, null);
    }

    @Test
    void whatTheRulesPermitIsAttestedForTheRunOfThisDocument() throws Exception {
        PermissionAttestation attestation = new PermissionAttestation(KEYS, CLOCK);
        Attested<Permission> small =
                books(100).consult(query("DE1", 100, null)).consulted().permission();
        assertThat(attestation.attested(TENANT, RUN.workflowId(), small)).isTrue();
        assertThat(attestation.attested(TENANT, "bills/default/x", small)).isFalse();
        for (int days : new int[] {0, 1, 31}) {
            assertThat(attestation.age(
                            TENANT, RUN.workflowId(), small, CLOCK.instant().plus(Duration.ofDays(days))))
                    .hasValue(days);
        }
        assertThat(attestation.age(
                        TENANT, RUN.workflowId(), small, CLOCK.instant().minus(Duration.ofDays(1))))
                .as("by a clock that is ahead")
                .hasValue(0);
        assertThat(attestation.age(
                        TENANT, RUN.workflowId(), small, CLOCK.instant().plus(Duration.ofDays(32))))
                .isEmpty();
        JournalEntry entry = Booking.of(
                        DOCUMENT,
                        invoice(100),
                        books(100).consult(query("DE1", 100, null)).consulted().books(),
                        null)
                .orElseThrow();
        assertThat(small.value().intent()).isEqualTo(entry.intent().digest());
        assertThat(small.value()).returns(true, Permission::withoutPerson).returns("small", Permission::rule);
        Attested<Permission> large =
                books(100).consult(query("DE1", 101, null)).consulted().permission();
        assertThat(large.value())
                .returns(false, Permission::withoutPerson)
                .returns("clerk", Permission::role)
                .returns("large", Permission::rule);
        assertThat(books(100).consult(query("DE2", 101, null)).consulted().permission())
                .as("the route refuses")
                .isNull();
        assertThat(books(100).consult(query(null, 0, null)).consulted().permission())
                .isNull();
    }

    @Test
    void nothingIsPermittedToARunOfAnotherDocument() throws Exception {
        Query good = query("DE1", 100, null);
        RunRef other = new RunRef("bills/default/" + Digest.of("another document"), "run");
        assertNotTaken(
                new Query(other, DOCUMENT, good.reading(), null, null, null), "'run' must be that of its document");
    }
}
