package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.FactType;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.invoice.Relation;
import dev.ratchet.workflows.contract.policy.Bundle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The facts that the invoice agent's rule book speaks about, and how they come from a document and the books. Pure. */
public final class InvoiceRules {

    /** Names and types; the header of the shipped rule book says what each means. */
    public static final RuleFacts FACTS = new RuleFacts(routingTypes(), policyTypes());

    private InvoiceRules() {}

    private static SortedMap<String, FactType> routingTypes() {
        SortedMap<String, FactType> types = new TreeMap<>();
        types.put("reading", FactType.TEXT);
        types.put("source", FactType.TEXT);
        types.put("problems", FactType.NUMBER);
        return types;
    }

    private static SortedMap<String, FactType> policyTypes() {
        SortedMap<String, FactType> types = new TreeMap<>();
        types.put("kind", FactType.TEXT);
        types.put("type", FactType.TEXT);
        types.put("source", FactType.TEXT);
        types.put("structured", FactType.FLAG);
        types.put("amount", FactType.NUMBER);
        types.put("currency", FactType.TEXT);
        types.put("supplier", FactType.TEXT);
        types.put("account", FactType.TEXT);
        types.put("other_accounts", FactType.NUMBER);
        types.put("order", FactType.TEXT);
        types.put("duplicate", FactType.TEXT);
        types.put("correction", FactType.TEXT);
        types.put("buyer", FactType.TEXT);
        types.put("tie", FactType.TEXT);
        types.put("choices", FactType.NUMBER);
        types.put("relation", FactType.TEXT);
        types.put("prepaid", FactType.TEXT);
        types.put("auto_post_up_to", FactType.NUMBER);
        types.put("ambiguous", FactType.NUMBER);
        types.put("doubts", FactType.NUMBER);
        types.put("product_off", FactType.NUMBER);
        types.put("vat_off", FactType.NUMBER);
        types.put("vat_off_per_rounding", FactType.NUMBER);
        types.put("whole_units", FactType.FLAG);
        types.put("vouched", FactType.NUMBER);
        types.put("bookable", FactType.FLAG);
        types.put("negative", FactType.FLAG);
        return types;
    }

    /** What a run asks the books and the rules. */
    static Query query(RunRef run, InvoiceState state) {
        Bundle bundle = state.bundle();
        return new Query(
                run,
                state.document(),
                Objects.requireNonNull(state.read()),
                state.fields(),
                state.relation(),
                bundle == null ? null : bundle.rulesHash());
    }

    /**
     * What the rules say of a query. Policy is only asked of an invoice without problems.
     *
     * @param books present when the query names an invoice
     */
    public static CompiledRules.Decided rule(CompiledRules rules, Query query, @Nullable BooksFacts books) {
        InvoiceFacts invoice = query.invoice();
        DocumentReading reading = query.reading().value();
        int problems = findings(reading).size();
        SortedMap<String, Object> routing = new TreeMap<>();
        routing.put("reading", word(reading));
        routing.put("source", invoice == null ? "" : invoice.source().name());
        routing.put("problems", (long) problems);
        return rules.decide(
                routing, invoice == null || books == null || problems > 0 ? null : policyFacts(query, invoice, books));
    }

    /** What is wrong with a document by its reading. */
    static List<Finding> findings(DocumentReading reading) {
        if (reading instanceof DocumentReading.Structured structured) {
            return structured.findings();
        }
        return reading instanceof DocumentReading.Unreadable unreadable
                ? List.of(new Finding(unreadable.code(), "document", unreadable.why()))
                : List.of();
    }

    private static String word(DocumentReading reading) {
        if (reading instanceof DocumentReading.Structured) {
            return "structured";
        }
        return reading instanceof DocumentReading.Text ? "text" : "unreadable";
    }

    private static SortedMap<String, Object> policyFacts(Query query, InvoiceFacts invoice, BooksFacts books) {
        Optional<JournalEntry> entry = Booking.of(query.document(), invoice, books, query.relation());
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("kind", invoice.kind().name());
        facts.put("type", invoice.typeCode());
        facts.put("source", invoice.source().name());
        facts.put("structured", invoice.source().structured());
        facts.put("amount", entry.map(JournalEntry::atStake).orElse(Math.abs(invoice.gross())));
        facts.put("currency", invoice.currency());
        facts.put("supplier", books.supplier().name());
        facts.put("account", books.account().name());
        facts.put("other_accounts", (long) books.otherAccounts().size());
        facts.put("order", books.order().name());
        facts.put("duplicate", books.duplicate().name());
        facts.put("correction", books.correction().name());
        facts.put("buyer", books.buyer() == null ? "" : books.buyer().name());
        facts.put("tie", books.tie() == null ? "" : books.tie().name());
        facts.put("choices", (long) books.choices().size());
        facts.put("relation", chosen(query.relation(), books));
        facts.put("prepaid", prepaid(invoice));
        facts.put("auto_post_up_to", books.autoPostUpTo());
        facts.put("ambiguous", (long) invoice.ambiguous().size());
        facts.put("doubts", (long) invoice.doubts().size());
        differences(invoice, facts);
        FieldReading.Vouched vouched = query.vouched();
        facts.put("vouched", vouched == null ? 0L : (long) vouched.fields().size());
        facts.put("negative", invoice.gross() < 0);
        facts.put("bookable", entry.isPresent() || books.supplierId() == null);
        return facts;
    }

    private static void differences(InvoiceFacts invoice, SortedMap<String, Object> facts) {
        long product = 0;
        long vat = 0;
        long perRounding = 0;
        for (InvoiceFacts.Difference each : invoice.differences()) {
            if (each.product() == InvoiceFacts.Product.VAT) {
                vat = Math.max(vat, each.size());
                perRounding = Math.max(perRounding, each.perRounding());
            } else {
                product = Math.max(product, each.size());
            }
        }
        facts.put("product_off", product);
        facts.put("vat_off", vat);
        facts.put("vat_off_per_rounding", perRounding);
        facts.put("whole_units", invoice.wholeUnits());
    }

    /** What a person chose, where the books leave that choice; else they are asked to choose again. */
    private static String chosen(@Nullable Relation relation, BooksFacts books) {
        return relation == null
                        || (!books.choices().isEmpty() && !books.choices().contains(relation))
                ? ""
                : relation.name();
    }

    /** The prepaid amount and what remains have the sign of the total, or the document says something odd. */
    private static String prepaid(InvoiceFacts invoice) {
        long sign = invoice.gross() < 0 ? -1 : 1;
        if (sign * invoice.prepaid() < 0) {
            return "NEGATIVE";
        }
        if (sign * invoice.payable() < 0) {
            return "OVER";
        }
        return invoice.prepaid() == 0 ? "NONE" : "PART";
    }
}
