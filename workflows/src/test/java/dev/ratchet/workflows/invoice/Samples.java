package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.Relation;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.contract.policy.Rulebook.Rule;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Invented invoices, books and rules for tests of the invoice agent. */
public final class Samples {
    public static final DocumentRef DOCUMENT = new DocumentRef(TenantId.DEFAULT, Digest.of("document"), 1_000);

    /** Compiling takes milliseconds, and workflow threads ask. */
    private static final Map<Digest, CompiledRules> COMPILED = new ConcurrentHashMap<>();

    private Samples() {}

    public static InvoiceFacts invoice() {
        return invoice(InvoiceFacts.Source.UBL, 11_900);
    }

    public static InvoiceFacts invoice(InvoiceFacts.Source source, long gross) {
        return invoice(source, gross, InvoiceFacts.Kind.INVOICE, "RE-2026-0042");
    }

    public static InvoiceFacts numbered(String number) {
        return invoice(InvoiceFacts.Source.UBL, 11_900, InvoiceFacts.Kind.INVOICE, number);
    }

    public static InvoiceFacts creditNote(String number) {
        return invoice(InvoiceFacts.Source.UBL, 11_900, InvoiceFacts.Kind.CREDIT_NOTE, number);
    }

    private static InvoiceFacts invoice(InvoiceFacts.Source source, long gross, InvoiceFacts.Kind kind, String number) {
        long tax = gross * 19 / 119;
        return new InvoiceFacts(
                kind,
                "",
                source,
                number,
                LocalDate.of(2026, 11, 1),
                "EUR",
                gross - tax,
                tax,
                gross,
                0,
                0,
                gross,
                null,
                List.of(),
                List.of(new BankAccount(Digest.of("an account"), "DE89…000")),
                1,
                List.of(),
                List.of(),
                List.of());
    }

    public static DocumentReading structured() {
        return new DocumentReading.Structured(invoice(), Digest.of("invoice"), List.of());
    }

    /** The usual invoice on which these are not what they should be. */
    public static InvoiceFacts differing(InvoiceFacts.Difference... differences) {
        InvoiceFacts plain = invoice();
        return new InvoiceFacts(
                plain.kind(),
                plain.typeCode(),
                plain.source(),
                plain.number(),
                plain.issueDate(),
                plain.currency(),
                plain.net(),
                plain.tax(),
                plain.gross(),
                plain.prepaid(),
                plain.rounding(),
                plain.payable(),
                "PO-7",
                plain.preceding(),
                plain.accounts(),
                plain.lines(),
                plain.doubts(),
                List.of(differences),
                plain.ambiguous());
    }

    public static InvoiceFacts.Difference lineDifference() {
        return new InvoiceFacts.Difference(InvoiceFacts.Product.LINE, "line 1, BT-131", 9_000, 10_000, 1);
    }

    public static DocumentReading structured(InvoiceFacts facts) {
        return new DocumentReading.Structured(facts, Digest.of("invoice"), List.of());
    }

    /** A library that has nothing. */
    static RetrievalActivities.Found nothingFound(RetrievalActivities.Search wanted) {
        return new RetrievalActivities.Found(List.of(), "usual@1 (words alone)", false);
    }

    /** A library that has one passage on whatever is asked. */
    static RetrievalActivities.Found contractFound(RetrievalActivities.Search wanted) {
        DocumentVersion contract = new DocumentVersion("0123456789abcdef", 1, Digest.of("contract"));
        Passage price = new Passage(contract, 4, 2, "Prices", 100, 900, Digest.of("Unit price 12.40 EUR"));
        return new RetrievalActivities.Found(List.of(new RetrievalActivities.Hit(price, 1)), "usual@1", false);
    }

    public static DocumentReading text() {
        return new DocumentReading.Text(Digest.of("text"), InvoiceFacts.Source.TEXT, 500);
    }

    /** As if by a worker, for those who do not look. */
    public static <T> Attested<T> attested(T value) {
        return new Attested<>(value, "dGVzdA==");
    }

    public static BooksFacts books(long ceiling) {
        return books(BooksFacts.Supplier.KNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, ceiling);
    }

    /** Of a supplier that nobody knows, and of an invoice that names an earlier one. */
    public static BooksFacts books(List<Relation> choices) {
        return new BooksFacts(
                BooksFacts.Supplier.UNKNOWN,
                null,
                BooksFacts.Account.SAME,
                null,
                List.of(),
                null,
                BooksFacts.Order.NOT_REQUIRED,
                null,
                BooksFacts.Duplicate.NONE,
                null,
                BooksFacts.Correction.NOT_A_CORRECTION,
                BooksFacts.Tie.NAMES_EARLIER,
                List.of(),
                choices,
                0);
    }

    public static BooksFacts books(
            BooksFacts.Supplier supplier, BooksFacts.Account account, BooksFacts.Duplicate duplicate, long ceiling) {
        boolean known = supplier == BooksFacts.Supplier.KNOWN || supplier == BooksFacts.Supplier.INACTIVE;
        return new BooksFacts(
                supplier,
                known ? "NORDLICHT" : null,
                account,
                account == BooksFacts.Account.CHANGED ? "DE02…999" : null,
                account == BooksFacts.Account.CHANGED ? List.of("DE89…000") : List.of(),
                null,
                BooksFacts.Order.NOT_REQUIRED,
                null,
                duplicate,
                duplicate == BooksFacts.Duplicate.NONE ? null : 7L,
                BooksFacts.Correction.NOT_A_CORRECTION,
                null,
                List.of(),
                List.of(),
                ceiling);
    }

    /** What the rules say of the usual invoice, and of these books. */
    public static Consultation consultation(BooksFacts books) {
        return consultation(rules(), query(structured()), books);
    }

    /** What the rules say of a document that no invoice is known of. */
    public static Consultation consultation(DocumentReading reading) {
        return consultation(rules(), query(reading), null);
    }

    public static Consultation consultation(Rulebook book, Query query, @Nullable BooksFacts books) {
        return new Consultation(consulted(book, query, books), bundle(book));
    }

    private static Bundle bundle(Rulebook book) {
        return Bundle.of("invoice", "build-1", Map.of(), Map.of(), book);
    }

    public static Consulted consulted(Rulebook book, Query query, @Nullable BooksFacts books) {
        CompiledRules rules = COMPILED.computeIfAbsent(book.hash(), hash -> compiled(book));
        BooksFacts known = query.invoice() == null ? null : books;
        CompiledRules.Decided decided = InvoiceRules.rule(rules, query, known);
        return new Consulted(known, decided.route(), decided.policy(), permission(book, query, known, decided));
    }

    private static @Nullable Attested<Permission> permission(
            Rulebook book, Query query, @Nullable BooksFacts known, CompiledRules.Decided decided) {
        if (known == null || decided.policy() == null) {
            return null;
        }
        return Booking.of(query.document(), Objects.requireNonNull(query.invoice()), known, query.relation())
                .flatMap(entry -> Clearance.permitted(
                        decided.route(), decided.policy(), entry.intent().digest(), bundle(book)))
                .map(Samples::attested)
                .orElse(null);
    }

    private static CompiledRules compiled(Rulebook book) {
        try {
            return CompiledRules.compile(book, InvoiceRules.FACTS);
        } catch (InvalidRules e) {
            throw new IllegalStateException(e);
        }
    }

    private static Query query(DocumentReading reading) {
        return new Query(new RunRef("w", "r"), DOCUMENT, attested(reading), null, null, null);
    }

    /** A short rule book with every decision in it. */
    public static Rulebook rules() {
        return new Rulebook(
                "test-1",
                Digest.of("test-1"),
                List.of(
                        rule("unreadable", "reading == \"unreadable\" || problems > 0", "REFUSE"),
                        rule("text", "reading == \"text\"", "REASON"),
                        rule("person", "authority == \"APPROVE\" || authority == \"MEND\"", "HUMAN"),
                        rule("plain", "true", "DIRECT")),
                List.of(
                        rule("duplicate", "duplicate == \"SAME_NUMBER\"", "DUPLICATE"),
                        with("unknown", "supplier != \"KNOWN\"", "MEND", "controller"),
                        with("account", "account == \"CHANGED\"", "APPROVE", "controller"),
                        rule("foreign", "currency == \"KWD\"", "REFUSE"),
                        rule("ceiling", "amount <= auto_post_up_to", "ALLOW"),
                        with("default", "true", "APPROVE", "clerk")));
    }

    /** Another rule book, which refuses everything. */
    public static Rulebook strictRules() {
        Rulebook rules = rules();
        return new Rulebook("test-2", Digest.of("test-2"), rules.routing(), List.of(rule("strict", "true", "REFUSE")));
    }

    private static Rule rule(String id, String when, String then) {
        return new Rule(id, when, then, Map.of(), "rule " + id);
    }

    private static Rule with(String id, String when, String then, String role) {
        return new Rule(id, when, then, new TreeMap<>(Map.of("role", role)), "rule " + id);
    }

    public static Approval approval(Digest intent, String workflowId, String role) {
        return new Approval(
                TenantId.DEFAULT,
                "a-1",
                workflowId,
                intent,
                "petra",
                role,
                "sam",
                Instant.parse("2026-11-21T10:00:00Z"),
                Instant.parse("2026-11-22T10:00:00Z"),
                "k1",
                "c2ln");
    }

    /** The same run as it waited before. */
    static RunSummary waitingBefore(RunSummary now) {
        RunSummary.Waiting waiting = Objects.requireNonNull(now.waiting());
        return new RunSummary(
                now.tenant(),
                now.run(),
                now.agent(),
                now.name(),
                now.submitter(),
                now.subject(),
                now.amount(),
                now.status(),
                now.outcome(),
                now.phase(),
                now.code(),
                now.why(),
                now.findings(),
                now.route(),
                now.routeRule(),
                now.policyRule(),
                now.receipt(),
                new RunSummary.Waiting(waiting.role(), waiting.intent(), waiting.until(), waiting.steps() - 1),
                now.bundle(),
                now.tokens(),
                now.micros());
    }

    public static ExtractedFields fields() {
        return new ExtractedFields(
                claim("RE-2026-0042"),
                claim("2026-11-01"),
                null,
                null,
                claim("EUR"),
                null,
                null,
                claim("119.00"),
                null,
                null,
                null,
                InvoiceFacts.Kind.INVOICE,
                List.of());
    }

    private static ExtractedFields.Claim claim(String value) {
        return new ExtractedFields.Claim(value, value);
    }
}
